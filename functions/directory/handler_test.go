package main

import (
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Cursors, w.Log) }

func TestDirectory(t *testing.T) {
	functiontest.Cases(t, "directory", open, map[string]int{
		"organizations":               200,
		"organizations-search":        200,
		"organizations-other-program": 200,
		"organizations-by-provider":   403,
		"organization":                200,
		"organization-unknown":        404,
		"organization-other-program":  404,

		"add-organization":                     201,
		"add-organization-distinct":            201,
		"add-organization-no-body":             400,
		"add-organization-null":                400,
		"add-organization-twice":               400,
		"add-organization-wrong-type":          400,
		"add-organization-by-integration":      403,
		"add-organization-again":               409,
		"add-organization-content-type":        415,
		"add-organization-empty":               422,
		"add-organization-unknown-field":       422,
		"add-organization-wrong":               422,
		"add-organization-wrong-key":           422,
		"put-organization-new":                 201,
		"put-organization-changed":             200,
		"put-organization-by-case-manager":     403,
		"put-organization-wrong":               422,
		"correct-organization":                 200,
		"correct-organization-by-case-manager": 403,
		"correct-organization-unknown":         404,

		"merge":                 200,
		"merge-by-case-manager": 403,
		"merge-unknown":         404,
		"merge-into-unknown":    404,
		"merge-other-program":   404,
		"merge-into-itself":     422,
		"merge-into-nothing":    422,
		"merge-unknown-field":   422,

		"contacts":                         200,
		"contacts-search":                  200,
		"contacts-page":                    200,
		"contacts-of-nobody":               404,
		"contact":                          200,
		"contact-by-provider":              403,
		"contact-unknown":                  404,
		"contact-unknown-organization":     404,
		"contact-other-program":            404,
		"add-contact":                      201,
		"add-contact-by-provider":          403,
		"add-contact-unknown-organization": 404,
		"add-contact-unknown-field":        422,
		"add-contact-wrong":                422,
		"put-contact-new":                  201,
		"put-contact-changed":              200,
		"put-contact-by-case-manager":      403,
		"put-contact-unknown-organization": 404,
		"correct-contact":                  200,
		"correct-contact-unknown":          404,
		"correct-contact-wrong":            422,
	})
}

func TestAddOrganizationTwice(t *testing.T) {
	functiontest.Replay(t, "directory", "add-organization", open)
}

func TestAddContactTwice(t *testing.T) { functiontest.Replay(t, "directory", "add-contact", open) }

func TestPages(t *testing.T) { functiontest.Paging(t, "directory", "contacts-page", open, 3) }

// What was merged is merged: the second call is told what it is now, and changes nothing.
func TestMergeAgain(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	event := functiontest.Event[events.APIGatewayV2HTTPRequest](t, "directory", "merge")
	w.Call(t, a, event)
	before := w.Stored(t)
	again := w.Call(t, a, event)
	if again.StatusCode != 409 || !strings.Contains(again.Body, `"duplicateOf":"`+functiontest.Shelter.ID+`"`) {
		t.Errorf("answered %d: %s", again.StatusCode, again.Body)
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("the second merge stored %v", stored)
	}
}

// Nothing new is added to an organization that was merged away, neither under its name nor under its id: the answer names
// the one that stands.
func TestMergedOrganizationTakesNothingNew(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "directory", "merge"))
	before := w.Stored(t)
	for _, name := range []string{"add-contact", "put-contact-new", "add-organization-again"} {
		refused := w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "directory", name))
		if refused.StatusCode != 409 || !strings.Contains(refused.Body, `"duplicateOf":"`+functiontest.Shelter.ID+`"`) {
			t.Errorf("%s answered %d: %s", name, refused.StatusCode, refused.Body)
		}
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("it stored %v", stored)
	}
}
