package secret_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"github.com/referral-tool/referrals/infra/local/internal/secret"
	"github.com/referral-tool/referrals/infra/template"
)

const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:Secret-local"

func open(t *testing.T, file string) *secretsmanager.Client {
	t.Helper()
	declared := []template.Secret{
		{LogicalID: "Secret", Name: "Secret-local", ARN: arn, Template: `{"version":"1"}`, Key: "key1", Length: 64,
			ExcludePunctuation: true},
	}
	now := time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)
	store, err := secret.Open(file, declared, now, func() string { return "11111111-1111-4111-8111-111111111111" })
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(store.Handler())
	t.Cleanup(server.Close)
	return secretsmanager.New(secretsmanager.Options{
		BaseEndpoint: aws.String(server.URL),
		Region:       "us-east-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

func value(t *testing.T, client *secretsmanager.Client, id string) string {
	t.Helper()
	out, err := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String(id)})
	if err != nil {
		t.Fatal(err)
	}
	return *out.SecretString
}

func TestSecretIsMadeFromTheTemplate(t *testing.T) {
	var fields map[string]string
	if err := json.Unmarshal([]byte(value(t, open(t, ""), arn)), &fields); err != nil {
		t.Fatal(err)
	}
	if fields["version"] != "1" || len(fields["key1"]) != 64 {
		t.Errorf("it holds %v, want a version and a key of 64 characters", fields)
	}
}

func TestSecretSurvivesARestart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secrets.json")
	first, second := value(t, open(t, file), arn), value(t, open(t, file), "Secret-local")
	if first != second {
		t.Error("the second run has another secret")
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want readable by its owner only", info.Mode(), err)
	}
	if value(t, open(t, ""), arn) == first {
		t.Error("two installations have the same secret")
	}
}

func TestErrUnknownSecret(t *testing.T) {
	_, err := open(t, "").GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("other")})
	var notFound *types.ResourceNotFoundException
	if !errors.As(err, &notFound) {
		t.Errorf("answered %v", err)
	}
}
