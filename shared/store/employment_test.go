package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

func TestGenerateForm_Requests(t *testing.T) {
	c := setUpKansas(t)
	activity := c.plan(t, "Job Search", "Job Search Assistance")
	var first, second string
	var err error
	if n := c.Requests(func() { first, _, err = c.generate(activity) }); n != 3 || err != nil {
		t.Errorf("it took %d requests, want 3 (%v)", n, err)
	}
	made := true
	if n := c.Requests(func() { second, made, err = c.generate(activity) }); n != 2 || err != nil || second != first || made {
		t.Errorf("again it took %d requests and made %s (%t, %v)", n, second, made, err)
	}
	c.must(t, c.decide(first, sendForm))
	if third, made, err := c.generate(activity); err != nil || third == first || !made {
		t.Errorf("after the send it is %s (%t, %v)", third, made, err)
	}
}

func TestGenerateForm_AtOnceMakesOne(t *testing.T) {
	c := setUpKansas(t)
	activity := c.plan(t, "Job Search", "Job Search Assistance")
	ids, making := make([]string, 12), make([]bool, 12)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			var err error
			if ids[i], making[i], err = c.generate(activity); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	made := 0
	for i := range ids {
		if ids[i] != ids[0] {
			t.Errorf("there are two drafts: %s and %s", ids[0], ids[i])
		}
		if making[i] {
			made++
		}
	}
	if made != 1 {
		t.Errorf("%d of them say that they made it", made)
	}
}

// correct changes the hours and comments of an activity.
func (c caseload) correct(activity string, hours float64, comment string) error {
	_, err := c.EditActivity(ctx, c.by(lind), ana.ID, activity, func(_ referral.Customer, a referral.Activity) (referral.Activity, error) {
		a.HoursPerWeek, a.Comments = hours, []string{comment}
		return a, nil
	})
	return err
}

func editForm(key, value string) func(referral.Command, store.Record) (referral.Change, error) {
	return func(cmd referral.Command, r store.Record) (referral.Change, error) {
		f, _ := r.Form()
		return r.State.EditForm(cmd, f, []referral.FormEdit{{Key: key, Value: value}})
	}
}

// Generate Form after a correction answers the same draft, brought up to date but for what was edited on it.
func TestGenerateForm_AfterACorrection(t *testing.T) {
	c := setUpKansas(t)
	activity := c.plan(t, "Job Search", "Job Search Assistance")
	id, _, err := c.generate(activity)
	c.must(t, err)
	c.must(t, c.decide(id, editForm("notes", "Edited on the form.")))
	c.must(t, c.correct(activity, 30, "Corrected in the activity."))
	client := ana
	client.LastName, client.Phone = "Peña-Ruiz", "785-555-0199"
	c.must(t, c.put(client))

	var again string
	made := true
	if n := c.Requests(func() { again, made, err = c.generate(activity) }); n != 3 || err != nil || again != id || made {
		t.Errorf("it took %d requests, want 3, and answered %s (%t, %v)", n, again, made, err)
	}
	r := c.record(t, id)
	f, _ := r.Form()
	if len(r.Forms) != 1 || f.Value("hoursPerWeek") != "30" || f.Value("client") != "Ana Peña-Ruiz" || f.Value("notes") != "Edited on the form." {
		t.Errorf("the form says %+v", f.Fields)
	}
	if last := r.Events[len(r.Events)-1]; r.State.Version != 3 || last.Type != referral.Drafted || r.State.Customer.Phone != client.Phone {
		t.Errorf("it made version %d by %+v", r.State.Version, last)
	}
	if _, rows, err := c.CustomerReferrals(ctx, ks, ana.ID, c.at()); err != nil || rows[0].Customer.Name != "Ana Peña-Ruiz" {
		t.Errorf("the list shows %+v (%v)", rows, err)
	}
	before := c.snapshot(t)
	if n := c.Requests(func() { _, _, err = c.generate(activity) }); n != 2 || err != nil {
		t.Errorf("once more it took %d requests, want 2 (%v)", n, err)
	}
	wantSame(t, c.snapshot(t), before)
}

// Generating, editing and sending at once: nobody's edit is lost, and what was sent stays as it was sent.
func TestGenerateForm_AfterACorrectionRaces(t *testing.T) {
	c := setUpKansas(t)
	for round := range 8 {
		activity := c.plan(t, "Job Search", "Job Search Assistance")
		id, _, err := c.generate(activity)
		c.must(t, err)
		c.must(t, c.correct(activity, 30, "Corrected."))
		var all sync.WaitGroup
		var sending error
		for _, race := range []func() error{
			func() error { _, _, err := c.generate(activity); return err },
			func() error { _, _, err := c.generate(activity); return err },
			func() error {
				sending = c.decide(id, editForm("clientPhone", "785-555-0000"))
				return c.decide(id, sendForm)
			},
		} {
			all.Go(func() {
				if err := race(); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		all.Wait()
		c.must(t, sending)
		r := c.record(t, id)
		f, _ := r.Form()
		if f.Value("clientPhone") != "785-555-0000" || !f.Frozen() || r.State.Status != referral.Sent {
			t.Errorf("round %d: the form says %+v", round, f)
		}
		c.must(t, c.decide(id, respond(referral.Rejected))) // the next round's is no duplicate
	}
}

// A form that is generated while its activity is being changed says what the activity says, or the change is refused.
func TestEditActivity_ErrFormGeneratedMeanwhile(t *testing.T) {
	c := setUpKansas(t)
	activity := c.plan(t, "Job Search", "Job Search Assistance")
	_, err := c.EditActivity(ctx, c.by(lind), ana.ID, activity, func(_ referral.Customer, a referral.Activity) (referral.Activity, error) {
		_, _, err := c.generate(activity)
		a.Session = "Resume and Interview Workshop"
		return a, err
	})
	if kindOf(err) != referral.Conflict {
		t.Errorf("the change is answered %v, want a conflict", err)
	}
}

func TestSendForm_KeepsWhatWasSent(t *testing.T) {
	c := setUpKansas(t)
	id, _, err := c.generate(c.plan(t, "Job Search", "Job Search Assistance"))
	c.must(t, err)
	before := c.snapshot(t)
	if n := c.Requests(func() { err = c.decide(id, sendForm) }); n != 2 || err != nil {
		t.Errorf("it took %d requests, want 2 (%v)", n, err)
	}
	after := c.snapshot(t)
	for _, key := range []string{
		"ks-dcf#CUST#c11 / OPEN#provider-heartland", "ks-dcf#PDF#" + id + " / 0001",
		"ks-dcf#CASE#KS-1002 / DOC#2026-11-20T16:00:00.000Z#" + id + "#0001", "ks-dcf#REF#" + id + " / M#000002#form-sent",
	} {
		if before[key] != nil || after[key] == nil {
			t.Errorf("%s is not made by the send", key)
		}
	}
	if guard := after["ks-dcf#CUST#c11 / OPEN#provider-heartland"]["a:job-search"]; fmt.Sprint(guard) != "["+id+"]" {
		t.Errorf("the guard is %v", guard)
	}
	if meta := after["ks-dcf#REF#"+id+" / META"]; meta["GSI1PK"] != "ks-dcf#IN#provider-heartland" || meta["GSI2PK"] != "ks-dcf#IN#provider-heartland#sent" {
		t.Errorf("the provider's list has it at %v and %v", meta["GSI1PK"], meta["GSI2PK"])
	}
	state, pdf, err := c.PDF(ctx, ks, id, 0)
	if err != nil || state.ID != id || string(pdf) != "%PDF-1.3 of "+id {
		t.Errorf("the PDF is %q (%v)", pdf, err)
	}
}

// A form without its PDF is never sent: that would be a mistake of the program.
func TestSendForm_PanicsWithoutAPDF(t *testing.T) {
	c := setUpKansas(t)
	id, _, err := c.generate(c.plan(t, "Job Search", "Job Search Assistance"))
	c.must(t, err)
	for size, pdf := range map[string][]byte{"none": nil, "too large": make([]byte, 350<<10+1)} {
		t.Run(size, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was sent")
				}
			}()
			cmd := c.by(lind)
			_, _ = c.Change(ctx, ks, id, cmd.At, store.Idempotency{}, func(r store.Record) (referral.Change, error) {
				change, err := sendForm(cmd, r)
				return change.Attach(pdf), err
			}, answer(200))
		})
	}
}

func TestSendForm_SameActivityIsADuplicate(t *testing.T) {
	c := setUpKansas(t)
	first := c.distributed(t, "Job Search", "Job Search Assistance")
	second, _, err := c.generate(c.plan(t, "Job Search", "Resume and Interview Workshop"))
	c.must(t, err)
	var refused *referral.Error
	if err := c.decide(second, sendForm); !errors.As(err, &refused) || refused.Kind != referral.Conflict || refused.DuplicateOf != first ||
		!strings.Contains(refused.Message, "note the second service") {
		t.Errorf("the second one is answered %v", err)
	}
	c.must(t, c.decide(first, respond(referral.Rejected)))
	c.must(t, c.decide(second, sendForm))
	// The first one cannot come back by a correction now.
	if err := c.decide(first, respond(referral.Accepted)); !errors.As(err, &refused) || refused.DuplicateOf != second {
		t.Errorf("the correction is answered %v", err)
	}
}

func TestNoteService_KeepsBothVersions(t *testing.T) {
	c := setUpKansas(t)
	id := c.distributed(t, "Job Search", "Job Search Assistance")
	note := func(service string) func(referral.Command, store.Record) (referral.Change, error) {
		return func(cmd referral.Command, r store.Record) (referral.Change, error) {
			f, _ := r.Form()
			return r.State.NoteService(cmd, f, service, "")
		}
	}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			if err := c.decide(id, note(fmt.Sprintf("Service %d", i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	r := c.record(t, id)
	newest, _ := r.Form()
	if len(r.Forms) != 5 || newest.Revision != 5 || r.State.Employment.Revision != 5 {
		t.Errorf("%d forms, the newest %d", len(r.Forms), newest.Revision)
	}
	_, activity, err := c.Activity(ctx, ks, ana.ID, r.State.Employment.ActivityID)
	c.must(t, err)
	for i := range 4 {
		text := fmt.Sprintf("Second service: Service %d.", i)
		if !strings.Contains(newest.Value("notes"), text) || !strings.Contains(activity.AdditionalComments(), text) {
			t.Errorf("%q is lost: %q, %q", text, newest.Value("notes"), activity.AdditionalComments())
		}
	}
	if strings.Contains(r.Forms[0].Value("notes"), "Second service") {
		t.Error("the first version was changed")
	}
	documents, err := c.Documents(ctx, ks, "KS-1002", "", store.Whole)
	c.must(t, err)
	if len(documents.Items) != 5 {
		t.Errorf("the case has %d documents", len(documents.Items))
	}
}

func TestProviderReferrals(t *testing.T) {
	c := setUpKansas(t)
	sent := c.distributed(t, "Job Search", "Job Search Assistance")
	rejected := c.distributed(t, "Job Readiness", "Workplace Skills")
	c.must(t, c.decide(rejected, respond(referral.Rejected)))
	list := func(provider string, f store.IncomingFilter) []string {
		t.Helper()
		var ids []string
		var page store.Page[string]
		if n := c.Requests(func() {
			rows, err := c.ProviderReferrals(ctx, ks, provider, f, c.at(), "", store.Whole)
			c.must(t, err)
			for _, row := range rows.Items {
				ids = append(ids, row.ID)
				if (row.Customer.ID == "") != (row.Status == referral.Rejected) {
					t.Errorf("a %s referral shows %+v", row.Status, row.Customer)
				}
			}
			page.Items = ids
		}); n != 1 {
			t.Errorf("it took %d requests, want 1", n)
		}
		return ids
	}
	for _, tt := range []struct {
		filter store.IncomingFilter
		want   []string
	}{
		{store.IncomingFilter{}, []string{rejected, sent}},
		{store.IncomingFilter{Query: "pen"}, []string{sent}},
		{store.IncomingFilter{Query: "KS-1002"}, []string{sent}},
		{store.IncomingFilter{Query: "KS-2"}, nil},
		{store.IncomingFilter{Status: referral.Rejected}, []string{rejected}},
		{store.IncomingFilter{Status: referral.Accepted}, nil},
	} {
		if got := list(heartland.ID, tt.filter); !slices.Equal(got, tt.want) {
			t.Errorf("%+v lists %v, want %v", tt.filter, got, tt.want)
		}
	}
	if got := list("provider-flinthills", store.IncomingFilter{}); len(got) > 0 {
		t.Errorf("another provider sees %v", got)
	}
}

// What a sweep does to a form must leave what the whole command would have left: its task, and what the provider sees.
func TestCommitDue_OfAForm(t *testing.T) {
	for _, history := range []struct {
		name, now string
		consent   referral.Date
		want      referral.EventType
	}{
		{"Reminder", "2026-12-01 09:00", "", referral.Reminded},
		{"Overdue", "2026-12-02 00:00", "", referral.BecameOverdue},
		{"ConsentEnded", "2026-11-25 00:00", "2026-11-24", referral.ConsentWithdrawn},
	} {
		t.Run(history.name, func(t *testing.T) {
			prepared := func() (caseload, string) {
				c := setUpKansas(t)
				id, _, err := c.generate(c.plan(t, "Job Search", "Job Search Assistance"))
				c.must(t, err)
				if history.consent != "" {
					c.rules.Consent = referral.ConsentRequired
					c.must(t, c.decide(id, func(cmd referral.Command, r store.Record) (referral.Change, error) {
						return r.State.RecordConsent(cmd, referral.Consent{By: "Ana Peña", Method: "written", Date: "2026-11-01", Until: history.consent})
					}))
				}
				c.must(t, c.decide(id, sendForm))
				c.clock(t, history.now)
				return c, id
			}
			swept, _ := prepared()
			whole, id := prepared()
			cmd := swept.command()
			for _, item := range swept.due(t) {
				if item.State == nil {
					continue
				}
				change, err := item.State.Sweep(cmd)
				swept.must(t, err)
				if change.Event().Type != history.want {
					t.Fatalf("the sweep would record %q, want %q", change.Event().Type, history.want)
				}
				_, err = swept.CommitDue(ctx, change)
				swept.must(t, err)
			}
			_, err := whole.Change(ctx, ks, id, cmd.At, store.Idempotency{},
				func(r store.Record) (referral.Change, error) { return r.State.Sweep(cmd) }, answer(200))
			whole.must(t, err)
			wantSame(t, swept.snapshot(t), whole.snapshot(t))
		})
	}
}
