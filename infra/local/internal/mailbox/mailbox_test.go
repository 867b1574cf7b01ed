package mailbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/referral-tool/referrals/infra/local/internal/bus"
	"github.com/referral-tool/referrals/infra/local/internal/mailbox"
)

var noon = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)

// fixture is a mailbox with SES's own client before it.
type fixture struct {
	*mailbox.Mailbox
	client *sesv2.Client
	mux    *http.ServeMux

	mu        sync.Mutex
	published []bus.Event
}

func (f *fixture) publish(e bus.Event) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.published = append(f.published, e)
	return nil
}

func (f *fixture) reports() []bus.Event {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.published)
}

func newFixture(t *testing.T, file string) *fixture {
	t.Helper()
	f := &fixture{mux: http.NewServeMux()}
	var ids atomic.Int64
	var err error
	f.Mailbox, err = mailbox.Open(mailbox.Options{
		File:    file,
		Publish: f.publish,
		Now:     func() time.Time { return noon },
		NewID:   func() string { return "mail-" + strconv.FormatInt(ids.Add(1), 10) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	f.Register(f.mux)
	server := httptest.NewServer(f.Handler())
	t.Cleanup(server.Close)
	f.client = sesv2.New(sesv2.Options{
		BaseEndpoint: aws.String(server.URL),
		Region:       "us-east-1",
		Retryer:      aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
	return f
}

func input(to string) *sesv2.SendEmailInput {
	return &sesv2.SendEmailInput{
		FromEmailAddress: aws.String("Referrals <referrals@referrals.test>"),
		Destination:      &types.Destination{ToAddresses: []string{to}},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: &types.Content{Data: aws.String("A referral waits: R-7K3F-9QXM")},
			Body: &types.Body{
				Text: &types.Content{Data: aws.String("Answer here: http://127.0.0.1/r/abc?a=1&b=2.\n<b>")},
				Html: &types.Content{Data: aws.String(`<html><head></head><body><a href="/r/abc">Answer</a></body></html>`)},
			},
		}},
		EmailTags:            []types.MessageTag{{Name: aws.String("kind"), Value: aws.String("referral-sent")}},
		ConfigurationSetName: aws.String("referrals"),
	}
}

func (f *fixture) send(t *testing.T, to string) string {
	t.Helper()
	out, err := f.client.SendEmail(t.Context(), input(to))
	if err != nil {
		t.Fatal(err)
	}
	return *out.MessageId
}

func (f *fixture) call(method, path, body string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	f.mux.ServeHTTP(recorder, httptest.NewRequest(method, path, strings.NewReader(body)))
	return recorder
}

func TestSentMailIsListed(t *testing.T) {
	f := newFixture(t, "")
	f.send(t, "first@o1.referrals.test")
	id := f.send(t, "Second Person <second@o1.referrals.test>")
	f.send(t, "first@o1.referrals.test")
	var got struct{ Items []mailbox.Mail }
	body := f.call(http.MethodGet, "/_local/mail?to=Second@o1.referrals.test", "").Body.Bytes()
	if err := json.Unmarshal(body, &got); err != nil || len(got.Items) != 1 {
		t.Fatalf("%s, %v", body, err)
	}
	m := got.Items[0]
	if m.ID != id || m.To != "second@o1.referrals.test" || m.Kind != "referral-sent" || !m.At.Equal(noon) ||
		!strings.HasPrefix(m.Subject, "A referral") || m.Text == "" || m.HTML == "" || m.From == "" {
		t.Errorf("listed %+v", m)
	}
	all := f.Mails("")
	if len(all) != 3 || all[0].ID != "mail-3" {
		t.Errorf("listed %d, the first is %s; want 3, newest first", len(all), all[0].ID)
	}
}

func TestMailsSurviveARestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mail.jsonl")
	f := newFixture(t, file)
	f.send(t, "first@o1.referrals.test")
	if got := newFixture(t, file).Mails(""); len(got) != 1 {
		t.Fatalf("%d mails after a restart, want 1", len(got))
	}
	tear(t, file)
	torn := newFixture(t, file)
	torn.send(t, "second@o1.referrals.test")
	if got := newFixture(t, file).Mails(""); len(got) != 2 {
		t.Errorf("%d mails after a crash in the middle of a line and one more send, want 2", len(got))
	}
}

// tear leaves half a line at the end of the file, as a crash does.
func tear(t *testing.T, file string) {
	t.Helper()
	opened, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if _, err := opened.WriteString(`{"id":"half`); err != nil {
		t.Fatal(err)
	}
}

func TestThrottling(t *testing.T) {
	f := newFixture(t, "")
	if got := f.call(http.MethodPost, "/_local/mail/fail", `{"count":2}`); got.Code != http.StatusOK {
		t.Fatalf("answered %d", got.Code)
	}
	for range 2 {
		_, err := f.client.SendEmail(t.Context(), input("a@o1.referrals.test"))
		var throttled *types.TooManyRequestsException
		if !errors.As(err, &throttled) {
			t.Errorf("answered %v, want SES's throttling", err)
		}
	}
	f.send(t, "a@o1.referrals.test")
	if got := len(f.Mails("")); got != 1 {
		t.Errorf("%d mails, want the one that was not throttled", got)
	}
}

func TestSendIsRefused(t *testing.T) {
	f := newFixture(t, "")
	for name, spoil := range map[string]func(*sesv2.SendEmailInput){
		"ErrNoSender": func(i *sesv2.SendEmailInput) { i.FromEmailAddress = nil },
		"ErrNobody":   func(i *sesv2.SendEmailInput) { i.Destination = nil },
		"ErrAddress":  func(i *sesv2.SendEmailInput) { i.Destination.ToAddresses[0] = "nobody" },
		"ErrCopies":   func(i *sesv2.SendEmailInput) { i.Destination.CcAddresses = []string{"a@b.test"} },
		"ErrTwoLines": func(i *sesv2.SendEmailInput) { i.Content.Simple.Subject.Data = aws.String("a\nBcc: b") },
		"ErrEmpty":    func(i *sesv2.SendEmailInput) { i.Content.Simple.Body = &types.Body{} },
		"ErrRaw": func(i *sesv2.SendEmailInput) {
			i.Content = &types.EmailContent{Raw: &types.RawMessage{Data: []byte("x")}}
		},
		"ErrTagValue":   func(i *sesv2.SendEmailInput) { i.EmailTags[0].Value = aws.String("000001#referral-sent") },
		"ErrAttachment": func(i *sesv2.SendEmailInput) { i.Content.Simple.Attachments = attachment() },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := input("a@o1.referrals.test")
			spoil(spoiled)
			_, err := f.client.SendEmail(t.Context(), spoiled)
			var refused *types.BadRequestException
			if !errors.As(err, &refused) {
				t.Errorf("answered %v, want a refusal", err)
			}
		})
	}
	if got := len(f.Mails("")); got != 0 {
		t.Errorf("%d mails were taken", got)
	}
}

func attachment() []types.Attachment {
	return []types.Attachment{{FileName: aws.String("a.pdf"), RawContent: []byte("x")}}
}

func TestReports(t *testing.T) {
	f := newFixture(t, "")
	id := f.send(t, "a@o1.referrals.test")
	if got := f.call(http.MethodPost, "/_local/mail/"+id+"/bounce", ""); got.Code != http.StatusOK {
		t.Fatalf("answered %d %s", got.Code, got.Body)
	}
	if got := f.call(http.MethodPost, "/_local/mail/other/bounce", ""); got.Code != http.StatusNotFound {
		t.Errorf("bounce of an unknown mail answered %d", got.Code)
	}
	reports := f.reports()
	if len(reports) != 2 {
		t.Fatalf("%d reports, want two", len(reports))
	}
	for i, want := range []string{"Email Delivered", "Email Bounced"} {
		event := reports[i]
		var detail struct {
			EventType string
			Mail      struct {
				MessageID string
				Tags      map[string][]string
			}
			Bounce struct {
				BounceType        string
				BouncedRecipients []struct{ EmailAddress string }
			}
		}
		if err := json.Unmarshal(event.Detail, &detail); err != nil {
			t.Fatal(err)
		}
		if event.DetailType != want || event.Source != "aws.ses" || detail.Mail.MessageID != id ||
			detail.Mail.Tags["kind"][0] != "referral-sent" {
			t.Errorf("report %d is %s %s", i, event.DetailType, event.Detail)
		}
		if want == "Email Bounced" && (detail.EventType != "Bounce" || detail.Bounce.BounceType != "Permanent" ||
			detail.Bounce.BouncedRecipients[0].EmailAddress != "a@o1.referrals.test") {
			t.Errorf("the bounce says %s", event.Detail)
		}
	}
}

func TestComplaint(t *testing.T) {
	f := newFixture(t, "")
	id := f.send(t, "a@o1.referrals.test")
	if got := f.call(http.MethodPost, "/_local/mail/"+id+"/complaint", ""); got.Code != http.StatusOK {
		t.Fatalf("answered %d %s", got.Code, got.Body)
	}
	event := f.reports()[1]
	var detail struct {
		EventType string
		Complaint struct {
			ComplainedRecipients []struct{ EmailAddress string }
		}
	}
	if err := json.Unmarshal(event.Detail, &detail); err != nil || event.DetailType != "Email Complaint Received" ||
		detail.EventType != "Complaint" || detail.Complaint.ComplainedRecipients[0].EmailAddress != "a@o1.referrals.test" {
		t.Errorf("reported %s %s, %v", event.DetailType, event.Detail, err)
	}
}

// A sender that is killed leaves its request behind: the mail is under way until it is taken, though nobody waits for it.
func TestTakingAfterTheSenderHasGone(t *testing.T) {
	f := newFixture(t, "")
	arrived, let := make(chan struct{}), make(chan struct{})
	f.SetHooks(mailbox.Hooks{Before: func(mailbox.Mail) error {
		close(arrived)
		<-let
		return nil
	}})
	ctx, kill := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = f.client.SendEmail(ctx, input("a@o1.referrals.test")) // it never hears
	}()
	<-arrived
	kill()
	<-gone
	if f.Taking() != 1 || len(f.Mails("")) != 0 {
		t.Errorf("%d are under way, %d are kept", f.Taking(), len(f.Mails("")))
	}
	close(let)
	for f.Taking() > 0 {
		time.Sleep(time.Millisecond)
	}
	if len(f.Mails("")) != 1 {
		t.Error("the mail was not taken")
	}
}

func TestHookRejects(t *testing.T) {
	f := newFixture(t, "")
	f.SetHooks(mailbox.Hooks{Before: func(mailbox.Mail) error { return mailbox.ErrRejected }})
	var rejected *types.MessageRejected
	if _, err := f.client.SendEmail(t.Context(), input("a@o1.referrals.test")); !errors.As(err, &rejected) {
		t.Errorf("answered %v, want SES's rejection", err)
	}
	if kept, told := len(f.Mails("")), len(f.reports()); kept+told > 0 {
		t.Errorf("%d mails kept, %d reports", kept, told)
	}
}

func TestHooksCutTheConnection(t *testing.T) {
	for name, test := range map[string]struct {
		hooks mailbox.Hooks
		kept  int
	}{
		"Before": {mailbox.Hooks{Before: func(mailbox.Mail) error { return errors.New("cut") }}, 0},
		"After":  {mailbox.Hooks{After: func(mailbox.Mail) error { return errors.New("cut") }}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, "")
			f.SetHooks(test.hooks)
			if _, err := f.client.SendEmail(t.Context(), input("a@o1.referrals.test")); err == nil {
				t.Error("the sender got an answer")
			}
			if got := len(f.Mails("")); got != test.kept {
				t.Errorf("%d mails kept, want %d", got, test.kept)
			}
			if got := len(f.reports()); got != test.kept {
				t.Errorf("%d reports of a delivery, want %d", got, test.kept)
			}
		})
	}
}

func TestPages(t *testing.T) {
	f := newFixture(t, "")
	id := f.send(t, "a@o1.referrals.test")
	overview := f.call(http.MethodGet, "/_local/mailbox", "").Body.String()
	if !strings.Contains(overview, `<a href="/_local/mail/`+id+`">A referral waits`) {
		t.Errorf("the overview does not lead to the mail:\n%s", overview)
	}
	got := f.call(http.MethodGet, "/_local/mail/"+id, "")
	for _, want := range []string{
		`<a href="http://127.0.0.1/r/abc?a=1&amp;b=2">`, // the full stop is not part of it
		`&lt;b&gt;`,
		`srcdoc="&lt;html&gt;&lt;head&gt;&lt;base target=`,
	} {
		if !strings.Contains(got.Body.String(), want) {
			t.Errorf("the page lacks %s:\n%s", want, got.Body)
		}
	}
	if policy := got.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the page may run scripts: %q", policy)
	}
	if got := f.call(http.MethodGet, "/_local/mail/other", ""); got.Code != http.StatusNotFound {
		t.Errorf("an unknown mail answered %d", got.Code)
	}
}
