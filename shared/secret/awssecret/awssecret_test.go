package awssecret_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func TestSource(t *testing.T) {
	stored, err := json.Marshal(`{"version":"1","key1":"` + strings.Repeat("A", 64) + `"}`)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		status  int
		answer  string
		fetched bool
	}{
		"OK":         {200, `{"SecretString":` + string(stored) + `}`, true},
		"ErrRefused": {400, `{"__type":"AccessDeniedException"}`, false},
		"ErrBinary":  {200, `{"SecretBinary":"AAAA"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			var asked string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				asked = r.Header.Get("X-Amz-Target") + " " + string(body)
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.answer)
			}))
			defer server.Close()
			source := awssecret.Source(aws.Config{
				Region: "us-east-1", BaseEndpoint: &server.URL,
				Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
				}),
			}, "arn:secret")
			ring, err := source.Keyring(t.Context())
			if (err == nil) != test.fetched || test.fetched && ring.Current() != 1 {
				t.Errorf("got %v, %v", ring, err)
			}
			if asked != `secretsmanager.GetSecretValue {"SecretId":"arn:secret"}` {
				t.Errorf("asked %q", asked)
			}
		})
	}
}
