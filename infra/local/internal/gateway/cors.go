package gateway

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Origin") != "" &&
		r.Header.Get("Access-Control-Request-Method") != ""
}

// configured reports whether the API has a CORS configuration. Without one the gateway answers no preflight, and hands on
// what functions say.
func configured(cors template.CORS) bool { return len(cors.AllowOrigins) > 0 }

// addCORS adds to every answer what a browser wants to see, in the place of whatever the function has set there. An origin
// that is not allowed gets nothing; the browser then refuses.
func addCORS(header http.Header, cors template.CORS, r *http.Request) {
	if !configured(cors) {
		return
	}
	for name := range header {
		if strings.HasPrefix(name, "Access-Control-") {
			header.Del(name)
		}
	}
	origin := r.Header.Get("Origin")
	if !allowed(cors, origin) {
		return
	}
	header.Set("Access-Control-Allow-Origin", origin)
	if len(cors.ExposeHeaders) > 0 {
		header.Set("Access-Control-Expose-Headers", strings.Join(cors.ExposeHeaders, ","))
	}
	if isPreflight(r) {
		header.Set("Access-Control-Allow-Methods", strings.Join(cors.AllowMethods, ","))
		header.Set("Access-Control-Allow-Headers", strings.Join(cors.AllowHeaders, ","))
		header.Set("Access-Control-Max-Age", strconv.Itoa(cors.MaxAge))
	}
}

func allowed(cors template.CORS, origin string) bool {
	return origin != "" && (slices.Contains(cors.AllowOrigins, origin) || slices.Contains(cors.AllowOrigins, "*"))
}
