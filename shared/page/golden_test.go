package page_test

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
)

var update = flag.Bool("update", false, "write the golden files anew")

var chicago = time.FixedZone("CST", -6*60*60)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, chicago)
}

// input is the guide's customer, referred for two services and not answered yet, on the Monday after.
func input() page.Input {
	return page.Input{
		State: referral.State{
			ID: "0192a5d4-0000-7000-8000-000000000001", Reference: "R-7K3F-9QXM", Program: "ceja",
			Kind: referral.Support, Status: referral.Sent, Version: 1, Sends: 1,
			Customer: referral.Customer{
				FirstName: "John", LastName: "Jones", Address: "306 E Adams\nSpringfield, IL, 62704",
				Phone: "217-303-5859", Email: "john.jones@mail.test", CaseNumber: "C-1",
			},
			Organization: referral.Organization{ID: "org", Name: "Capital Area Housing"},
			Contact:      referral.Contact{Name: "Maria Lopez", Email: "maria@partner.test"},
			GranteeName:  "Lincoln Land Energy Training",
			Note:         "Needs a place before the training begins on January 4.\nBest reached in the evening.",
			Lines: []referral.Line{
				{Service: "housing-assistance", Label: "Housing Assistance", Status: referral.Sent, ClockFrom: "2026-11-20"},
				{Service: "transportation", Label: "Transportation", Status: referral.Sent, ClockFrom: "2026-11-20"},
			},
			SentAt: referral.At(at(20, 15, 4)), ResponseDueOn: "2026-12-01",
			OverdueOn: "2026-12-02", OverdueAt: "2026-12-02T06:00:00.000Z",
		},
		Events: []referral.Event{{Type: referral.WasSent, Version: 1, At: referral.At(at(20, 15, 4))}},
		Now:    at(23, 9, 30),
		Rules: &referral.Rules{
			Zone: chicago, CorrectionWindow: 48 * time.Hour, OverdueDays: 10,
			RejectReasons: []referral.Choice{
				{Key: "not-eligible", Label: "Not eligible"}, {Key: "no-capacity", Label: "No capacity"},
				{Key: "other", Label: "Other"},
			},
			CloseOutcomes: []referral.Choice{
				{Key: "service-received", Label: "Service received"}, {Key: "enrolled", Label: "Enrolled"},
				{Key: "ours", Label: "A choice of our own"},
			},
		},
		ProgramName: "CEJA/FEJA Programs", GranteePhone: "217-555-0101", Language: language.English,
	}
}

// answer records an answer through the domain, as the link does.
func answer(t *testing.T, in page.Input, when time.Time, by referral.Actor, a referral.Answer) page.Input {
	t.Helper()
	change, err := in.State.Answer(referral.Command{ID: "c", At: referral.At(when), By: by, Rules: in.Rules}, a)
	if err != nil {
		t.Fatal(err)
	}
	in.State, in.Events = change.Next(), append(in.Events, change.Event())
	return in
}

func maria(a referral.Answer) (referral.Actor, referral.Answer) {
	a.Name, a.Channel = "Maria Lopez", referral.ByLink
	return referral.Actor{Name: "Maria Lopez"}, a
}

func render(t *testing.T, in page.Input, d page.Draft) string {
	t.Helper()
	var out strings.Builder
	if err := page.New().Answer(&out, page.Of(in), d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// samples are pages that between them show every part.
func samples(t *testing.T) map[string]string {
	t.Helper()
	single := input()
	single.State.Lines = single.State.Lines[:1]

	spanish := input()
	spanish.Language = language.Spanish

	overdue := input()
	overdue.Now = time.Date(2026, 12, 3, 9, 0, 0, 0, chicago)

	by, accept := maria(referral.Answer{Decision: referral.Accepted, Note: "Please let him call Ana."})
	accepted := answer(t, input(), at(23, 10, 15), by, accept)
	accepted.Now = at(23, 10, 16)

	by, mixed := maria(referral.Answer{Lines: []referral.LineAnswer{
		{Service: "housing-assistance", Decision: referral.Rejected, Reason: "no-capacity"},
		{Service: "transportation", Decision: referral.Pending},
	}})
	partly := answer(t, input(), at(23, 10, 15), by, mixed)
	partly = answer(t, partly, at(24, 8, 0), referral.Actor{Name: "Ana Ruiz", Role: referral.CaseManager}, referral.Answer{
		Name: "Sam Wright", Channel: referral.ByTelephone, Note: "Will decide on Friday.",
		Lines: []referral.LineAnswer{{Service: "transportation", Decision: referral.Accepted}},
	})
	partly.Now = at(24, 9, 0)

	by, reject := maria(referral.Answer{Decision: referral.Rejected, Reason: "no-capacity"})
	rejected := answer(t, input(), at(23, 10, 15), by, reject)
	rejected.Now = at(24, 10, 0)
	settled := rejected
	settled.Now = at(26, 10, 0)

	by, pending := maria(referral.Answer{Decision: referral.Pending})
	waiting := answer(t, input(), at(23, 10, 15), by, pending)
	waiting.Now = at(23, 10, 16)
	late := waiting
	late.Now = time.Date(2026, 12, 20, 9, 0, 0, 0, chicago)

	receives := input()
	receives.State.Organization.ReceivesOnly = true

	part2 := input()
	part2.State.Lines = append(part2.State.Lines, referral.Line{Service: "substance-abuse", Label: "Substance Abuse", Status: referral.Sent})

	wrong := page.Draft{
		Form: url.Values{
			"seen": {"1"}, "decision": {"rejected"}, "reason": {""}, "outcome": {""}, "name": {" "}, "note": {"We are full."},
			"service.transportation.decision": {"closed"}, "service.transportation.outcome": {""},
		},
		Errors: []referral.FieldError{
			{Field: "name", Message: "Enter the name."}, {Field: "reason", Message: "Choose."},
			{Field: "services[0].outcome", Message: "Choose."},
		},
	}

	return map[string]string{
		"sent":          render(t, input(), page.Draft{}),
		"single":        render(t, single, page.Draft{}),
		"spanish":       render(t, spanish, page.Draft{}),
		"spanish-wrong": render(t, spanish, wrong),
		"overdue":       render(t, overdue, page.Draft{}),
		"accepted":      render(t, accepted, page.Draft{}),
		"partly":        render(t, partly, page.Draft{}),
		"rejected":      render(t, rejected, page.Draft{}),
		"pending":       render(t, waiting, page.Draft{}),
		"pending-late":  render(t, late, page.Draft{}),
		"settled":       render(t, settled, page.Draft{}),
		"receives-only": render(t, receives, page.Draft{}),
		"part2":         render(t, part2, page.Draft{}),
		"wrong":         render(t, input(), wrong),
		"unseen":        render(t, accepted, page.Draft{Unseen: true, Form: wrong.Form}),
		"kept":          render(t, accepted, page.Draft{Kept: true, Path: "/r/AQEBkmQ2nYVwc4Gf0s2d3V6hAAE", Form: wrong.Form}),
		"kept-no-form":  render(t, settled, page.Draft{Kept: true, Path: "/r/AQEBkmQ2nYVwc4Gf0s2d3V6hAAE", Form: wrong.Form}),
		"refused":       render(t, settled, page.Draft{Refused: true, Form: wrong.Form}),
		"locked":        locked(t, page.Lock{}),
		"locked-sent":   locked(t, page.Lock{CodeSent: true}),
		"locked-wrong":  locked(t, page.Lock{Problem: page.CodeWrong, Language: language.Spanish}),
		"locked-late":   locked(t, page.Lock{Typed: page.Typed(wrong.Form)}),
		"locked-empty":  locked(t, page.Lock{Problem: page.CodeMissing}),
		"locked-many":   locked(t, page.Lock{Problem: page.CodesTooMany}),
		"dead":          calm(t, func(p *page.Pages, w *strings.Builder) error { return p.Dead(w) }),
		"withdrawn":     calm(t, func(p *page.Pages, w *strings.Builder) error { return p.Withdrawn(w, language.English) }),
		"failed":        calm(t, func(p *page.Pages, w *strings.Builder) error { return p.Failed(w, "JKJaXmPLvHcESHA=") }),
	}
}

func locked(t *testing.T, l page.Lock) string {
	t.Helper()
	l.Reference, l.Grantee, l.GranteePhone = "R-7K3F-9QXM", "Lincoln Land Energy Training", "217-555-0101"
	l.Path = "/r/AQEBkmQ2nYVwc4Gf0s2d3V6hAAE"
	return calm(t, func(p *page.Pages, w *strings.Builder) error { return p.Locked(w, l) })
}

func calm(t *testing.T, write func(*page.Pages, *strings.Builder) error) string {
	t.Helper()
	var out strings.Builder
	if err := write(page.New(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	for name, got := range samples(t) {
		t.Run(name, func(t *testing.T) { golden(t, name+".golden.html", withoutStyle(got)) })
	}
}

func TestGoldenJSON(t *testing.T) {
	by, accept := maria(referral.Answer{Decision: referral.Accepted, Note: "Please let him call Ana."})
	in := answer(t, input(), at(23, 10, 15), by, accept)
	got, err := json.MarshalIndent(page.Of(in), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "accepted.golden.json", string(got)+"\n")
}

// withoutStyle keeps a change of the style from changing every golden page.
func withoutStyle(html string) string {
	before, rest, _ := strings.Cut(html, "<style>")
	_, after, _ := strings.Cut(rest, "</style>")
	return before + "<style></style>" + after
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "page", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test -update and look at the difference.\ngot:\n%s", path, got)
	}
}
