package run_test

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
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
