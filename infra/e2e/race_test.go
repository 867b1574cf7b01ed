package e2e

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// atOnce makes n calls, all of which begin when the last of them is ready.
func atOnce(n int, call func(i int) *reply) []*reply {
	replies := make([]*reply, n)
	begin := make(chan struct{})
	var ready, done sync.WaitGroup
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-begin
			replies[i] = call(i)
		})
	}
	ready.Wait()
	close(begin)
	done.Wait()
	return replies
}

// statuses counts how often each status was answered.
func statuses(replies []*reply) map[int]int {
	counts := map[int]int{}
	for _, r := range replies {
		counts[r.status]++
	}
	return counts
}

// wantOnly fails the test when something else was answered, and shows what.
func wantOnly(t *testing.T, replies []*reply, allowed ...int) {
	t.Helper()
	for _, r := range replies {
		if !slices.Contains(allowed, r.status) {
			t.Errorf("%s answered %d: %s", r.call, r.status, r.body)
		}
	}
}

func TestSameReferralAtOnceMakesOne(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-create", nil)
	staff := as(t, s, "case-manager")
	replies := atOnce(32, func(int) *reply {
		return staff.post("/v1/referrals", p.request("transportation", "legal-aid"))
	})
	wantOnly(t, replies, 201, 409)
	if got := statuses(replies)[201]; got != 1 {
		t.Fatalf("%d of 32 were made", got)
	}
	made := read[referral](replies[slices.IndexFunc(replies, func(r *reply) bool { return r.status == 201 })])
	for _, r := range replies {
		if r.status == 409 && read[problem](r).DuplicateOf != made.ID {
			t.Errorf("one is refused with %s, want the id %s", r.body, made.ID)
		}
	}
	settle(t, s)
	rows := read[list[struct{ ID string }]](staff.get("/v1/customers/race-create/referrals").want(200)).Items
	if len(rows) != 1 || rows[0].ID != made.ID {
		t.Errorf("the customer's table shows %v", rows)
	}
	wantKinds(t, s, p.address, "referral-sent")
}

func TestSameKeyAtOnceMakesOne(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-key", nil)
	staff := as(t, s, "case-manager")
	replies := atOnce(32, func(int) *reply {
		return staff.post("/v1/referrals", p.request("transportation"), "Idempotency-Key", "race-key-1")
	})
	wantOnly(t, replies, 201)
	replayed := 0
	for _, r := range replies {
		if r.header.Get("Idempotent-Replayed") == "true" {
			replayed++
		}
		if string(r.body) != string(replies[0].body) {
			t.Errorf("one answer is %s, another %s", r.body, replies[0].body)
		}
	}
	if replayed != 31 {
		t.Errorf("%d of 32 are replays, want 31", replayed)
	}
	settle(t, s)
	wantKinds(t, s, p.address, "referral-sent")
}

// TestAnswersAtOnce: 64 partners with one link and as many opinions.
func TestAnswersAtOnce(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-answers", nil)
	sent := p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	decisions := []string{"accepted", "rejected", "pending", "closed"}
	replies := atOnce(64, func(i int) *reply {
		answer := answered(decisions[i%len(decisions)])
		answer["name"] = fmt.Sprintf("Partner %d", i)
		return anybody(t, s).post(link, answer, asJSON...)
	})
	wantOnly(t, replies, 200)
	settle(t, s)

	got := view(t, s, sent.ID)
	told := got.Timeline[1:]
	told = slices.DeleteFunc(told, func(h happening) bool { return h.Type == "delivered" })
	if len(told) != 64 || got.Version != sent.Version+64 {
		t.Errorf("64 answers made version %d and %d events", got.Version, len(told))
	}
	byName := map[string]bool{}
	for _, h := range told {
		byName[h.By] = true
	}
	if len(byName) != 64 {
		t.Errorf("%d of 64 answers stand in the timeline", len(byName))
	}
	// The last answer told is the one that stands.
	var last int
	if _, err := fmt.Sscanf(told[len(told)-1].By, "Partner %d", &last); err != nil {
		t.Fatal(err)
	}
	if want := decisions[last%len(decisions)]; got.Status != want || got.Services[0].Status != want {
		t.Errorf("the last answer told is %s, but the referral is %s", want, got.Status)
	}
	if mails := aboutTo(s, dana, sent.Reference); len(mails) != 64 {
		t.Errorf("staff have %d mails of 64 answers", len(mails))
	}
}

// TestUnseenAnswersAtOnce: whoever gives the version that they saw does not answer over somebody else's head.
func TestUnseenAnswersAtOnce(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-unseen", nil)
	sent := p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	replies := atOnce(32, func(i int) *reply {
		answer := answered("accepted")
		answer["name"], answer["seen"] = fmt.Sprintf("Partner %d", i), sent.Version
		return anybody(t, s).post(link, answer, asJSON...)
	})
	wantOnly(t, replies, 200, 409)
	if got := statuses(replies)[200]; got != 1 {
		t.Errorf("%d of 32 answers were taken", got)
	}
	if got := view(t, s, sent.ID); got.Version != sent.Version+1 {
		t.Errorf("the referral has version %d", got.Version)
	}
}

func TestCancelAgainstAnswers(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-cancel", nil)
	sent := p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	staff := as(t, s, "case-manager")
	replies := atOnce(64, func(i int) *reply {
		if i%2 == 0 {
			return staff.post("/v1/referrals/"+sent.ID+"/cancel", object{"reason": "No longer needed."})
		}
		answer := answered("accepted")
		answer["name"] = fmt.Sprintf("Partner %d", i)
		return anybody(t, s).post(link, answer, asJSON...)
	})
	canceled, taken := 0, 0
	for i, r := range replies {
		switch {
		case i%2 == 0 && r.status == 200:
			canceled++
		case i%2 == 1 && r.status == 200:
			taken++
		case i%2 == 0 && r.status == 409, i%2 == 1 && r.status == 410:
		default:
			t.Errorf("%s answered %d: %s", r.call, r.status, r.body)
		}
	}
	settle(t, s)
	got := view(t, s, sent.ID)
	if canceled != 1 || got.Status != "canceled" || got.count("canceled") != 1 || got.count("accepted", "corrected") != taken {
		t.Errorf("of %d cancels and %d answers that were taken, the referral is %s and tells %v", canceled, taken, got.Status, got.types())
	}
	if at := slices.Index(got.types(), "canceled"); slices.Contains(got.types()[at:], "accepted") {
		t.Errorf("an answer stands after the end: %v", got.types())
	}
	wantKinds(t, s, p.address, "referral-sent", "referral-canceled")
}

func TestResendAgainstAnswers(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "race-resend", nil)
	sent := p.refer(t, s, "transportation")
	old := p.linkOf(t, s)
	staff := as(t, s, "case-manager")
	replies := atOnce(64, func(i int) *reply {
		if i%8 == 0 {
			return staff.post("/v1/referrals/"+sent.ID+"/resend", nil)
		}
		answer := answered("pending")
		answer["name"] = fmt.Sprintf("Partner %d", i)
		return anybody(t, s).post(old, answer, asJSON...)
	})
	taken := 0
	for i, r := range replies {
		switch {
		case i%8 == 0 && r.status == 200, i%8 != 0 && r.status == 404:
		case i%8 != 0 && r.status == 200:
			taken++
		default:
			t.Errorf("%s answered %d: %s", r.call, r.status, r.body)
		}
	}
	settle(t, s)
	got := view(t, s, sent.ID)
	if got.Sends != 9 || got.count("resent") != 8 || got.count("pending") != taken || got.Version != sent.Version+8+taken {
		t.Errorf("8 resends and %d answers: %d sends, version %d, %v", taken, got.Sends, got.Version, got.types())
	}
	if at := slices.Index(got.types(), "resent"); slices.Contains(got.types()[at:], "pending") {
		t.Errorf("an answer by the old link stands after the resend: %v", got.types())
	}
	// Of the mails in between, those whose links had died before their turn were not sent; each happening has one at most.
	found := kinds(s, p.address)
	if len(found) < 2 || len(found) > 9 || got.Delivery != "delivered" {
		t.Errorf("the contact has %v, delivery %s", found, got.Delivery)
	}
	anybody(t, s).get(p.linkOf(t, s), asPage...).want(200)
	anybody(t, s).get(old, asPage...).want(404)
}

// TestReplays: the same key and body answer as the first call did, with anything else of the call, and write nothing.
func TestReplays(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "replays", nil)
	sent := p.refer(t, s, "transportation")
	path := "/v1/referrals/" + sent.ID
	consent := object{"by": "Testa Replays", "method": "verbal", "date": "2026-01-02", "until": "2099-01-02"}
	for _, call := range []struct {
		name, path  string
		body, other object
	}{
		{"Create", "/v1/referrals", p.request("legal-aid"), p.request("health-care")},
		{"Organization", "/v1/organizations", object{"name": "Replayed Partner"}, object{"name": "Another Partner"}},
		{"Contact", "/v1/organizations/" + p.organization + "/contacts",
			object{"name": "Replayed", "email": "replayed@referrals.test"}, object{"name": "Other", "email": "other@referrals.test"}},
		{"Answer", path + "/answers", object{"decision": "pending", "name": "Maria", "channel": "telephone"},
			object{"decision": "accepted", "name": "Maria", "channel": "telephone"}},
		{"Consent", path + "/consent", consent, object{"by": "Another", "method": "verbal", "date": "2026-01-02", "until": "2099-01-02"}},
		{"Resend", path + "/resend", object{}, object{"contactId": p.contact}},
		{"Cancel", path + "/cancel", object{"reason": "Done."}, object{"reason": "Undone."}},
	} {
		t.Run(call.name, func(t *testing.T) {
			staff := as(t, s, "case-manager")
			first := staff.post(call.path, call.body, "Idempotency-Key", "replay")
			if first.status >= 300 || first.header.Get("Idempotent-Replayed") != "" {
				t.Fatalf("the first call answered %d: %s", first.status, first.body)
			}
			wantUnchanged(t, s, func() {
				replays := atOnce(8, func(int) *reply { return staff.post(call.path, call.body, "Idempotency-Key", "replay") })
				for _, again := range append(replays, staff.post(call.path, call.body, "Idempotency-Key", "replay", "If-Match", quoted(99))) {
					if again.want(first.status).header.Get("Idempotent-Replayed") != "true" || string(again.body) != string(first.body) {
						t.Errorf("the replay answered %v %s, the first call %s", again.header, again.body, first.body)
					}
				}
				staff.post(call.path, call.other, "Idempotency-Key", "replay").want(422).holds("Idempotency-Key")
			})
		})
	}
	// Another person's key is another key.
	as(t, s, "program-admin").post("/v1/organizations", object{"name": "Replayed Partner"}, "Idempotency-Key", "replay").want(409)
}

// TestDeliveredThrice: stream and bus deliver at least once; a mail goes out once.
func TestDeliveredThrice(t *testing.T) {
	for name, disturb := range map[string]func(*testing.T, *system.System) (deliveries func() int){
		"StreamRecord": func(_ *testing.T, s *system.System) func() int {
			var count atomic.Int64
			s.Stream.SetDeliver(func(batch []system.Record) [][]system.Record {
				count.Add(3)
				return [][]system.Record{batch, batch, batch}
			})
			return func() int { return int(count.Load()) }
		},
		"EventAtOnce": func(t *testing.T, s *system.System) func() int {
			var count atomic.Int64
			s.Bus.Inject(func(d system.Delivery) system.Fault {
				if d.Function != "mail-send" || d.Attempt > 1 {
					return system.Fault{}
				}
				var others sync.WaitGroup
				for range 3 {
					count.Add(1)
					others.Go(func() {
						// It fails where another delivery is just sending the mail: then the bus would come back.
						_, _ = s.Functions.Invoke(t.Context(), d.Function, d.Event)
					})
				}
				t.Cleanup(others.Wait)
				return system.Fault{Twice: true}
			})
			return func() int { return int(count.Load()) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := running(t)
			p := settleIn(t, s, "thrice-"+strings.ToLower(name), nil)
			deliveries := disturb(t, s)
			sent := p.refer(t, s, "transportation")
			settle(t, s)
			anybody(t, s).post(p.linkOf(t, s), answered("accepted"), asJSON...).want(200)
			settle(t, s)
			if deliveries() < 3 {
				t.Fatal("nothing was delivered more than once")
			}
			wantKinds(t, s, p.address, "referral-sent")
			if mails := aboutTo(s, dana, sent.Reference); len(mails) != 1 {
				t.Errorf("staff have %d mails of one answer", len(mails))
			}
			if got := view(t, s, sent.ID).types(); !slices.Equal(got, []string{"sent", "delivered", "accepted"}) {
				t.Errorf("the timeline tells %v", got)
			}
		})
	}
}

// TestOpeningChangesNothing: "mail scanners open links", run scripts and press what can be pressed.
func TestOpeningChangesNothing(t *testing.T) {
	s := running(t)
	p := settleIn(t, s, "opened", nil)
	p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	partner := anybody(t, s)
	untouched := formOf(t, partner.get(link, asPage...).want(200))
	wantUnchanged(t, s, func() {
		wantOnly(t, atOnce(100, func(i int) *reply {
			if i%2 == 0 {
				return partner.get(link, asPage...)
			}
			return partner.get(link, asJSON...)
		}), 200)
		// The button, pressed with nothing ticked and no name typed.
		wantOnly(t, atOnce(10, func(int) *reply { return partner.postForm(link, untouched) }), 422)
	})
	partner.get(link, asJSON...).want(200).holds(`"answers":[]`)
}

// TestAnswerOvertaken: the referral is changed between the partner's reading and the writing of the answer.
func TestAnswerOvertaken(t *testing.T) {
	for name, overtaken := range map[string]struct {
		command string
		status  int
	}{
		"ByCancel": {"cancel", 410},
		"ByResend": {"resend", 404},
	} {
		t.Run(name, func(t *testing.T) {
			s := running(t)
			p := settleIn(t, s, "overtaken-"+overtaken.command, nil)
			sent := p.refer(t, s, "transportation")
			link := p.linkOf(t, s)
			staff := as(t, s, "case-manager")
			var once sync.Once
			s.Proxy.SetFault(func(call system.Call) (action system.Action) {
				if call.Name() == "partner-response/TransactWriteItems/before" {
					once.Do(func() {
						action.Run = func() { wantOnly(t, []*reply{staff.post("/v1/referrals/"+sent.ID+"/"+overtaken.command, nil)}, 200) }
					})
				}
				return action
			})
			anybody(t, s).post(link, answered("accepted"), asJSON...).want(overtaken.status)
			if got := view(t, s, sent.ID); got.count("accepted") != 0 {
				t.Errorf("the timeline tells %v", got.types())
			}
		})
	}
}
