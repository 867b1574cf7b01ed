package system_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/local/system/systemtest"
)

// startTimeout leaves room for the first build of all functions.
const startTimeout = 5 * time.Minute

// start starts a system that ends with the test.
func start(t *testing.T, options system.Options) *system.System {
	t.Helper()
	if err := systemtest.LookAtSources(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), startTimeout)
	defer cancel()
	s, err := system.Start(ctx, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// answer is what a call answered.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) field(t *testing.T, name string) string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal(a.body, &fields); err != nil {
		t.Fatalf("%s is no object: %v", a.body, err)
	}
	return fmt.Sprint(fields[name])
}

// call calls the API as a persona, or as nobody for "".
func call(t *testing.T, s *system.System, persona, method, path string, body any) answer {
	t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if persona != "" {
		token, err := s.Token(persona, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{status: response.StatusCode, header: response.Header, body: content}
}

// want fails the test unless the call answered so.
func want(t *testing.T, what string, got answer, status int) answer {
	t.Helper()
	if got.status != status {
		t.Fatalf("%s answered %d %s, want %d", what, got.status, got.body, status)
	}
	return got
}

// refer loads a customer and a partner and sends a referral. It returns the referral's path.
func refer(t *testing.T, s *system.System) string {
	t.Helper()
	want(t, "customer", call(t, s, "integration", http.MethodPut, "/v1/customers/t1", map[string]any{
		"firstName": "Test", "lastName": "Person", "address": "1 Main St", "phone": "217-555-0100",
		"email": "test@referrals.test", "group": "CEJA/FEJA Programs", "grantee": "lincoln-land",
	}), http.StatusCreated)
	want(t, "organization", call(t, s, "integration", http.MethodPut, "/v1/organizations/p1",
		map[string]any{"name": "Test Partner"}), http.StatusCreated)
	want(t, "contact", call(t, s, "integration", http.MethodPut, "/v1/organizations/p1/contacts/k1",
		map[string]any{"name": "Test Contact", "email": "contact@p1.referrals.test"}), http.StatusCreated)
	sent := want(t, "referral", call(t, s, "case-manager", http.MethodPost, "/v1/referrals", map[string]any{
		"customerId": "t1", "organizationId": "p1", "contactId": "k1", "services": []string{"transportation"},
	}), http.StatusCreated)
	return sent.header.Get("Location")
}

func settle(t *testing.T, s *system.System) {
	t.Helper()
	want(t, "settled", call(t, s, "", http.MethodGet, "/_local/settled", nil), http.StatusOK)
}

func TestReferralIsMailed(t *testing.T) {
	s := start(t, system.Options{})
	path := refer(t, s)
	settle(t, s)
	mails := s.Mailbox.Mails("contact@p1.referrals.test")
	if len(mails) != 1 || mails[0].Kind != "referral-sent" || !strings.Contains(mails[0].Text, s.URL+"/r/") {
		t.Fatalf("the contact has %+v; want one mail with a link to this system", mails)
	}
	if counts := s.Proxy.Counts(); counts.Of("referral-create").Requests == 0 || counts.Of("mail-send").Requests == 0 {
		t.Errorf("requests were not counted: %v", counts)
	}
	seen := want(t, "referral", call(t, s, "case-manager", http.MethodGet, path, nil), http.StatusOK)
	if got := seen.field(t, "status"); got != "sent" {
		t.Errorf("the referral is %s", got)
	}
}

func TestWhatTheGatewayAndTheDefaultRouteRefuse(t *testing.T) {
	s := start(t, system.Options{})
	unauthorized := want(t, "without a token", call(t, s, "", http.MethodGet, "/v1/me", nil), http.StatusUnauthorized)
	if unauthorized.field(t, "message") != "Unauthorized" {
		t.Errorf("the gateway says %s", unauthorized.body)
	}
	unknown := want(t, "unknown path", call(t, s, "", http.MethodGet, "/elsewhere", nil), http.StatusNotFound)
	if got := unknown.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("an unknown path is answered in %s: %s", got, unknown.body)
	}
	want(t, "unknown local path", call(t, s, "", http.MethodGet, "/_local/elsewhere", nil), http.StatusNotFound)
	want(t, "contract", call(t, s, "", http.MethodGet, "/openapi.yaml", nil), http.StatusOK)
	want(t, "health", call(t, s, "", http.MethodGet, "/healthz", nil), http.StatusOK)
	want(t, "index", call(t, s, "", http.MethodGet, "/_local/", nil), http.StatusOK)
	want(t, "issuer", call(t, s, "", http.MethodGet, "/_local/oidc/.well-known/openid-configuration", nil), http.StatusOK)
}

func TestSecondRunFindsEverything(t *testing.T) {
	options := system.Options{Data: t.TempDir()}
	first := start(t, options)
	path := refer(t, first)
	settle(t, first)
	token, err := first.Token("case-manager", nil)
	if err != nil {
		t.Fatal(err)
	}
	mails := len(first.Mailbox.Mails(""))
	first.Close()

	options.Addr = strings.TrimPrefix(first.URL, "http://")
	second := start(t, options)
	settle(t, second)
	want(t, "referral", call(t, second, "case-manager", http.MethodGet, path, nil), http.StatusOK)
	if got := len(second.Mailbox.Mails("")); got != mails || got == 0 {
		t.Errorf("the mailbox holds %d mails, before it was %d", got, mails)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, second.URL+"/v1/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("a token of the first run is answered %d", response.StatusCode)
	}
}

func TestKilledEngineComesBack(t *testing.T) {
	s := start(t, system.Options{Data: t.TempDir()})
	path := refer(t, s)
	s.Engine.Kill()
	settle(t, s)
	want(t, "referral", call(t, s, "case-manager", http.MethodGet, path, nil), http.StatusOK)
	if got := len(s.Mailbox.Mails("contact@p1.referrals.test")); got != 1 {
		t.Errorf("the contact has %d mails, want 1", got)
	}
}

func TestCrowdedTableIsMoved(t *testing.T) {
	options := system.Options{Data: t.TempDir()}
	first := start(t, options)
	path := refer(t, first)
	settle(t, first)
	first.Close()

	var steps []string
	options.MaxRecords = 5
	options.Progress = func(step string) { steps = append(steps, step) }
	second := start(t, options)
	if !strings.Contains(strings.Join(steps, "\n"), "Moving the table") {
		t.Fatalf("the table was not moved: %q", steps)
	}
	seen := want(t, "referral", call(t, second, "case-manager", http.MethodGet, path, nil), http.StatusOK)
	if got := seen.field(t, "delivery"); got != "delivered" {
		t.Errorf("delivery is %s", got)
	}
	list := want(t, "list", call(t, second, "case-manager", http.MethodGet, "/v1/referrals", nil), http.StatusOK)
	if !bytes.Contains(list.body, []byte(strings.TrimPrefix(path, "/v1/referrals/"))) {
		t.Errorf("the indexes lost the referral: %s", list.body)
	}
	want(t, "resend", call(t, second, "case-manager", http.MethodPost, path+"/resend", map[string]any{}), http.StatusOK)
	settle(t, second)
	if got := len(second.Mailbox.Mails("contact@p1.referrals.test")); got != 2 {
		t.Errorf("the contact has %d mails, want one of each send", got)
	}
}

func TestErrUnknownSeed(t *testing.T) {
	if _, err := system.Start(t.Context(), system.Options{Seed: "everything"}); err == nil {
		t.Error("an unknown seed is taken for none")
	}
}

func TestErrAddressTaken(t *testing.T) {
	s := start(t, system.Options{})
	_, err := system.Start(t.Context(), system.Options{Addr: strings.TrimPrefix(s.URL, "http://")})
	if err == nil || !strings.Contains(err.Error(), "-addr") {
		t.Errorf("a taken address ends the start with %v", err)
	}
}
