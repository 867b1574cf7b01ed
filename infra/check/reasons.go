package main

// What deviates from a rule stands here with the reason for it. An entry that nothing deviates by any more is reported
// as well, so that the lists do not outlive what they excuse.

// openRoutes take calls without a token.
var openRoutes = map[string]string{
	"GET /r/{token}":         "partners have no account: the link is the proof",
	"POST /r/{token}":        "partners have no account: the link is the proof",
	"POST /r/{token}/code":   "asks for the second proof, on the strength of the link",
	"POST /r/{token}/unlock": "takes the second proof",
	"GET /openapi.yaml":      "the contract is public",
	"GET /":                  "the portal's pages hold nothing about anybody",
	"GET /app/{proxy+}":      "the portal's pages hold nothing about anybody",
	"GET /assets/{proxy+}":   "the portal's pages hold nothing about anybody",
	"GET /config.json":       "tells where to sign in, before anybody has",
	"$default":               "answers 404, whoever asks",
}

// outsideContract are routes that are no part of the API for portals.
var outsideContract = map[string]string{
	"GET /":                "a page, not a call",
	"GET /app/{proxy+}":    "a page, not a call",
	"GET /assets/{proxy+}": "files of pages",
	"GET /config.json":     "read by the pages that come with it, and by nobody else",
	"$default":             "whatever is not in the contract",
}

// undeclaredRoutes are served without the function's source naming them.
var undeclaredRoutes = map[string]string{
	"$default": "shared/api answers every route that it does not know with 404",
}

// wildcards are the statements whose action or resource is a pattern, by "function action resource".
var wildcards = map[string]string{}

// meant names the functions that may link a package.
var meant = map[string]struct {
	functions []string
	why       string
}{
	"html/template": {
		[]string{"partner-response", "mail-send"}, "costs a megabyte, and keeps the linker from dropping methods",
	},
	"github.com/aws/aws-sdk-go-v2/service/sesv2":       {[]string{"mail-send"}, "only one function may send"},
	"github.com/aws/aws-sdk-go-v2/service/eventbridge": {[]string{"event-relay"}, "only one function publishes"},
	"net/rpc":                             {nil, "the tag lambda.norpc leaves Lambda's old protocol out"},
	"github.com/aws/aws-sdk-go-v2/config": {nil, "brings single sign-on, STS and the metadata client"},
	"testing":                             {nil, "is for tests"},
}
