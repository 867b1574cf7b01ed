package run_test

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/shared/run"
)

func env(variables map[string]string) *run.Env {
	return run.NewEnv(func(name string) (string, bool) {
		value, set := variables[name]
		return value, set
	})
}

func TestEnv(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		e := env(map[string]string{"TABLE": "referrals", "PUBLIC_URL": "https://example.org/"})
		if e.Text("TABLE") != "referrals" || e.URL("PUBLIC_URL") != "https://example.org" || e.Optional("STAGE") != "" {
			t.Error("values are not as set")
		}
		if err := e.Err(); err != nil {
			t.Error(err)
		}
	})
	t.Run("ErrNamesAll", func(t *testing.T) {
		e := env(map[string]string{"EMPTY": "", "PUBLIC_URL": "marker"})
		e.Text("TABLE")
		e.Text("EMPTY")
		e.URL("PUBLIC_URL")
		e.URL("OTHER_URL")
		const want = "environment: TABLE is not set; EMPTY is not set; PUBLIC_URL is not an address like https://example.org; OTHER_URL is not set"
		if err := e.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v", err)
		}
	})
}

func TestAWS(t *testing.T) {
	variables := map[string]string{"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "first"}
	e := env(variables)
	cfg := e.AWS()
	if cfg.Region != "us-east-1" || e.Err() != nil {
		t.Errorf("region %q, %v", cfg.Region, e.Err())
	}
	for _, secret := range []string{"first", "second"} {
		variables["AWS_SECRET_ACCESS_KEY"], variables["AWS_SESSION_TOKEN"] = secret, "session"
		got, err := cfg.Credentials.Retrieve(context.Background())
		if err != nil || got.SecretAccessKey != secret || got.AccessKeyID != "id" || got.SessionToken != "session" {
			t.Errorf("the credentials are not those of now: %v", err)
		}
	}
	delete(variables, "AWS_SECRET_ACCESS_KEY")
	if _, err := cfg.Credentials.Retrieve(context.Background()); err == nil {
		t.Error("credentials without a secret were taken")
	}
	if e := env(nil); e.AWS().Region != "" || e.Err() == nil {
		t.Error("a missing region is not told")
	}
}
