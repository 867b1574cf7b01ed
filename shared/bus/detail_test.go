package bus_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/referral"
)

// told are the fields of an event that subscribers may see. A field that is added to events is not published until
// somebody lists it here.
var told = map[string]bool{
	"ID": true, "Type": true, "Program": true, "Grantee": true, "ReferralID": true, "Reference": true,
	"OrganizationID": true, "Version": true, "Status": true, "At": true,
	"Lines.Service": true, "Lines.Status": true,
}

// mark fills every text of v with a word that says where it stands.
func mark(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		if path != "Type" { // decides whether the event goes out at all
			v.SetString("marker:" + path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			mark(v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		mark(v.Index(0), path)
	}
}

// TestIDsOnly: no name, note, address or label of an event can get to the bus.
func TestIDsOnly(t *testing.T) {
	event := referral.Event{Type: referral.AnsweredAccepted}
	mark(reflect.ValueOf(&event).Elem(), "")
	entry, goesOut := bus.OfEvent(event)
	if !goesOut || entry.Type != "ReferralAnswered" {
		t.Fatalf("got %+v", entry)
	}
	detail, err := json.Marshal(entry.Detail)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(detail), "marker:")[1:] {
		if path, _, _ := strings.Cut(part, `"`); !told[path] {
			t.Errorf("%s gets to the bus: %s", path, detail)
		}
	}
	for _, id := range []string{"ID", "ReferralID", "Reference", "Program", "Grantee", "Status"} {
		if !strings.Contains(string(detail), `"marker:`+id+`"`) {
			t.Errorf("%s is missing: %s", id, detail)
		}
	}
}

func TestOfEvent(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		entry, goesOut := bus.OfEvent(referral.Event{
			ID: "e1", Type: referral.WasSent, Program: "ceja", Grantee: "lincoln-land", ReferralID: "r1",
			Reference: "R-7K3F-9QXM", CustomerID: "c01", OrganizationID: "o1", Version: 1, Status: referral.Sent,
			At: "2026-11-20T15:04:05.000Z", By: referral.Actor{Name: "Dana Reyes"}, Contact: "Maria Lopez",
		})
		detail, err := json.Marshal(entry.Detail)
		const want = `{"eventId":"e1","referralId":"r1","reference":"R-7K3F-9QXM","program":"ceja","grantee":"lincoln-land",` +
			`"organizationId":"o1","type":"sent","status":"sent","version":1,"at":"2026-11-20T15:04:05.000Z"}`
		if err != nil || !goesOut || entry.Type != "ReferralSent" || string(detail) != want {
			t.Errorf("got %s %s, %v", entry.Type, detail, err)
		}
	})
	for _, inside := range []referral.EventType{referral.Drafted, referral.ContactChanged, referral.ConsentGiven} {
		if entry, goesOut := bus.OfEvent(referral.Event{Type: inside}); goesOut {
			t.Errorf("%s goes out as %+v", inside, entry)
		}
	}
}
