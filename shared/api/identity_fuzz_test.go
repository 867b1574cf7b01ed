package api_test

import (
	"context"
	"testing"

	"github.com/referral-tool/referrals/shared/api"
)

// FuzzIdentity: whatever a provider writes into its claims, a caller is a whole one whose ids can stand in keys, or is
// refused.
func FuzzIdentity(f *testing.F) {
	f.Add("cm-1", "Dana Reyes", "dana@lincoln-land.test", "ceja", "lincoln-land", "case-manager")
	f.Add("a#b", "", "no address", "ceja#COUNTS", "[a b]", "king")
	f.Fuzz(func(t *testing.T, sub, name, email, program, organization, role string) {
		var caller api.Identity
		a := api.New(api.Options{Log: silent}, api.Route{Key: "GET /v1/things", Handle: func(_ context.Context, r *api.Request) (*api.Response, error) {
			caller = r.Caller
			return api.OK("fine"), nil
		}})
		response, err := a.Serve(context.Background(), event("GET /v1/things", withClaim("sub", sub), withClaim("name", name),
			withClaim("email", email), withClaim("program", program), withClaim("organization", organization), withClaim("role", role)))
		if err != nil || response.StatusCode != 200 && response.StatusCode != 403 {
			t.Fatalf("answered %d, %v", response.StatusCode, err)
		}
		if response.StatusCode == 403 {
			return
		}
		for _, id := range []string{caller.Sub, caller.Program, caller.Organization} {
			if !api.ValidID(id) {
				t.Errorf("%+v was let in", caller)
			}
		}
		if caller.Name == "" || caller.Email == "" || string(caller.Role) != role {
			t.Errorf("%+v was let in", caller)
		}
	})
}
