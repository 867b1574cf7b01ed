// Package run holds what every main needs: the environment, the AWS configuration, the log, and the start of the
// handler. It links no AWS service, so that each function links only those that it calls.
package run

import (
	"fmt"
	"net/url"
	"strings"
)

// Env reads a function's environment and notes what is missing or wrong, so that one message names everything.
type Env struct {
	lookup func(string) (string, bool)
	wrong  []string
}

// NewEnv takes os.LookupEnv, or a test's.
func NewEnv(lookup func(string) (string, bool)) *Env { return &Env{lookup: lookup} }

// Text is a variable that must be there and not be empty.
func (e *Env) Text(name string) string {
	value, _ := e.lookup(name)
	if value == "" {
		e.wrong = append(e.wrong, name+" is not set")
	}
	return value
}

// Optional is a variable that may be missing.
func (e *Env) Optional(name string) string {
	value, _ := e.lookup(name)
	return value
}

// URL is a variable that must be an absolute http or https address. It is returned without a slash at the end.
func (e *Env) URL(name string) string {
	value := e.Text(name)
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		e.wrong = append(e.wrong, name+" is not an address like https://example.org")
	}
	return strings.TrimRight(value, "/")
}

// Err names every variable that was asked for and is missing or wrong. It never contains values.
func (e *Env) Err() error {
	if len(e.wrong) == 0 {
		return nil
	}
	return fmt.Errorf("environment: %s", strings.Join(e.wrong, "; "))
}
