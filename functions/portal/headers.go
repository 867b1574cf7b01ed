package main

import (
	"fmt"
	"maps"
	"net/url"
	"strings"
)

// contentPolicy lets the page load what came with it, and call the API and the identity provider. There is no script in
// the page itself and none is made from text, so an injected script does not run.
func contentPolicy(config configuration) (string, error) {
	connect := []string{"'self'"}
	for _, address := range []string{config.Issuer, config.SignIn} {
		if address == "" {
			continue
		}
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			return "", fmt.Errorf("%q is not an address like https://example.org", address)
		}
		connect = append(connect, u.Scheme+"://"+u.Host)
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"font-src 'self'",
		"img-src 'self'",
		"connect-src " + strings.Join(connect, " "),
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; "), nil
}

// pageHeaders keep the page to itself: no other site can frame it or learn where its reader came from.
func pageHeaders(policy string) map[string]string {
	return with(plainHeaders(),
		"content-security-policy", policy,
		"cross-origin-opener-policy", "same-origin",
		"permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"x-frame-options", "DENY",
		"x-robots-tag", "noindex, nofollow",
	)
}

// plainHeaders go with everything.
func plainHeaders() map[string]string {
	return map[string]string{
		"x-content-type-options":       "nosniff",
		"referrer-policy":              "no-referrer",
		"strict-transport-security":    "max-age=31536000",
		"cross-origin-resource-policy": "same-origin",
	}
}

// with is a copy with more headers, given as name and value in turn.
func with(headers map[string]string, more ...string) map[string]string {
	all := maps.Clone(headers)
	for i := 0; i+1 < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

func encodedAs(headers map[string]string, encoding string) map[string]string {
	if encoding == "" {
		return headers
	}
	return with(headers, "content-encoding", encoding)
}
