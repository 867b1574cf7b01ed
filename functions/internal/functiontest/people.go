package functiontest

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// Keys of the programs.
const (
	Ceja  = "ceja"
	Dcf   = "ks-dcf"
	other = "prairie-works" // the other grantee
)

// Referrals of John Jones to Housing Partners, each at another point of its life, and one of the other grantee.
const (
	Sent      = "01970000-0000-7000-8000-00000000a001" // housing-assistance
	Accepted  = "01970000-0000-7000-8000-00000000a002" // transportation, on Friday
	Canceled  = "01970000-0000-7000-8000-00000000a003" // legal-aid
	Rejected  = "01970000-0000-7000-8000-00000000a004" // health-care, on Friday: too long ago to be corrected
	Draft     = "01970000-0000-7000-8000-00000000a005" // dependent-care
	Sensitive = "01970000-0000-7000-8000-00000000a006" // mental-health, with a consent
	Foreign   = "01970000-0000-7000-8000-00000000a007" // of Jane Doe, who is another grantee's
)

// The people and organizations.
var (
	John = referral.Customer{
		ID: "c01", FirstName: "John", LastName: "Jones", Address: "306 E Adams, Springfield, IL, 62704", Phone: "217-303-5859",
		Email: "john.jones@noemail.com", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
	}
	Renee = referral.Customer{
		ID: "c02", FirstName: "Renée", LastName: "Johnson", Group: "CEJA/FEJA Programs", Grantee: "lincoln-land",
	}
	Jane = referral.Customer{ID: "c03", FirstName: "Jane", LastName: "Doe", Group: "CEJA/FEJA Programs", Grantee: other}

	Partners = referral.Organization{ID: "housing-partners", Name: "Housing Partners", Phone: "217-555-0110"}
	Shelter  = referral.Organization{ID: "harbor", Name: "Harbor", Sensitive: true}

	Maria  = referral.Contact{ID: "maria", Name: "Maria Lopez", Title: "Intake", Email: "maria.lopez@housing.referrals.test"}
	Pat    = referral.Contact{ID: "pat", Name: "Pat Field", Email: "pat.field@housing.referrals.test", Language: "es"}
	Silent = referral.Contact{ID: "silent", Name: "Sam Silent", Email: "sam@noemail.com"}
	Hazel  = referral.Contact{ID: "hazel", Name: "Hazel Reed", Email: "hazel@harbor.referrals.test"} // of the shelter

	Casey = referral.Actor{Sub: "u-casey", Name: "Casey Moore", Email: "casey@lincoln-land.referrals.test", Role: referral.CaseManager}
	Robin = referral.Actor{Sub: "u-robin", Name: "Robin Hall", Email: "robin@prairie-works.referrals.test", Role: referral.CaseManager}
)

func (w *World) populate(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	for _, c := range []referral.Customer{John, Renee, Jane} {
		_, err := w.PutCustomer(ctx, w.Command(t, Casey), c)
		must(t, err)
	}
	for _, o := range []referral.Organization{Partners, Shelter} {
		_, err := w.PutOrganization(ctx, w.Command(t, Casey), o)
		must(t, err)
	}
	for _, c := range []referral.Contact{Maria, Pat, Silent} {
		_, err := w.PutContact(ctx, w.Command(t, Casey), Partners.ID, c)
		must(t, err)
	}
	_, err := w.PutContact(ctx, w.Command(t, Casey), Shelter.ID, Hazel)
	must(t, err)
	consent := &referral.Consent{By: "John Jones", Method: "written", Date: "2026-11-01", Until: "2027-10-31"}
	w.refer(t, Sent, John.ID, Casey, referral.Request{Services: []string{"housing-assistance"}, Note: "Needs it by the 1st."})
	w.refer(t, Accepted, John.ID, Casey, referral.Request{Services: []string{"transportation"}})
	w.refer(t, Canceled, John.ID, Casey, referral.Request{Services: []string{"legal-aid"}})
	w.refer(t, Rejected, John.ID, Casey, referral.Request{Services: []string{"health-care"}})
	w.draft(t, Draft, John.ID, Casey, referral.Request{Services: []string{"dependent-care"}, Note: "Ask for the mornings."})
	w.refer(t, Sensitive, John.ID, Casey, referral.Request{Services: []string{"mental-health"}, Consent: consent})
	w.refer(t, Foreign, Jane.ID, Robin, referral.Request{Services: []string{"housing-assistance"}})
	w.Answer(t, Accepted, referral.Answer{Decision: referral.Accepted})
	w.Answer(t, Rejected, referral.Answer{Decision: referral.Rejected, Reason: "no-capacity"})
	w.Change(t, Canceled, func(s referral.State) (referral.Change, error) {
		return s.Cancel(w.Command(t, Casey), "Found another way.")
	})
}

type create func(referral.Command, string, referral.Parties, referral.Request) (referral.Change, error)

func (w *World) refer(t testing.TB, id, customer string, by referral.Actor, req referral.Request) {
	t.Helper()
	w.create(t, id, customer, by, req, referral.Create)
}

func (w *World) draft(t testing.TB, id, customer string, by referral.Actor, req referral.Request) {
	t.Helper()
	w.create(t, id, customer, by, req, referral.CreateDraft)
}

func (w *World) create(t testing.TB, id, customer string, by referral.Actor, req referral.Request, make create) {
	t.Helper()
	cmd := w.Command(t, by)
	whom := store.PartyIDs{Customer: customer, Organization: Partners.ID, Contact: Maria.ID}
	_, err := w.Create(context.Background(), Ceja, whom, cmd.At, store.Idempotency{}, func(parties referral.Parties) (referral.Change, error) {
		p, _ := w.Desk.Programs.Get(Ceja)
		grantee, _ := p.Grantee(parties.Customer.Grantee)
		parties.GranteeName = grantee.Name
		return make(cmd, id, parties, req)
	}, func(store.Record) store.Reply { return store.Reply{} })
	must(t, err)
}

// Answer records what Maria Lopez says through the link.
func (w *World) Answer(t testing.TB, id string, a referral.Answer) {
	t.Helper()
	a.Name, a.Channel = Maria.Name, referral.ByLink
	cmd := w.Command(t, referral.Actor{Name: Maria.Name})
	w.Change(t, id, func(s referral.State) (referral.Change, error) { return s.Answer(cmd, a) })
}

// Change runs a command on a referral.
func (w *World) Change(t testing.TB, id string, decide func(referral.State) (referral.Change, error)) {
	t.Helper()
	_, err := w.Store.Change(context.Background(), Ceja, id, w.Desk.Clock(), store.Idempotency{},
		func(r store.Record) (referral.Change, error) { return decide(r.State) },
		func(store.Record) store.Reply { return store.Reply{} })
	must(t, err)
}

// Record reads a referral of the support-services program.
func (w *World) Record(t testing.TB, id string) store.Record {
	t.Helper()
	record, err := w.Referral(context.Background(), Ceja, id)
	must(t, err)
	return record
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// AnswerForDigest is the partner's answer in a program whose staff want one mail a day.
func (w *World) AnswerForDigest(t testing.TB, id string, a referral.Answer) {
	t.Helper()
	cmd := w.Command(t, referral.Actor{Name: a.Name})
	rules := *cmd.Rules
	rules.Digest, cmd.Rules = true, &rules
	a.Channel = referral.ByLink
	w.Change(t, id, func(s referral.State) (referral.Change, error) { return s.Answer(cmd, a) })
}
