package run_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/referral-tool/referrals/shared/run"
)

// TestEndpoints: each client goes where its variable says, below the path that stands in it.
func TestEndpoints(t *testing.T) {
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		_, _ = w.Write([]byte("{}"))
	}))
	defer server.Close()
	cfg := env(map[string]string{
		"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret",
		"AWS_ENDPOINT_URL_DYNAMODB":        server.URL + "/dynamodb",
		"AWS_ENDPOINT_URL_EVENTBRIDGE":     server.URL + "/eventbridge",
		"AWS_ENDPOINT_URL_SESV2":           server.URL + "/ses",
		"AWS_ENDPOINT_URL_SECRETS_MANAGER": server.URL + "/secrets",
	}).AWS()
	calls := map[string]func() error{
		"/dynamodb": func() error {
			_, err := dynamodb.NewFromConfig(cfg).ListTables(t.Context(), &dynamodb.ListTablesInput{})
			return err
		},
		"/eventbridge": func() error {
			_, err := eventbridge.NewFromConfig(cfg).ListEventBuses(t.Context(), &eventbridge.ListEventBusesInput{})
			return err
		},
		"/ses": func() error {
			_, err := sesv2.NewFromConfig(cfg).GetAccount(t.Context(), &sesv2.GetAccountInput{})
			return err
		},
		"/secrets": func() error {
			_, err := secretsmanager.NewFromConfig(cfg).GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("arn")})
			return err
		},
	}
	for prefix, call := range calls {
		path = ""
		if err := call(); err != nil || !strings.HasPrefix(path, prefix) {
			t.Errorf("%s: went to %q, %v", prefix, path, err)
		}
	}
}

// closedBody is what is left of a request's body when the SDK has closed it: WriteTo reports io.EOF.
type closedBody struct{ io.Reader }

func (closedBody) Close() error                     { return nil }
func (closedBody) WriteTo(io.Writer) (int64, error) { return 0, io.EOF }

// TestAnswerToAClosedBody: that a body is closed while it is written does not cost the answer.
func TestAnswerToAClosedBody(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	}))
	defer server.Close()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, closedBody{strings.NewReader("asked")})
	if err != nil {
		t.Fatal(err)
	}
	request.ContentLength = int64(len("asked"))
	response, err := run.HTTPClient(time.Minute).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if answer, err := io.ReadAll(response.Body); err != nil || string(answer) != "asked" {
		t.Errorf("the answer is %q, %v", answer, err)
	}
}

// TestLinksNoService: what every function links must not hold a service that it may not need, nor the SDK's own
// configuration, which brings single sign-on and STS with it.
func TestLinksNoService(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags", "lambda.norpc",
		"../run", "../api", "../secret").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dependency := range strings.Fields(string(out)) {
		for _, heavy := range []string{"aws-sdk-go-v2/service", "aws-sdk-go-v2/config", "html/template", "net/rpc", "google.golang.org"} {
			if strings.Contains(dependency, heavy) {
				t.Errorf("links %s", dependency)
			}
		}
	}
}
