package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/referral-tool/referrals/shared/form"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// Kansas loads the employment-services program straight into a table, as Illinois does: clients in all three program
// blocks, two navigators, two providers with different sessions, and referrals in every state.
type Kansas struct {
	Store *store.Store
	Now   time.Time
}

const (
	kansas   = "ks-dcf"
	agencyID = "dcf"
)

// Load loads all of it, and sweeps once as of now.
func (k Kansas) Load(ctx context.Context, progress func(string)) error {
	before, err := pastOf(kansas, k.Store, k.Now)
	if err != nil {
		return err
	}
	progress(fmt.Sprintf("Loading the demo: %d clients, %d employment-services referrals", len(clients()), len(formHistories())))
	in := &caseload{past: before, printer: form.NewPrinter(), loader: persona("integration-ks"), clients: map[string]referral.Customer{}}
	if err := in.people(ctx); err != nil {
		return fmt.Errorf("the demo: %w", err)
	}
	for _, h := range formHistories() {
		if err := in.live(ctx, h); err != nil {
			return fmt.Errorf("the demo: %s of client %s: %w", h.activity, h.client, err)
		}
	}
	_, err = in.Store.Recount(ctx, kansas, agencyID, in.program.Standings())
	return err
}

// caseload is a load under way.
type caseload struct {
	past
	printer *form.Printer
	loader  referral.Actor
	clients map[string]referral.Customer
	sent    int
}

func (l *caseload) people(ctx context.Context) error {
	loaded := l.at(loadedSince, morning)
	for _, p := range providers() {
		if _, err := l.Store.PutOrganization(ctx, l.command(loaded, l.loader), p.organization); err != nil {
			return err
		}
		for _, contact := range p.contacts {
			if _, err := l.Store.PutContact(ctx, l.command(loaded, l.loader), p.organization.ID, contact); err != nil {
				return err
			}
		}
	}
	for _, c := range clients() {
		if _, err := l.Store.PutCustomer(ctx, l.command(loaded, l.loader), c); err != nil {
			return err
		}
		l.clients[c.ID] = c
	}
	return nil
}

// live lives one referral through, from the activity to the sweep at the load.
func (l *caseload) live(ctx context.Context, h formHistory) error {
	l.sent++ // minutes apart, so that a list has an order
	navigator := l.navigatorOf(h)
	made := l.at(h.sent, morning).Add(time.Duration(l.sent) * time.Minute)
	activity, err := l.plan(ctx, h, made, navigator)
	if err != nil {
		return err
	}
	id, err := l.generate(ctx, h.client, activity, l.command(made.Add(time.Minute), navigator))
	if err != nil || h.decision == referral.Draft {
		return err
	}
	for _, step := range l.steps(h, made, navigator) {
		if err := l.change(ctx, id, step); err != nil {
			return err
		}
		if err := l.mailed(ctx, id, step.at, h.bounced); err != nil {
			return err
		}
	}
	return l.act(ctx, h, id, navigator)
}

// navigatorOf is the persona that is responsible for the block.
func (l *caseload) navigatorOf(h formHistory) referral.Actor {
	for _, b := range l.clients[h.client].ProgramBlocks {
		if b.Block == h.block {
			return persona(b.Navigator)
		}
	}
	panic("the demo: " + h.client + " is not in " + h.block)
}

func (l *caseload) plan(ctx context.Context, h formHistory, at referral.Instant, by referral.Actor) (id string, err error) {
	day := referral.DateIn(at.Time(), l.program.Rules().Zone)
	a := referral.Activity{
		ID: idAt(at), Block: h.block, Name: h.activity, Session: h.session, ProviderID: h.provider,
		StartDate: day.AddDays(14), EndDate: day.AddDays(104), HoursPerWeek: 20,
	}
	if h.comment != "" {
		a.Comments = []string{h.comment}
	}
	_, err = l.Store.AddActivity(ctx, l.command(at, by), h.client, a, store.Idempotency{},
		func(c referral.Customer) error { return a.Check(c, l.program.Rules()) }, func() store.Reply { return store.Reply{} })
	return a.ID, err
}

func (l *caseload) generate(ctx context.Context, client, activity string, cmd referral.Command) (id string, err error) {
	id = idAt(cmd.At)
	_, err = l.Store.GenerateForm(ctx, kansas, store.ActivityID{Customer: client, Activity: activity}, cmd.At, store.Idempotency{},
		func(from store.FormParties) (referral.Change, error) {
			agency, _ := l.program.Grantee(agencyID)
			from.GranteeName = agency.Name
			return referral.Generate(cmd, id, from.Parties, from.Activity, agency.Phone)
		}, func(store.Record, bool) store.Reply { return store.Reply{} })
	return id, err
}

// step is one command in a referral's life.
type step struct {
	at     referral.Instant
	by     referral.Actor
	decide func(referral.Command, store.Record) (referral.Change, error)
}

// steps are what happened to a referral after it was generated, in order.
func (l *caseload) steps(h formHistory, made referral.Instant, navigator referral.Actor) []step {
	steps := []step{{made.Add(2 * time.Minute), navigator, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		f, _ := r.Form()
		return r.State.SendForm(cmd, f, r.State.Contact)
	}}}
	if h.second != "" {
		steps = append(steps, step{made.Add(time.Hour), navigator, func(cmd referral.Command, r store.Record) (referral.Change, error) {
			f, _ := r.Form()
			return r.State.NoteService(cmd, f, h.second, "In the same weeks.")
		}})
	}
	answered := l.at(h.answered, afternoon)
	switch h.decision {
	case referral.Canceled:
		steps = append(steps, step{answered, navigator, func(cmd referral.Command, r store.Record) (referral.Change, error) {
			return r.State.Cancel(cmd, "The client has found work.")
		}})
	case referral.Sent:
	default:
		steps = append(steps, answerSteps(h, answered, navigator)...)
	}
	return append(steps, step{referral.At(l.Now), ourselves, func(cmd referral.Command, r store.Record) (referral.Change, error) {
		return r.State.Sweep(cmd)
	}})
}

// answerSteps are the provider's answer, and the end of what was accepted before.
func answerSteps(h formHistory, at referral.Instant, navigator referral.Actor) []step {
	staff := persona(map[string]string{heartland: "provider", flintHills: "provider-2"}[h.provider])
	answer := func(a referral.Answer) func(referral.Command, store.Record) (referral.Change, error) {
		a.Name = staff.Name
		return func(cmd referral.Command, r store.Record) (referral.Change, error) { return r.State.Answer(cmd, a) }
	}
	switch h.decision {
	case referral.Accepted, referral.Rejected:
		a := referral.Answer{Decision: h.decision, Channel: referral.ByPortal, Note: h.reason}
		if h.decision == referral.Rejected {
			a.Reason = "other"
		}
		return []step{{at, staff, answer(a)}}
	case referral.Closed:
		return []step{
			{at, staff, answer(referral.Answer{Decision: referral.Accepted, Channel: referral.ByPortal})},
			{at.Add(48 * time.Hour), navigator, answer(referral.Answer{
				Decision: referral.Closed, Channel: referral.ByTelephone, Outcome: "service-received",
			})},
		}
	}
	return []step{{at, navigator, answer(referral.Answer{Decision: h.decision, Channel: referral.ByTelephone, Note: h.reason})}}
}

func (l *caseload) change(ctx context.Context, id string, s step) error {
	cmd := l.command(s.at, s.by)
	_, err := l.Store.Change(ctx, kansas, id, s.at, store.Idempotency{},
		func(r store.Record) (referral.Change, error) {
			change, err := s.decide(cmd, r)
			if err != nil {
				return change, err
			}
			return l.printer.Attach(change, cmd.Rules)
		}, noReply)
	return err
}

// act completes the tasks of what is over: the navigator has acted on them.
func (l *caseload) act(ctx context.Context, h formHistory, id string, navigator referral.Actor) error {
	if h.outcome == "" {
		return nil
	}
	record, err := l.Store.Referral(ctx, kansas, id)
	if err != nil {
		return err
	}
	cmd := l.command(l.at(h.answered, afternoon).Add(time.Hour), navigator)
	for _, t := range record.Tasks {
		if _, err := l.Store.ChangeTask(ctx, kansas, t.ID(), cmd.At, store.Idempotency{},
			func(s referral.State, t referral.Task) (referral.Change, error) {
				return s.CompleteTask(cmd, t, h.outcome, "")
			}, func(referral.Task) store.Reply { return store.Reply{} }); err != nil {
			return err
		}
	}
	return nil
}
