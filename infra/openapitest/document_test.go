package openapitest

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/referral-tool/referrals/infra"
)

func TestDocument(t *testing.T) {
	New(t)
	v, err := contract()
	if err != nil {
		t.Fatal(err)
	}
	ok, errs := v.ValidateDocument()
	for _, reason := range reasons(ok, errs) {
		t.Error(reason)
	}
}

// TestObjectsAreClosed: a schema that takes any field would let every mistake pass.
func TestObjectsAreClosed(t *testing.T) {
	var document struct {
		Paths      any
		Components any
	}
	if err := yaml.Unmarshal(infra.OpenAPI(), &document); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, node any)
	walk = func(path string, node any) {
		switch node := node.(type) {
		case map[string]any:
			if _, said := node["additionalProperties"]; node["type"] == "object" && !said {
				t.Errorf("%s does not say additionalProperties", path)
			}
			for name, child := range node {
				walk(path+"/"+name, child)
			}
		case []any:
			for _, child := range node {
				walk(path+"/-", child)
			}
		}
	}
	walk("paths", document.Paths)
	walk("components", document.Components)
}
