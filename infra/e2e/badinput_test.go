package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// withoutExample are operations whose body is tried elsewhere: each try with a code counts, so that it stores something.
var withoutExample = map[string]bool{"sendCode": true, "unlock": true}

// TestWrongBodies makes each field of each body of the contract wrong in turn, and each body as a whole.
func TestWrongBodies(t *testing.T) {
	s := running(t)
	g := setStage(t, s, "wrong-bodies")
	contract, examples := readContract(t), allExamples(t, s, g)
	wantUnchanged(t, s, func() {
		for _, operation := range contract.calls() {
			if operation.body == nil || withoutExample[operation.id] {
				continue
			}
			t.Run(operation.id, func(t *testing.T) {
				right, ok := examples[operation.id]
				if !ok {
					t.Fatal("there is no example of it")
				}
				wrongBodies(t, s, contract, operation, right)
			})
		}
	})
}

func wrongBodies(t *testing.T, s *system.System, contract contract, operation call, right example) {
	t.Helper()
	caller := callerOf(t, s, right)
	for _, w := range contract.wrongs(operation.body, right.body) {
		t.Run(w.name, func(t *testing.T) {
			refuses(t, caller.in(t).sendJSON(operation.method, right.path, raw(t, w.value)), w.status)
		})
	}
	for _, w := range wrongContents(right.body, operation.bodyRequired) {
		t.Run(w.name, func(t *testing.T) {
			headers := asJSON
			if w.contentType != "" {
				headers = append([]string{"Content-Type", w.contentType}, asJSON...)
			}
			refuses(t, caller.in(t).do(operation.method, right.path, []byte(w.content), headers...), w.status)
		})
	}
}

func callerOf(t *testing.T, s *system.System, e example) *client {
	t.Helper()
	if e.persona == "" {
		return anybody(t, s)
	}
	return as(t, s, e.persona)
}

// raw encodes here what sendJSON would leave out.
func raw(t *testing.T, value any) json.RawMessage {
	t.Helper()
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// refuses fails the test unless the call was answered with a problem of that status, which says something.
func refuses(t *testing.T, r *reply, status int) {
	t.Helper()
	r.want(status)
	p := read[problem](r)
	if p.Status != status || p.Detail == "" || status == 422 && len(p.Errors) == 0 {
		t.Errorf("%s is refused with %s", r.call, r.body)
	}
}

// content is a body that is wrong as a whole.
type content struct {
	name, content, contentType string
	status                     int
}

func wrongContents(right object, bodyRequired bool) []content {
	const media = "application/json"
	encoded, _ := json.Marshal(right) // a value of texts and numbers always marshals
	found := []content{
		{"NoJSON", "nonsense", media, 400},
		{"HalfJSON", `{"a":`, media, 400},
		{"Twice", string(encoded) + string(encoded), media, 400},
		{"NameTwice", `{"a":1,"a":1}`, media, 400},
		{"TooDeep", strings.Repeat("[", 1000) + strings.Repeat("]", 1000), media, 400},
		{"TooLarge", string(encoded) + strings.Repeat(" ", 64<<10), media, 413},
		{"OtherType", string(encoded), "text/plain", 415},
		{"NoType", string(encoded), "", 415},
	}
	if bodyRequired {
		found = append(found, content{"Empty", "", media, 400})
	}
	return found
}
