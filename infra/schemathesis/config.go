package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// likelihood is how often a request is about something that exists.
const likelihood = 0.7

// bindings say which field of a body names which kind of thing.
var bindings = map[string]string{
	"body.customerId": "customer", "body.organizationId": "organization", "body.contactId": "contact",
	"body.providerId": "organization", "body.into": "organization",
}

// config is Schemathesis' configuration: dictionaries of what exists, and where they belong.
func (t things) config(operations []operation) []byte {
	var toml bytes.Buffer
	for _, kind := range slices.Sorted(maps.Keys(t)) {
		if len(t[kind]) > 0 {
			fmt.Fprintf(&toml, "[dictionaries.%s]\nvalues = [\"%s\"]\n", kind, strings.Join(t[kind], `", "`))
		}
	}
	for _, o := range operations {
		fmt.Fprintf(&toml, "[[operations]]\ninclude-operation-id = %q\n[operations.parameters]\n", o.id)
		fields := maps.Clone(bindings)
		maps.Copy(fields, pathBindings(o.path))
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			if kind := fields[field]; len(t[kind]) > 0 {
				fmt.Fprintf(&toml, "%q = { dictionary = %q, probability = %.1f }\n", field, kind, likelihood)
			}
		}
	}
	return toml.Bytes()
}

// pathBindings say which parameter of a path names which kind of thing.
func pathBindings(path string) map[string]string {
	bound := map[string]string{"path.token": "link", "path.activityId": "activity", "path.contactId": "contact"}
	for start, kind := range map[string]string{
		"/v1/customers/": "customer", "/v1/organizations/": "organization", "/v1/referrals/": "referral",
		"/v1/provider/referrals/": "referral", "/v1/tasks/": "task",
	} {
		if strings.HasPrefix(path, start) {
			bound["path.id"] = kind
		}
	}
	return bound
}
