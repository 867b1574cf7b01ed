package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/mail/ses"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// postbox takes the mails, or refuses them with an error.
type postbox struct {
	mu   sync.Mutex
	err  error
	sent []ses.Envelope
}

func (p *postbox) Send(_ context.Context, e ses.Envelope) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, e)
	return "ses-1", p.err
}

// open is the function, with a postbox in the place of SES.
func open(t *testing.T) (*functiontest.World, post, *postbox) {
	t.Helper()
	w := functiontest.New(t)
	box := &postbox{}
	return w, post{desk: w.Desk, composer: mail.New(), sender: box, keys: w.Keys, publicURL: "https://referrals.test", log: w.Log}, box
}

func event(t *testing.T, name string) events.EventBridgeEvent {
	return functiontest.Event[events.EventBridgeEvent](t, "mail-send", name)
}

// deliver serves an event that must not fail.
func deliver(t *testing.T, p post, name string) {
	t.Helper()
	if _, err := p.handle(context.Background(), event(t, name)); err != nil {
		t.Fatal(err)
	}
}

// mailOf is a referral's mail of a kind.
func mailOf(t *testing.T, w *functiontest.World, id string, kind referral.MailKind) referral.Mail {
	t.Helper()
	mails := w.Record(t, id).Mails
	i := slices.IndexFunc(mails, func(m referral.Mail) bool { return m.Kind == kind })
	if i < 0 {
		t.Fatalf("there is no %s", kind)
	}
	return mails[i]
}

// envelope is a mail as a golden file has it; its pages have golden files of their own.
type envelope struct {
	To      string            `json:"to"`
	ToName  string            `json:"toName"`
	Also    []string          `json:"also,omitempty"`
	Subject string            `json:"subject"`
	Text    []string          `json:"text"`
	Tags    map[string]string `json:"tags"`
}

// What goes out, to whom, and what is stored of it.
func TestSend(t *testing.T) {
	for name, state := range map[string]struct {
		id    string
		kind  referral.MailKind
		state referral.MailState
	}{
		"sent":           {functiontest.Sent, referral.MailSent, referral.MailHandedOver},
		"sent-sensitive": {functiontest.Sensitive, referral.MailSent, referral.MailHandedOver},
		"canceled":       {functiontest.Canceled, referral.MailCanceled, referral.MailHandedOver},
		"answered":       {functiontest.Accepted, referral.MailAnswered, referral.MailHandedOver},
		"foreign":        {functiontest.Foreign, referral.MailSent, referral.MailHandedOver},
		"superseded":     {functiontest.Canceled, referral.MailSent, referral.MailSuperseded},
	} {
		t.Run(name, func(t *testing.T) {
			w, p, box := open(t)
			before := w.Stored(t)
			deliver(t, p, name)
			out := struct {
				Sent   []envelope `json:"sent"`
				Stored []string   `json:"stored"`
			}{Sent: []envelope{}, Stored: w.Stored(t).Since(before)}
			for _, e := range box.sent {
				out.Sent = append(out.Sent, envelope{e.To, e.ToName, e.Also, e.Message.Subject, strings.Split(e.Message.Text, "\n"), e.Tags})
			}
			functiontest.Golden(t, "mail-send", name, out)
			if m := mailOf(t, w, state.id, state.kind); m.State != state.state {
				t.Errorf("the mail is %s, want %s", m.State, state.state)
			}
		})
	}
}

// claim, referral and contact, result: three requests and the mail.
func TestSendInThreeRequests(t *testing.T) {
	w, p, _ := open(t)
	if n := w.Requests(func() { deliver(t, p, "sent") }); n != 3 {
		t.Errorf("sending made %d requests, want 3", n)
	}
}

func TestSendOfWhatIsNone(t *testing.T) {
	w, p, box := open(t)
	before := w.Stored(t)
	deliver(t, p, "unknown")
	if _, err := p.handle(context.Background(), event(t, "unreadable")); err == nil {
		t.Error("an event without a mail is taken as done")
	}
	if stored := w.Stored(t).Since(before); len(stored)+len(box.sent) > 0 {
		t.Errorf("sent %d mails, stored %v", len(box.sent), stored)
	}
}

// The bus may bring an event twice.
func TestSendTwice(t *testing.T) {
	_, p, box := open(t)
	deliver(t, p, "sent")
	deliver(t, p, "sent")
	if len(box.sent) != 1 {
		t.Errorf("%d mails went out", len(box.sent))
	}
}

func TestSendSixteenTimesAtOnce(t *testing.T) {
	w, p, box := open(t)
	e := event(t, "sent")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := p.handle(context.Background(), e); err != nil && !errors.Is(err, store.ErrMailTaken) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if m := mailOf(t, w, functiontest.Sent, referral.MailSent); len(box.sent) != 1 || m.State != referral.MailHandedOver {
		t.Errorf("%d mails went out, and it is %s", len(box.sent), m.State)
	}
}

// A mail that a sender holds is left to it; the error brings the event back.
func TestSendWhileAnotherSenderHoldsIt(t *testing.T) {
	w, p, box := open(t)
	m := mailOf(t, w, functiontest.Sent, referral.MailSent)
	if _, _, err := w.ClaimMail(context.Background(), store.MailIDOf(m), w.Desk.Clock()); err != nil {
		t.Fatal(err)
	}
	if _, err := p.handle(context.Background(), event(t, "sent")); !errors.Is(err, store.ErrMailTaken) || len(box.sent) > 0 {
		t.Errorf("%v, with %d mails sent", err, len(box.sent))
	}
}

// What an attempt that fails means for the mail.
func TestSendThatFails(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want referral.MailState
	}{
		{"Throttled", &ses.Error{Outcome: ses.NotNow, Code: "TooManyRequestsException", Err: errors.New("maria.lopez@housing.referrals.test")}, referral.MailWaiting},
		{"Unknown", &ses.Error{Outcome: ses.Unknown, Err: errors.New("connection reset")}, referral.MailWaiting},
		{"Refused", &ses.Error{Outcome: ses.Refused, Code: "MessageRejected", Err: errors.New("maria.lopez@housing.referrals.test")}, referral.MailBounced},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, p, box := open(t)
			box.err = c.err
			deliver(t, p, "sent")
			m := mailOf(t, w, functiontest.Sent, referral.MailSent)
			if m.State != c.want || m.Error == "" || strings.Contains(m.Error, "@") {
				t.Errorf("the mail is %s: %q", m.State, m.Error)
			}
			told := len(w.Record(t, functiontest.Sent).Mails) == 2
			if told != (c.want == referral.MailBounced) {
				t.Errorf("staff were told: %v", told)
			}
		})
	}
}

// A mail that waits goes out with the next try, once its pause is over and the sweep has queued it again.
func TestSendAgain(t *testing.T) {
	w, p, box := open(t)
	box.err = &ses.Error{Outcome: ses.NotNow, Code: "TooManyRequestsException"}
	deliver(t, p, "sent")
	deliver(t, p, "sent") // early: nothing to do
	w.Time = w.Time.Add(retryPause(1))
	if done, err := w.RequeueMail(context.Background(), dueMail(t, w, functiontest.Sent), w.Desk.Clock()); !done || err != nil {
		t.Fatal(done, err)
	}
	box.err = nil
	deliver(t, p, "sent")
	m := mailOf(t, w, functiontest.Sent, referral.MailSent)
	if len(box.sent) != 2 || m.State != referral.MailHandedOver || m.Attempts != 2 || m.Error != "" {
		t.Errorf("after %d attempts the mail is %+v", len(box.sent), m)
	}
	if box.sent[0].Message.Text != box.sent[1].Message.Text {
		t.Error("the second try brings another link")
	}
}

// dueMail is the mail of a referral that a sweep finds due.
func dueMail(t *testing.T, w *functiontest.World, id string) store.DueMail {
	t.Helper()
	for shard := range store.DueShards {
		page, err := w.Due(t.Context(), shard, w.Desk.Clock(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, due := range page.Items {
			if due.Mail != nil && due.Mail.ReferralID == id {
				return *due.Mail
			}
		}
	}
	t.Fatal("no mail is due")
	return store.DueMail{}
}

func TestRetryPause(t *testing.T) {
	for attempts, want := range map[int]time.Duration{
		1: time.Minute, 2: 2 * time.Minute, 5: 16 * time.Minute, 8: 128 * time.Minute, 9: 4 * time.Hour, 100: 4 * time.Hour,
	} {
		if got := retryPause(attempts); got != want {
			t.Errorf("after %d attempts %s, want %s", attempts, got, want)
		}
	}
}

// A mail is decided when it is sent: by the address as the directory has it then.
func TestSendToTheAddressAsItIsNow(t *testing.T) {
	w, p, box := open(t)
	corrected := functiontest.Maria
	corrected.Email = "intake@housing.referrals.test"
	if _, err := w.PutContact(context.Background(), w.Command(t, functiontest.Casey), functiontest.Partners.ID, corrected); err != nil {
		t.Fatal(err)
	}
	deliver(t, p, "sent")
	if len(box.sent) != 1 || box.sent[0].To != corrected.Email {
		t.Errorf("sent %+v", box.sent)
	}
}

// "A dead address is not mailed again until it is changed."
func TestSendToADeadAddress(t *testing.T) {
	w, p, box := open(t)
	ctx := context.Background()
	m, _, err := w.ClaimMail(ctx, store.MailIDOf(mailOf(t, w, functiontest.Accepted, referral.MailSent)), w.Desk.Clock())
	if err != nil {
		t.Fatal(err)
	}
	state := w.Record(t, functiontest.Accepted).State
	err = w.FinishMail(ctx, w.Command(t, desk.System()), state, m, store.MailResult{State: referral.MailBounced, DeadEmail: functiontest.Maria.Email})
	if err != nil {
		t.Fatal(err)
	}
	deliver(t, p, "sent")
	if m := mailOf(t, w, functiontest.Sent, referral.MailSent); len(box.sent) != 0 || m.State != referral.MailSuppressed {
		t.Errorf("%d mails went out, and it is %s", len(box.sent), m.State)
	}
}

// A mail whose link has died by a resend has nothing to say any more.
func TestSendAfterAResend(t *testing.T) {
	w, p, box := open(t)
	w.Change(t, functiontest.Sent, func(s referral.State) (referral.Change, error) {
		return s.Resend(w.Command(t, functiontest.Casey), referral.Parties{Organization: functiontest.Partners, Contact: functiontest.Pat})
	})
	deliver(t, p, "sent")
	if m := mailOf(t, w, functiontest.Sent, referral.MailSent); len(box.sent) != 0 || m.State != referral.MailSuperseded {
		t.Errorf("%d mails went out, and it is %s", len(box.sent), m.State)
	}
}

// The due day is a day where the program is: late in its evening it is the next one in UTC.
func TestReminderOnTheDueDay(t *testing.T) {
	w, p, _ := open(t)
	s := w.Record(t, functiontest.Sent).State
	ceja, _ := w.Desk.Programs.Get(s.Program)
	evening := s.ResponseDueOn.Start(ceja.Rules().Zone).Add(23 * time.Hour)
	for at, want := range map[time.Time]string{
		evening:                      "Please respond today, ",
		evening.Add(-24 * time.Hour): "Please respond by ",
	} {
		w.Time = at
		m := referral.Mail{Kind: referral.MailReminder, Program: s.Program, ReferralID: s.ID, Send: s.Sends}
		e, err := p.envelope(context.Background(), ceja, s, m, s.Contact)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(e.Message.Text, want) {
			t.Errorf("at %s it does not say %q:\n%s", at, want, e.Message.Text)
		}
	}
}
