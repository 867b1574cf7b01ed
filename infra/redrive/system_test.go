package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// stage is a running system in which nothing that failed is waited for, with one customer and one partner.
type stage struct {
	*system.System
	t *testing.T
}

func open(t *testing.T) stage {
	t.Helper()
	s, err := system.Start(t.Context(), system.Options{Pause: func(int) time.Duration { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	on := stage{s, t}
	on.call("integration", http.MethodPut, "/v1/customers/jo", `{"firstName":"Jo","lastName":"Doe","address":"1 Main St",
		"phone":"217-555-0100","email":"jo@referrals.test","group":"CEJA/FEJA Programs","grantee":"lincoln-land"}`)
	on.call("integration", http.MethodPut, "/v1/organizations/shelter", `{"name":"Shelter"}`)
	on.call("integration", http.MethodPut, "/v1/organizations/shelter/contacts/ann", `{"name":"Ann","email":"ann@partner.test"}`)
	on.settle()
	return on
}

// call makes a call that must succeed, and returns what it answers.
func (s stage) call(persona, method, path, body string) []byte {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if persona != "" {
		token, err := s.Token(persona, nil)
		if err != nil {
			s.t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode >= 300 {
		s.t.Fatalf("%s %s answered %d %s, %v", method, path, response.StatusCode, answer, err)
	}
	return answer
}

func (s stage) settle() { s.call("", http.MethodGet, "/_local/settled", "") }

func (s stage) refer() {
	s.t.Helper()
	s.call("case-manager", http.MethodPost, "/v1/referrals",
		`{"customerId":"jo","organizationId":"shelter","contactId":"ann","services":["legal-aid"]}`)
	s.settle()
}

// redrive runs the command against the system.
func (s stage) redrive(arguments ...string) string {
	s.t.Helper()
	var out bytes.Buffer
	if err := redrive(s.t.Context(), append([]string{"-endpoint", s.URL + "/_local/aws"}, arguments...), nil, &out); err != nil {
		s.t.Fatalf("%v\n%s", err, out.String())
	}
	s.settle()
	return out.String()
}

func (s stage) wantMails(want int) {
	s.t.Helper()
	if got := len(s.Mailbox.Mails("ann@partner.test")); got != want {
		s.t.Errorf("the partner has %d mails, want %d", got, want)
	}
}

func (s stage) wantSent(want int) {
	s.t.Helper()
	var dashboard struct{ TotalReferrals int }
	answer := s.call("case-manager", http.MethodGet, "/v1/dashboard", "")
	if err := json.Unmarshal(answer, &dashboard); err != nil || dashboard.TotalReferrals != want {
		s.t.Errorf("the dashboard counts %d referrals, want %d (%v)", dashboard.TotalReferrals, want, err)
	}
}

// A mail whose event the bus gave up goes out when the event is handed over again, and once.
func TestEventIsHandedOverAgain(t *testing.T) {
	s := open(t)
	s.Bus.Inject(func(d system.Delivery) system.Fault { return system.Fault{Fail: d.Function == "mail-send"} })
	s.refer()
	s.Bus.Inject(nil)
	s.wantMails(0)
	s.redrive()
	s.wantMails(1)
	if again := s.redrive(); strings.Contains(again, ": handed over ") {
		t.Errorf("handed over again: %s", again)
	}
	s.wantMails(1)
}

// A dry run says what is there, and leaves it there.
func TestDryRun(t *testing.T) {
	s := open(t)
	s.Bus.Inject(func(d system.Delivery) system.Fault { return system.Fault{Fail: d.Function == "mail-send"} })
	s.refer()
	s.Bus.Inject(nil)
	out := s.redrive("-dry-run", "-queue", "BusFailures")
	if !strings.Contains(out, "an event for mail-send") || strings.Contains(out, "RelayFailures") || strings.Contains(out, ": handed over ") {
		t.Errorf("found: %s", out)
	}
	s.wantMails(0)
}

// Changes that the stream's readers gave up reach bus and dashboard when they are read and handed over again.
func TestChangesAreHandedOverAgain(t *testing.T) {
	s := open(t)
	s.Bus.SetHooks(system.BusHooks{Refuse: func(system.Event) bool { return true }})
	s.Proxy.SetFault(func(c system.Call) system.Action {
		if c.Function != "dashboard-tally" {
			return system.Action{}
		}
		return system.Action{Run: func() { s.Functions.Kill("dashboard-tally") }}
	})
	s.refer()
	s.Bus.SetHooks(system.BusHooks{})
	s.Proxy.SetFault(nil)
	s.wantMails(0)
	s.wantSent(0)

	out := s.redrive()
	s.wantMails(1)
	s.wantSent(1)
	if again := s.redrive(); strings.Contains(again, ": handed over ") {
		t.Errorf("first %s\nagain %s", out, again)
	}
	s.wantMails(1)
}

// What the stream has forgotten is made again from the table: events from the timelines, figures by a recount.
func TestForgottenChanges(t *testing.T) {
	s := open(t)
	var taken sync.Mutex
	var published []string
	s.Bus.SetHooks(system.BusHooks{Refuse: func(system.Event) bool { return true }})
	s.Proxy.SetFault(func(c system.Call) system.Action {
		if c.Function != "dashboard-tally" {
			return system.Action{}
		}
		return system.Action{Run: func() { s.Functions.Kill("dashboard-tally") }}
	})
	s.refer()
	s.Proxy.SetFault(nil)
	s.Bus.SetHooks(system.BusHooks{Taken: func(e system.Event) {
		taken.Lock()
		defer taken.Unlock()
		published = append(published, e.DetailType)
	}})
	s.wantSent(0)

	w, err := parse([]string{"-endpoint", s.URL + "/_local/aws"})
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := w.config(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := w.redriver(cfg, t.Output())
	wantPublished := func(want string) {
		t.Helper()
		taken.Lock()
		defer taken.Unlock()
		if fmt.Sprint(published) != want {
			t.Errorf("published: %v, want %s", published, want)
		}
	}
	remake := func(queue, function string, since time.Duration) {
		t.Helper()
		b := &batch{Stream: "arn:aws:dynamodb:us-east-1:000000000000:table/gone/stream/1", Shard: "shardId-gone", Start: "1", End: "2"}
		b.First, b.Last = time.Now().Add(-since), time.Now().Add(-since)
		if err := r.handOver(t.Context(), queue, letter{function: arn[:len(arn)-len("referrals-MailSend-1A2B")] + function, batch: b}); err != nil {
			t.Fatal(err)
		}
	}
	remake("referrals-local-TallyFailures", "dashboard-tally", 0)
	s.wantSent(1)
	remake("referrals-local-RelayFailures", "event-relay", time.Hour)
	wantPublished("[]")
	remake("referrals-local-RelayFailures", "event-relay", 0)
	wantPublished("[ReferralSent]")
}
