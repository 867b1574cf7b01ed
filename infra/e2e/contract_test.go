package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/referral-tool/referrals/infra"
)

// contract is openapi.yaml as it stands.
type contract struct{ document object }

// call is one operation of the contract.
type call struct {
	id, method, path string
	roles            []string // that may make it; none where everybody may
	open             bool     // without a token
	body             object   // schema of the JSON that it takes; nil when it takes none
	bodyRequired     bool
}

func readContract(t *testing.T) contract {
	t.Helper()
	var c contract
	if err := yaml.Unmarshal(infra.OpenAPI(), &c.document); err != nil {
		t.Fatal(err)
	}
	return c
}

// resolved follows a reference. What stands beside it describes the place where it is used, and adds no rule.
func (c contract) resolved(schema object) object {
	reference, ok := schema["$ref"].(string)
	if !ok {
		return schema
	}
	found := c.document
	for name := range strings.SplitSeq(strings.TrimPrefix(reference, "#/"), "/") {
		found = found[name].(object)
	}
	return c.resolved(found)
}

// calls are all operations, by path.
func (c contract) calls() []call {
	var calls []call
	paths := c.document["paths"].(object)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := paths[path].(object)
		for _, method := range []string{"get", "put", "post", "patch", "delete"} {
			if operation, ok := item[method].(object); ok {
				calls = append(calls, c.call(strings.ToUpper(method), path, operation))
			}
		}
	}
	return calls
}

func (c contract) call(method, path string, operation object) call {
	found := call{id: operation["operationId"].(string), method: method, path: path}
	security, said := operation["security"].([]any)
	found.open = said && len(security) == 0
	for _, alternative := range security {
		for _, role := range alternative.(object)["token"].([]any) {
			found.roles = append(found.roles, role.(string))
		}
	}
	if body, ok := operation["requestBody"].(object); ok {
		if json, ok := body["content"].(object)["application/json"].(object); ok {
			found.body = c.resolved(json["schema"].(object))
		}
		found.bodyRequired, _ = body["required"].(bool)
	}
	return found
}
