package functiontest

import (
	"context"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/form"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// Referrals of Ana Pena to Heartland Works, each of another activity and at another point of its life.
const (
	FormDraft    = "01970000-0000-7000-8000-00000000b001" // Job Search
	FormSent     = "01970000-0000-7000-8000-00000000b002" // Job Readiness
	FormAccepted = "01970000-0000-7000-8000-00000000b003" // Vocational Training; its task is open
	FormRejected = "01970000-0000-7000-8000-00000000b004" // Adult Education; its task is completed
	FormCanceled = "01970000-0000-7000-8000-00000000b005" // Work Experience
)

// The people and organizations of the Kansas program.
var (
	Ana = referral.Customer{
		ID: "c11", FirstName: "Ana", LastName: "Peña", Address: "1200 SW 10th Ave, Topeka, KS 66604", Phone: "785-555-0111",
		Email: "ana@noemail.com", Grantee: "dcf", CaseNumber: "KS-1002",
		ProgramBlocks: []referral.ProgramBlock{{Block: "Work Programs", Navigator: Lind.Sub}, {Block: "FAET", Navigator: "u-other"}},
	}
	Bo = referral.Customer{ID: "c12", FirstName: "Bo", LastName: "Lund", Grantee: "dcf", CaseNumber: "KS-1003"} // in no block

	Heartland  = referral.Organization{ID: "provider-heartland", Name: "Heartland Works"}
	FlintHills = referral.Organization{ID: "provider-flinthills", Name: "Flint Hills Job Center"} // without a contact

	Intake = referral.Contact{ID: "intake", Name: "Dee Intake", Email: "intake@heartland.referrals.test"}

	Lind  = referral.Actor{Sub: "u-lind", Name: "Pat Lindgren", Email: "pat@dcf.referrals.test", Role: referral.Navigator}
	Quinn = referral.Actor{Sub: "u-quinn", Name: "Quinn Ames", Email: "quinn@heartland.referrals.test", Role: referral.Provider}
)

// ActivityOf is the id of the activity that a form of Ana's was generated from. "a009" has no form yet.
func ActivityOf(form string) string { return "a00" + form[len(form)-1:] }

// InKansas opens a function in a world that has the people of the Kansas program too, made on the Friday, and some of
// the forms.
func InKansas(t testing.TB, open func(*World) *api.API, forms ...string) func(*World) *api.API {
	return func(w *World) *api.API {
		made, present := w.made, w.Time
		w.Time, w.made = friday, "01970001"
		w.once(t, "Kansas: "+strings.Join(forms, " "), func() { w.populateKansas(t, forms) })
		w.Time, w.made = present, made
		w.ids.Store(0)
		return open(w)
	}
}

func (w *World) populateKansas(t testing.TB, forms []string) {
	t.Helper()
	ctx := context.Background()
	for _, c := range []referral.Customer{Ana, Bo} {
		_, err := w.PutCustomer(ctx, w.inKansas(t, Lind), c)
		must(t, err)
	}
	for _, o := range []referral.Organization{Heartland, FlintHills} {
		_, err := w.PutOrganization(ctx, w.inKansas(t, Lind), o)
		must(t, err)
	}
	_, err := w.PutContact(ctx, w.inKansas(t, Lind), Heartland.ID, Intake)
	must(t, err)
	w.plan(t, "a009", "Job Search", "Resume and Interview Workshop")
	for _, id := range forms {
		w.bring(t, id)
	}
}

// offers are what each form refers for.
var offers = map[string][2]string{
	FormDraft: {"Job Search", "Job Search Assistance"}, FormSent: {"Job Readiness", "Workplace Skills"},
	FormAccepted: {"Vocational Training", "Certified Nurse Aide"}, FormRejected: {"Adult Education", "High School Equivalency"},
	FormCanceled: {"Work Experience", "On-the-Job Training"},
}

// bring brings a form to where its name says.
func (w *World) bring(t testing.TB, id string) {
	t.Helper()
	w.plan(t, ActivityOf(id), offers[id][0], offers[id][1])
	w.generate(t, id)
	if id == FormDraft {
		return
	}
	w.change(t, id, func(r store.Record) (referral.Change, error) {
		f, _ := r.Form()
		return r.State.SendForm(w.inKansas(t, Lind), f, r.State.Contact)
	})
	switch id {
	case FormAccepted:
		w.respond(t, id, referral.Answer{Decision: referral.Accepted})
	case FormRejected:
		w.respond(t, id, referral.Answer{Decision: referral.Rejected, Reason: "other", Note: "Full until March."})
		w.complete(t, id)
	case FormCanceled:
		w.change(t, id, func(r store.Record) (referral.Change, error) {
			return r.State.Cancel(w.inKansas(t, Lind), "Found work.")
		})
	}
}

func (w *World) inKansas(t testing.TB, by referral.Actor) referral.Command {
	t.Helper()
	return referral.Command{ID: w.newID(), At: w.Desk.Clock(), By: by, Rules: w.Rules(t, Dcf)}
}

// plan adds an activity to Ana's list.
func (w *World) plan(t testing.TB, id, name, session string) {
	t.Helper()
	_, err := w.AddActivity(context.Background(), w.inKansas(t, Lind), Ana.ID, referral.Activity{
		ID: id, Block: "Work Programs", Name: name, Session: session, ProviderID: Heartland.ID,
		StartDate: "2026-12-01", EndDate: "2027-02-26", HoursPerWeek: 20, Comments: []string{"Needs evening hours."},
	}, store.Idempotency{}, func(referral.Customer) error { return nil }, func() store.Reply { return store.Reply{} })
	must(t, err)
}

func (w *World) generate(t testing.TB, id string) {
	t.Helper()
	cmd := w.inKansas(t, Lind)
	_, err := w.GenerateForm(context.Background(), Dcf, store.ActivityID{Customer: Ana.ID, Activity: ActivityOf(id)}, cmd.At, store.Idempotency{},
		func(from store.FormParties) (referral.Change, error) {
			from.GranteeName = "Kansas Department for Children and Families"
			return referral.Generate(cmd, id, from.Parties, from.Activity, "785-555-0120")
		}, func(store.Record, bool) store.Reply { return store.Reply{} })
	must(t, err)
}

// change runs a command on a form, with its PDF.
func (w *World) change(t testing.TB, id string, decide func(store.Record) (referral.Change, error)) {
	t.Helper()
	_, err := w.Store.Change(context.Background(), Dcf, id, w.Desk.Clock(), store.Idempotency{},
		func(r store.Record) (referral.Change, error) {
			change, err := decide(r)
			if err != nil {
				return change, err
			}
			return form.NewPrinter().Attach(change, w.Rules(t, Dcf))
		},
		func(store.Record) store.Reply { return store.Reply{} })
	must(t, err)
}

// respond is Quinn Ames's answer in the portal.
func (w *World) respond(t testing.TB, id string, a referral.Answer) {
	t.Helper()
	a.Name, a.Channel = Quinn.Name, referral.ByPortal
	w.change(t, id, func(r store.Record) (referral.Change, error) { return r.State.Answer(w.inKansas(t, Quinn), a) })
}

// complete completes the task of a form's answer.
func (w *World) complete(t testing.TB, id string) {
	t.Helper()
	record, err := w.Referral(context.Background(), Dcf, id)
	must(t, err)
	cmd := w.inKansas(t, Lind)
	_, err = w.ChangeTask(context.Background(), Dcf, record.Tasks[0].ID(), cmd.At, store.Idempotency{},
		func(s referral.State, task referral.Task) (referral.Change, error) {
			return s.CompleteTask(cmd, task, "dcf-complete", "")
		}, func(referral.Task) store.Reply { return store.Reply{} })
	must(t, err)
}
