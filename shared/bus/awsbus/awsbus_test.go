package awsbus_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/bus/awsbus"
	"github.com/referral-tool/referrals/shared/referral"
)

type putEntry struct {
	EventBusName, Source, DetailType, Detail string
}

// service answers PutEvents on the wire: entries whose detail contains "refuse" are refused, and a call with one that
// contains "fail" fails as a whole.
type service struct {
	calls [][]putEntry
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var input struct{ Entries []putEntry }
	if err := json.NewDecoder(r.Body).Decode(&input); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.calls = append(s.calls, input.Entries)
	var results []string
	for i, e := range input.Entries {
		switch {
		case strings.Contains(e.Detail, "fail"):
			http.Error(w, `{"__type":"ValidationException"}`, http.StatusBadRequest)
			return
		case strings.Contains(e.Detail, "refuse"):
			results = append(results, `{"ErrorCode":"ThrottlingException","ErrorMessage":"slow down"}`)
		default:
			results = append(results, fmt.Sprintf(`{"EventId":"e%d"}`, i))
		}
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	fmt.Fprintf(w, `{"FailedEntryCount":0,"Entries":[%s]}`, strings.Join(results, ","))
}

func open(t *testing.T) (*awsbus.Bus, *service) {
	t.Helper()
	wire := &service{}
	server := httptest.NewServer(wire)
	t.Cleanup(server.Close)
	client := eventbridge.New(eventbridge.Options{
		Region: "us-east-1", BaseEndpoint: &server.URL,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		}),
	})
	return awsbus.New(client, "referrals-events"), wire
}

func entries(details ...any) (entries []bus.Entry) {
	for _, d := range details {
		entries = append(entries, bus.Entry{Type: "ReferralSent", Detail: d})
	}
	return entries
}

func TestPublish(t *testing.T) {
	many := make([]any, 23)
	for i := range many {
		many[i] = i
	}
	large := strings.Repeat("x", 100<<10)
	tests := map[string]struct {
		details []any
		sizes   []int // entries in each call
		failed  []int
	}{
		"Nothing":          {nil, nil, nil},
		"TenAtOnce":        {many, []int{10, 10, 3}, nil},
		"BytesTogether":    {[]any{large, large, large, "x"}, []int{2, 2}, nil},
		"ErrRefused":       {[]any{"a", "refuse", "b", "refuse"}, []int{4}, []int{1, 3}},
		"ErrCall":          {[]any{"fail", "a"}, []int{2}, []int{0, 1}},
		"ErrOneCallOfMany": {append(slices.Clone(many[:10]), "fail", "a"), []int{10, 2}, []int{10, 11}},
		"ErrTooLarge":      {[]any{"a", strings.Repeat("x", 256<<10), "b"}, []int{2}, []int{1}},
		"ErrNoJSON":        {[]any{"a", func() {}, "refuse"}, []int{2}, []int{1, 2}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b, wire := open(t)
			failed, err := b.Publish(t.Context(), entries(test.details...))
			var sizes []int
			for _, call := range wire.calls {
				sizes = append(sizes, len(call))
			}
			if !slices.Equal(sizes, test.sizes) || !slices.Equal(failed, test.failed) || (err != nil) != (failed != nil) {
				t.Errorf("calls %v, failed %v, %v", sizes, failed, err)
			}
		})
	}
	t.Run("OnTheWire", func(t *testing.T) {
		b, wire := open(t)
		mail := referral.Mail{Program: "ceja", ReferralID: "r1", Version: 1, Kind: referral.MailSent, To: "marker"}
		if _, err := b.Publish(t.Context(), []bus.Entry{bus.OfMail(mail)}); err != nil {
			t.Fatal(err)
		}
		want := putEntry{"referrals-events", "referrals", "MailQueued",
			`{"program":"ceja","referralId":"r1","version":1,"kind":"referral-sent"}`}
		if got := wire.calls[0][0]; got != want {
			t.Errorf("got %+v", got)
		}
	})
}
