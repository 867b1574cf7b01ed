package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// TestPreflight: the front end of a portal elsewhere may call whatever there is, and hears of what there is not. A browser
// takes no answer to its question but a 2xx.
func TestPreflight(t *testing.T) {
	c := anybody(t, running(t))
	const portal = "http://localhost:5173" // among the local run's PortalOrigins
	for _, path := range []string{"/v1/referrals", "/v1/referrals/r1/send?x=1", "/r/x/code", "/v1/nothing/here", "/"} {
		for origin, want := range map[string]string{portal: portal, "http://elsewhere.test": ""} {
			asked := c.do(http.MethodOptions, path, nil, "Origin", origin, "Access-Control-Request-Method", "POST",
				"Access-Control-Request-Headers", "authorization,idempotency-key").want(http.StatusNoContent)
			if got := asked.header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s to %s: the allowed origin is %q, want %q", path, origin, got, want)
			}
			methods, headers := asked.header.Get("Access-Control-Allow-Methods"), asked.header.Get("Access-Control-Allow-Headers")
			if (want != "") != (strings.Contains(methods, "POST") && strings.Contains(headers, "idempotency-key")) {
				t.Errorf("%s to %s: methods %q, headers %q", path, origin, methods, headers)
			}
		}
	}
	refused := c.get("/v1/nothing/here", "Origin", portal).want(http.StatusNotFound)
	if got := refused.header.Get("Access-Control-Allow-Origin"); got != portal {
		t.Errorf("an unknown route answers %q, so that the portal cannot read it", got)
	}
}
