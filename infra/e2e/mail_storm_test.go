package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// TestMailServiceDownForAnHour: nothing is lost, nothing is doubled, and what is shown does not claim more than is so.
func TestMailServiceDownForAnHour(t *testing.T) {
	s := start(t, system.Options{})
	const referrals = 6
	s.Mailbox.Fail(1 << 30)
	var places []place
	var all []referral
	for i := range referrals {
		p := settleIn(t, s, fmt.Sprintf("storm-%d", i), nil)
		places, all = append(places, p), append(all, p.refer(t, s, "transportation"))
		telephone := with(answered("pending"), "channel", "telephone")
		as(t, s, "case-manager").post("/v1/referrals/"+all[i].ID+"/answers", telephone).want(200)
	}
	settle(t, s)
	now := time.Now()
	for range 12 {
		now = now.Add(5 * time.Minute)
		sweep(t, s, now)
	}
	if got := len(s.Mailbox.Mails("")); got != 0 {
		t.Fatalf("%d mails were taken by a service that is down", got)
	}
	for _, r := range all {
		if got := view(t, s, r.ID); got.Delivery != "queued" || got.Undeliverable {
			t.Errorf("the mail that waits is shown as %s", got.Delivery)
		}
	}

	s.Mailbox.Fail(0)
	// Pauses grow up to four hours.
	for range 10 {
		now = now.Add(30 * time.Minute)
		sweep(t, s, now)
	}
	for i, p := range places {
		wantKinds(t, s, p.address, "referral-sent")
		got := view(t, s, all[i].ID)
		if want := []string{"sent", "delivered", "pending"}; got.Delivery != "delivered" || !sameTypes(got.types(), want) {
			t.Errorf("the referral's mail is %s, it tells %v", got.Delivery, got.types())
		}
	}
	wantUnchanged(t, s, func() { sweep(t, s, now.Add(5*time.Minute)) })
}

// sameTypes compares without the order: the report of a mail comes after what happened while the mail waited, but stands
// with the event that caused it.
func sameTypes(got, want []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want)))
}

// TestSupersededWhileItWaited: what a mail says is decided when it is sent, and a link that has died meanwhile is not
// mailed.
func TestSupersededWhileItWaited(t *testing.T) {
	s := start(t, system.Options{})
	canceled, resent := settleIn(t, s, "waits-canceled", nil), settleIn(t, s, "waits-resent", nil)
	s.Mailbox.Fail(1 << 30)
	first, second := canceled.refer(t, s, "transportation"), resent.refer(t, s, "transportation")
	settle(t, s)
	staff := as(t, s, "case-manager")
	staff.post("/v1/referrals/"+first.ID+"/cancel", nil).want(200)
	staff.post("/v1/referrals/"+second.ID+"/resend", nil).want(200)
	settle(t, s)
	s.Mailbox.Fail(0)
	sweep(t, s, time.Now().Add(time.Hour))
	wantKinds(t, s, resent.address, "referral-resent")
	if slices.Contains(kinds(s, canceled.address), "referral-sent") {
		t.Errorf("a dead link was mailed: %v", kinds(s, canceled.address))
	}
}

// TestBounce: the referral shows it, staff are told, and a dead address is not mailed again until it is corrected.
func TestBounce(t *testing.T) {
	s := start(t, system.Options{})
	p := settleIn(t, s, "bounce", nil)
	sent := p.refer(t, s, "transportation")
	settle(t, s)
	bounce(t, s, p)
	staff := as(t, s, "case-manager")

	got := view(t, s, sent.ID)
	if !got.Undeliverable || got.Delivery != "bounced" || got.Status != "sent" || got.Version != sent.Version {
		t.Errorf("the referral is %s, version %d, its mail %s", got.Status, got.Version, got.Delivery)
	}
	if want := []string{"sent", "delivered", "undeliverable"}; !slices.Equal(got.types(), want) {
		t.Errorf("the timeline tells %v", got.types())
	}
	for _, path := range []string{"/v1/customers/" + p.customer + "/referrals", "/v1/referrals", "/v1/referrals?attention=true"} {
		rows := read[list[referral]](staff.get(path).want(200)).Items
		if len(rows) != 1 || !rows[0].Undeliverable || rows[0].Delivery != "bounced" {
			t.Errorf("%s shows %+v", path, rows)
		}
	}
	if mails := aboutTo(s, dana, sent.Reference); len(mails) != 1 || mails[0].Kind != "referral-undeliverable" {
		t.Errorf("staff have %+v", mails)
	}

	// Neither a resend nor a new referral nor the reminder goes to the dead address.
	wantUnchanged(t, s, func() {
		staff.post("/v1/referrals/"+sent.ID+"/resend", nil).want(422).holds("contactId")
		staff.post("/v1/referrals", p.request("legal-aid")).want(422).holds("contactId")
	})
	sweep(t, s, dueMorning(t, sent))
	wantKinds(t, s, p.address, "referral-sent")

	contact := "/v1/organizations/" + p.organization + "/contacts/" + p.contact
	as(t, s, "integration").put(contact, object{"name": "Contact", "email": "corrected@referrals.test"}).want(200)
	staff.post("/v1/referrals/"+sent.ID+"/resend", nil).want(200)
	settle(t, s)
	wantKinds(t, s, "corrected@referrals.test", "referral-resent")
	if got := view(t, s, sent.ID); got.Undeliverable || got.Delivery != "delivered" {
		t.Errorf("after the correction the mail is %s", got.Delivery)
	}
	staff.get("/v1/referrals?attention=true").want(200).holds(`"items":[]`)

	// The same report again, long after: nothing more.
	wantUnchanged(t, s, func() { bounce(t, s, p) })
}

// bounce reports the newest mail to the place's contact as bounced for good.
func bounce(t *testing.T, s *system.System, p place) {
	t.Helper()
	anybody(t, s).post("/_local/mail/"+s.Mailbox.Mails(p.address)[0].ID+"/bounce", nil).want(200)
	settle(t, s)
}

// dueMorning is the hour at which the reminder of a referral is due.
func dueMorning(t *testing.T, r referral) time.Time {
	t.Helper()
	return localTime(t, r.ResponseDueOn, 9)
}

func localTime(t *testing.T, date string, hour int) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	day, err := time.ParseInLocation(time.DateOnly, date, zone)
	if err != nil {
		t.Fatal(err)
	}
	return day.Add(time.Duration(hour) * time.Hour)
}

// TestReminderAndOverdue: one reminder on the due day with the same link, one mark, one mail to staff; an answer clears
// the mark.
func TestReminderAndOverdue(t *testing.T) {
	s := start(t, system.Options{})
	p, answering := settleIn(t, s, "late", nil), settleIn(t, s, "in-time", nil)
	silent := settleIn(t, s, "late-receives-only", object{"receivesOnly": true})
	sent := p.refer(t, s, "transportation")
	answering.refer(t, s, "transportation")
	silent.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	anybody(t, s).post(answering.linkOf(t, s), answered("accepted"), asJSON...).want(200)
	settle(t, s)

	due := dueMorning(t, sent)
	wantUnchanged(t, s, func() { sweep(t, s, due.Add(-time.Second)) })
	sweep(t, s, due)
	wantKinds(t, s, p.address, "referral-sent", "referral-reminder")
	if again := p.linkOf(t, s); again != link {
		t.Errorf("the reminder has the link %s, want %s", again, link)
	}
	wantUnchanged(t, s, func() { sweep(t, s, due) })

	overdue := localTime(t, overdueOn(t, s, sent), 0)
	wantUnchanged(t, s, func() { sweep(t, s, overdue.Add(-time.Second)) })
	sweep(t, s, overdue)
	wantUnchanged(t, s, func() { sweep(t, s, overdue.AddDate(0, 0, 30)) })
	if got := view(t, s, sent.ID); !got.Overdue || got.count("overdue") != 1 || got.count("reminded") != 1 {
		t.Errorf("overdue is %v, the timeline tells %v", got.Overdue, got.types())
	}
	if mails := aboutTo(s, dana, sent.Reference); len(mails) != 1 || mails[0].Kind != "referral-overdue" {
		t.Errorf("staff have %+v", mails)
	}
	staff := as(t, s, "case-manager")
	if rows := read[list[referral]](staff.get("/v1/referrals?overdue=true").want(200)).Items; len(rows) != 1 || rows[0].ID != sent.ID {
		t.Errorf("overdue are %+v", rows)
	}
	wantKinds(t, s, answering.address, "referral-sent")
	wantKinds(t, s, silent.address, "referral-sent")

	anybody(t, s).post(link, answered("accepted"), asJSON...).want(200)
	if got := view(t, s, sent.ID); got.Overdue {
		t.Error("an answer does not clear the mark")
	}
	staff.get("/v1/referrals?overdue=true").want(200).holds(`"items":[]`)
}

func overdueOn(t *testing.T, s *system.System, r referral) string {
	t.Helper()
	return read[struct{ OverdueOn string }](as(t, s, "case-manager").get("/v1/referrals/" + r.ID).want(200)).OverdueOn
}
