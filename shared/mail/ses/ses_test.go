package ses_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/mail/ses"
)

func envelope() ses.Envelope {
	return ses.Envelope{
		To: "maria@partner.test", ToName: "Maria Lopez",
		Message: mail.Message{Subject: "Referral R-7K3F-9QXM", HTML: "<p>Hello</p>", Text: "Hello"},
		Tags:    map[string]string{"referral": "0192a5d4-1", "program": "ceja", "mail": "3_referral-sent"},
	}
}

func clientOf(endpoint string) *sesv2.Client {
	return sesv2.New(sesv2.Options{
		Region: "us-east-2", BaseEndpoint: aws.String(endpoint),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
		}),
	})
}

func sender(t *testing.T, endpoint string) *ses.Sender {
	t.Helper()
	s, err := ses.New(clientOf(endpoint), `Referrals <referrals@sender.test>`, "referrals")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answering is an SES that answers every request so, and counts them.
func answering(t *testing.T, handler http.HandlerFunc) (*ses.Sender, *atomic.Int32) {
	t.Helper()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		handler(w, r)
	}))
	t.Cleanup(server.Close)
	return sender(t, server.URL), &requests
}

// TestSenderWithoutName: the right to send is for the address as it stands in the parameter Sender.
func TestSenderWithoutName(t *testing.T) {
	for from, want := range map[string]string{
		"referrals@sender.test":             "referrals@sender.test",
		"<referrals@sender.test>":           "referrals@sender.test",
		`"r, r"@sender.test`:                `"r, r"@sender.test`,
		"Referrals <referrals@sender.test>": `"Referrals" <referrals@sender.test>`,
	} {
		var body struct{ FromEmailAddress string }
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
				t.Error(err)
			}
			fmt.Fprint(w, `{"MessageId":"0100-1"}`)
		}))
		t.Cleanup(server.Close)
		s, err := ses.New(clientOf(server.URL), from, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Send(context.Background(), envelope()); err != nil || body.FromEmailAddress != want {
			t.Errorf("%s sends as %s, %v; want %s", from, body.FromEmailAddress, err, want)
		}
	}
}

func TestSend(t *testing.T) {
	var body struct {
		FromEmailAddress     string
		ConfigurationSetName string
		Destination          struct{ ToAddresses []string }
		EmailTags            []struct{ Name, Value string }
		Content              struct {
			Simple struct {
				Subject struct{ Data, Charset string }
				Headers []struct{ Name, Value string }
				Body    struct{ Html, Text struct{ Data string } }
			}
		}
	}
	s, requests := answering(t, func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(text, &body); err != nil {
			t.Error(err)
		}
		fmt.Fprint(w, `{"MessageId":"0100-1"}`)
	})
	id, err := s.Send(context.Background(), envelope())
	if err != nil || id != "0100-1" {
		t.Fatalf("Send = %q, %v", id, err)
	}
	if n := requests.Load(); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
	if got := body.Destination.ToAddresses; len(got) != 1 || got[0] != `"Maria Lopez" <maria@partner.test>` {
		t.Errorf("to %q", got)
	}
	if body.FromEmailAddress != `"Referrals" <referrals@sender.test>` || body.ConfigurationSetName != "referrals" {
		t.Errorf("from %q by %q", body.FromEmailAddress, body.ConfigurationSetName)
	}
	if got := fmt.Sprint(body.EmailTags); got != "[{mail 3_referral-sent} {program ceja} {referral 0192a5d4-1}]" {
		t.Errorf("tags %s", got)
	}
	simple := body.Content.Simple
	if simple.Subject.Data != "Referral R-7K3F-9QXM" || simple.Subject.Charset != "UTF-8" ||
		simple.Body.Html.Data != "<p>Hello</p>" || simple.Body.Text.Data != "Hello" {
		t.Errorf("content %+v", simple)
	}
	if got := fmt.Sprint(simple.Headers); !strings.Contains(got, "{Auto-Submitted auto-generated}") {
		t.Errorf("headers %s", got)
	}
}

func failure(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(status)
		fmt.Fprint(w, `{"message":"about maria@partner.test"}`)
	}
}

func hangUp(w http.ResponseWriter, _ *http.Request) {
	connection, _, _ := w.(http.Hijacker).Hijack()
	connection.Close()
}

func garbage(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"MessageId":`) }

// unverified is how SES refuses a sender, or in the sandbox a recipient, that is not verified, or is no longer.
func unverified(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("X-Amzn-Errortype", "MessageRejected")
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprint(w, `{"message":"Email address is not verified. The following identities failed the check in region US-EAST-2: referrals@sender.test"}`)
}

func TestOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		ses  http.HandlerFunc
		want ses.Outcome
	}{
		"throttled":             {failure(429, "TooManyRequestsException"), ses.NotNow},
		"quota":                 {failure(400, "LimitExceededException"), ses.NotNow},
		"paused":                {failure(400, "SendingPausedException"), ses.NotNow},
		"suspended":             {failure(400, "AccountSuspendedException"), ses.NotNow},
		"domain not verified":   {failure(400, "MailFromDomainNotVerifiedException"), ses.NotNow},
		"no configuration set":  {failure(404, "NotFoundException"), ses.NotNow},
		"no permission":         {failure(403, "AccessDeniedException"), ses.NotNow},
		"unavailable":           {failure(503, "ServiceUnavailable"), ses.NotNow},
		"message rejected":      {failure(400, "MessageRejected"), ses.Refused},
		"not verified":          {unverified, ses.NotNow},
		"illegal address":       {failure(400, "BadRequestException"), ses.Refused},
		"internal failure":      {failure(500, "InternalServiceErrorException"), ses.Unknown},
		"gateway timeout":       {failure(504, ""), ses.Unknown},
		"hung up":               {hangUp, ses.Unknown},
		"answer cut off":        {garbage, ses.Unknown},
		"proxy without a cause": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, ses.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			s, requests := answering(t, c.ses)
			_, err := s.Send(context.Background(), envelope())
			var failed *ses.Error
			if !errors.As(err, &failed) || failed.Outcome != c.want {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			if n := requests.Load(); n != 1 {
				t.Errorf("%d attempts, want one", n)
			}
			if strings.Contains(err.Error(), "@") {
				t.Errorf("the error quotes an address: %v", err)
			}
		})
	}
}

func TestUnreachableHasSentNothing(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	_, err := sender(t, server.URL).Send(context.Background(), envelope())
	var failed *ses.Error
	if !errors.As(err, &failed) || failed.Outcome != ses.NotNow {
		t.Fatalf("got %v, want %s", err, ses.NotNow)
	}
}

func TestLostAnswerMayHaveSent(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s, _ := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that the client goes
		cancel()
		<-r.Context().Done()
	})
	_, err := s.Send(ctx, envelope())
	var failed *ses.Error
	if !errors.As(err, &failed) || failed.Outcome != ses.Unknown {
		t.Fatalf("got %v, want %s", err, ses.Unknown)
	}
}

func TestUnsendableIsNeverAttempted(t *testing.T) {
	with := func(change func(*ses.Envelope)) ses.Envelope {
		e := envelope()
		change(&e)
		return e
	}
	for name, e := range map[string]ses.Envelope{
		"no address":       with(func(e *ses.Envelope) { e.To = "" }),
		"two addresses":    with(func(e *ses.Envelope) { e.To = "a@partner.test, b@evil.test" }),
		"named address":    with(func(e *ses.Envelope) { e.To = "Eve <a@partner.test>" }),
		"break in address": with(func(e *ses.Envelope) { e.To = "a@partner.test\r\nBcc: b@evil.test" }),
		"break in name":    with(func(e *ses.Envelope) { e.ToName = "Eve\r\nBcc: b@evil.test" }),
		"break in subject": with(func(e *ses.Envelope) { e.Message.Subject = "a\r\nBcc: b@evil.test" }),
		"tag with a space": with(func(e *ses.Envelope) { e.Tags["mail"] = "a b" }),
		"tag name":         with(func(e *ses.Envelope) { e.Tags["a.b"] = "c" }),
		"empty tag":        with(func(e *ses.Envelope) { e.Tags["mail"] = "" }),
		"long tag":         with(func(e *ses.Envelope) { e.Tags["mail"] = strings.Repeat("x", 257) }),
	} {
		t.Run(name, func(t *testing.T) {
			s, requests := answering(t, garbage)
			_, err := s.Send(context.Background(), e)
			var failed *ses.Error
			if !errors.As(err, &failed) || failed.Outcome != ses.Refused {
				t.Errorf("got %v, want %s", err, ses.Refused)
			}
			if requests.Load() != 0 {
				t.Error("SES was asked")
			}
		})
	}
}

func TestNamesAreQuotedOrEncoded(t *testing.T) {
	for name, want := range map[string]string{
		"":                     `<maria@partner.test>`,
		`Eve" <x@evil.test>,`:  `"Eve\" <x@evil.test>," <maria@partner.test>`,
		"María López":          `=?utf-8?q?Mar=C3=ADa_L=C3=B3pez?= <maria@partner.test>`,
		"<x@evil.test>, María": `=?utf-8?b?PHhAZXZpbC50ZXN0PiwgTWFyw61h?= <maria@partner.test>`,
	} {
		var got string
		s, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
			var body struct {
				Destination struct{ ToAddresses []string }
			}
			_ = json.NewDecoder(r.Body).Decode(&body)
			got = strings.Join(body.Destination.ToAddresses, " | ")
			fmt.Fprint(w, `{"MessageId":"1"}`)
		})
		e := envelope()
		e.ToName = name
		if _, err := s.Send(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q became %s, want %s", name, got, want)
		}
	}
}

func TestSharedMailboxGetsTheSameMail(t *testing.T) {
	var to []string
	s, requests := answering(t, func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Destination struct{ ToAddresses []string }
		}
		_ = json.NewDecoder(r.Body).Decode(&body)
		to = body.Destination.ToAddresses
		fmt.Fprint(w, `{"MessageId":"1"}`)
	})
	e := envelope()
	e.Also = []string{"intake@grantee.test"}
	if _, err := s.Send(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	if len(to) != 2 || !strings.Contains(to[1], "intake@grantee.test") || requests.Load() != 1 {
		t.Errorf("%d requests, to %q", requests.Load(), to)
	}
	e.Also = []string{"a@grantee.test, b@evil.test"}
	if _, err := s.Send(context.Background(), e); err == nil || requests.Load() != 1 {
		t.Errorf("sent to %q: %v", to, err)
	}
}

func TestSenderAddressIsChecked(t *testing.T) {
	if _, err := ses.New(sesv2.New(sesv2.Options{}), "not an address", ""); err == nil {
		t.Error("want an error")
	}
}
