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

// preflight answers for the functions, which never see one, on every path. An origin that is not allowed gets no
// headers; the browser then refuses.
func preflight(cors template.CORS, origin string) answer {
	header := make(http.Header)
	if allowed(cors, origin) {
		header.Set("Access-Control-Allow-Methods", strings.Join(cors.AllowMethods, ","))
		header.Set("Access-Control-Allow-Headers", strings.Join(cors.AllowHeaders, ","))
		header.Set("Access-Control-Max-Age", strconv.Itoa(cors.MaxAge))
	}
	return answer{status: http.StatusNoContent, header: header}
}

// allowOrigin adds what a browser wants to see on every answer, whatever the function has set there.
func allowOrigin(header http.Header, cors template.CORS, origin string) {
	header.Del("Access-Control-Allow-Origin")
	header.Del("Access-Control-Expose-Headers")
	if !allowed(cors, origin) {
		return
	}
	header.Set("Access-Control-Allow-Origin", origin)
	if len(cors.ExposeHeaders) > 0 {
		header.Set("Access-Control-Expose-Headers", strings.Join(cors.ExposeHeaders, ","))
	}
}

func allowed(cors template.CORS, origin string) bool {
	return origin != "" && (slices.Contains(cors.AllowOrigins, origin) || slices.Contains(cors.AllowOrigins, "*"))
}
