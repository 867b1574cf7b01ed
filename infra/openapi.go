// Package infra holds the contract of the API.
package infra

import _ "embed"

//go:embed openapi.yaml
var openAPI []byte

// OpenAPI is the contract: an OpenAPI 3.1 document in YAML.
func OpenAPI() []byte { return openAPI }
