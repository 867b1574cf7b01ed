package main

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/link"
	"github.com/referral-tool/referrals/shared/referral"
)

// code is the code that the mail brings.
func code(t *testing.T, w *functiontest.World) string {
	t.Helper()
	ring, err := w.Keys.Keyring(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range w.Record(t, functiontest.Sensitive).Mails {
		if m.Kind == referral.MailCode {
			code, err := link.New(ring).Code(link.Link{Ordinal: 1, Referral: m.ReferralID, Send: m.Send}, m.Nonce)
			if err != nil {
				t.Fatal(err)
			}
			return code
		}
	}
	t.Fatal("no code was mailed")
	return ""
}

// unlock types a code, as JSON.
func unlock(t *testing.T, w *functiontest.World, a *api.API, code string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	e := event(t, "unlock-without-code-json")
	e.Body = `{"code":"` + code + `"}`
	return w.Call(t, a, e)
}

// The code that was mailed opens the page for the browser that it was typed into, for half an hour.
func TestUnlock(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, event(t, "code"))
	opened := unlock(t, w, a, code(t, w))
	if opened.StatusCode != http.StatusOK || len(opened.Cookies) != 1 {
		t.Fatalf("the code answered %d with cookies %v", opened.StatusCode, opened.Cookies)
	}
	cookie, err := http.ParseSetCookie(opened.Cookies[0])
	if err != nil {
		t.Fatal(err)
	}
	e := event(t, "open-locked-json")
	if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != e.RawPath {
		t.Errorf("the pass is %+v", cookie)
	}
	e.Cookies = []string{cookie.Name + "=" + cookie.Value}
	if shown := w.Call(t, a, e); strings.Contains(shown.Body, `"locked":true`) {
		t.Error("the pass opens nothing")
	}
	w.Time = w.Time.Add(passLife)
	if shown := w.Call(t, a, e); !strings.Contains(shown.Body, `"locked":true`) {
		t.Error("the pass still opens the page after its time")
	}
}

// Five tries: then the right code does not work any more either.
func TestUnlockByGuessing(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, event(t, "code"))
	right := code(t, w)
	wrong := "000000"
	if right == wrong {
		wrong = "000001"
	}
	for range 5 {
		if answer := unlock(t, w, a, wrong); answer.StatusCode != http.StatusUnprocessableEntity || len(answer.Cookies) != 0 {
			t.Errorf("a wrong code answered %d", answer.StatusCode)
		}
	}
	if answer := unlock(t, w, a, right); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("the sixth try answered %d", answer.StatusCode)
	}
}

// Five codes an hour.
func TestCodesTooMany(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	for range 5 {
		w.Call(t, a, event(t, "code-json"))
	}
	for name, status := range map[string]int{"code": http.StatusTooManyRequests, "code-json": http.StatusTooManyRequests} {
		if answer := w.Call(t, a, event(t, name)); answer.StatusCode != status {
			t.Errorf("%s answered %d, want %d", name, answer.StatusCode, status)
		}
	}
}

// onPage types a code into the page's form.
func onPage(t *testing.T, w *functiontest.World, a *api.API, code string) events.APIGatewayV2HTTPResponse {
	t.Helper()
	return w.Call(t, a, form(t, "unlock-without-code", url.Values{"code": {code}}))
}

// "A code is on its way" stands only where one was asked for, and a code that does not work tells nothing: the page is
// the same, to the last byte, whether none was sent, it ran out, it was tried too often or it is simply another.
func TestWrongCodesOnThePage(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	never := onPage(t, w, a, "123456")
	if never.StatusCode != http.StatusUnprocessableEntity || strings.Contains(never.Body, "on its way") ||
		!strings.Contains(never.Body, "This code does not work. Ask for a new code, or check the latest e-mail.") {
		t.Errorf("without any code it answered %d: %s", never.StatusCode, never.Body)
	}
	same := func(why string, got events.APIGatewayV2HTTPResponse) {
		if !reflect.DeepEqual(got, never) {
			t.Errorf("%s, it answered\n%+v\nand not\n%+v", why, got, never)
		}
	}
	w.Call(t, a, event(t, "code"))
	right := code(t, w)
	wrong := "000000"
	if right == wrong {
		wrong = "000001"
	}
	for range 5 {
		same("with another code", onPage(t, w, a, wrong))
	}
	same("tried too often", onPage(t, w, a, right))
	w.Call(t, a, event(t, "code"))
	w.Time = w.Time.Add(11 * time.Minute)
	same("run out", onPage(t, w, a, code(t, w)))
	sent := event(t, "open-locked")
	sent.RawQueryString, sent.QueryStringParameters = "code=sent", map[string]string{"code": "sent"}
	if page := w.Call(t, a, sent).Body; !strings.Contains(page, "A code is on its way") {
		t.Errorf("after a code was sent the page is %s", page)
	}
}

// Pressing the button with nothing entered says what to do, and is not one of the five tries.
func TestNoCodeEntered(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, event(t, "code"))
	for range 6 {
		empty := onPage(t, w, a, "  ")
		if empty.StatusCode != http.StatusUnprocessableEntity || strings.Contains(empty.Body, "on its way") ||
			!strings.Contains(empty.Body, "Enter the code from the e-mail.") {
			t.Fatalf("nothing entered answered %d: %s", empty.StatusCode, empty.Body)
		}
	}
	if opened := onPage(t, w, a, code(t, w)); opened.StatusCode != http.StatusSeeOther {
		t.Errorf("then the right code answered %d", opened.StatusCode)
	}
}

// form is a post of a form's fields to the sensitive referral's page, or to a path below it.
func form(t *testing.T, name string, fields url.Values) events.APIGatewayV2HTTPRequest {
	t.Helper()
	e := event(t, name)
	e.Body, e.IsBase64Encoded = fields.Encode(), false
	return e
}

// hidden are the hidden fields of a page, in the order of their names.
func hidden(page string) []string {
	found := regexp.MustCompile(`<input type="hidden" name="[^"]*" value="[^"]*">`).FindAllString(page, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// An answer sent after the half hour is not lost without a word: the page says that it was not recorded, and it comes
// back with the code.
func TestAnswerAfterTheHalfHour(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Call(t, a, event(t, "code"))
	cookie := unlock(t, w, a, code(t, w)).Cookies[0]
	pass, _, _ := strings.Cut(cookie, ";")
	w.Time = w.Time.Add(passLife)
	before := w.Stored(t)

	answer := url.Values{"decision": {"accepted"}, "name": {"Maria <Lopez>"}, "note": {"We call\r\non Tuesday."}, "seen": {"1"}}
	posted := form(t, "form-locked", answer)
	posted.Body += "&unknown=1&code=1&service.x.name=1" // fields that no page has in its answer
	posted.Cookies = []string{pass}
	late := w.Call(t, a, posted)
	kept := hidden(late.Body)
	if late.StatusCode != http.StatusUnprocessableEntity || len(kept) != 4 || strings.Contains(late.Body, "on its way") ||
		!strings.Contains(late.Body, "Your answer was not recorded, because the page was open for more than 30 minutes.") {
		t.Fatalf("it answered %d, keeping %v: %s", late.StatusCode, kept, late.Body)
	}
	if stored := w.Stored(t).Since(before); len(stored) > 0 {
		t.Errorf("stored %v", stored)
	}

	sent := w.Call(t, a, form(t, "code", answer))
	if sent.StatusCode != http.StatusAccepted || !strings.Contains(sent.Body, "on its way") || !slices.Equal(hidden(sent.Body), kept) {
		t.Errorf("asking for a code answered %d, keeping %v: %s", sent.StatusCode, hidden(sent.Body), sent.Body)
	}
	answer.Set("code", "")
	if wrong := w.Call(t, a, form(t, "unlock-without-code", answer)); !slices.Equal(hidden(wrong.Body), kept) {
		t.Errorf("entering none keeps %v", hidden(wrong.Body))
	}
	answer.Set("code", code(t, w))
	opened := w.Call(t, a, form(t, "unlock-without-code", answer))
	for _, want := range []string{
		`action="` + posted.RawPath + `"`, `value="accepted" checked`, `value="Maria &lt;Lopez&gt;"`, "on Tuesday.</textarea>", "Your answer has not been sent yet",
	} {
		if !strings.Contains(opened.Body, want) {
			t.Errorf("the page that the code opened lacks %s", want)
		}
	}
	if opened.StatusCode != http.StatusOK || len(opened.Cookies) != 1 {
		t.Fatalf("the code answered %d with cookies %v: %s", opened.StatusCode, opened.Cookies, opened.Body)
	}
	posted.Body = url.Values{"decision": {"accepted"}, "name": {"Maria <Lopez>"}, "seen": {"1"}}.Encode()
	pass, _, _ = strings.Cut(opened.Cookies[0], ";")
	posted.Cookies = []string{pass}
	if taken := w.Call(t, a, posted); taken.StatusCode != http.StatusSeeOther {
		t.Errorf("sent again, it answered %d: %s", taken.StatusCode, taken.Body)
	}
}

// Whoever has only the link cannot find out by trying which services it is about.
func TestLateAnswerTellsNoServices(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	post := func(service string) string {
		body := w.Call(t, a, form(t, "form-locked", url.Values{"service." + service + ".decision": {"accepted"}, "seen": {"1"}})).Body
		if !strings.Contains(body, "service."+service+".decision") {
			t.Errorf("what was typed for %s is not kept", service)
		}
		return strings.ReplaceAll(body, service, "")
	}
	lines := w.Record(t, functiontest.Sensitive).State.Lines
	if post(lines[0].Service) != post("made-up") {
		t.Error("the page tells which services the referral has")
	}
}

// Too many codes lose nothing of the answer that goes along, and neither does a page that was opened in another tab.
func TestAnswerGoesAlong(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	answer := url.Values{"decision": {"accepted"}, "name": {"Maria Lopez"}, "seen": {"1"}, "code": {"123456"}}
	for range 5 {
		w.Call(t, a, event(t, "code-json"))
	}
	if many := w.Call(t, a, form(t, "code", answer)); many.StatusCode != http.StatusTooManyRequests || len(hidden(many.Body)) != 3 {
		t.Errorf("too many codes answered %d, keeping %v", many.StatusCode, hidden(many.Body))
	}
	pass, _, _ := strings.Cut(unlock(t, w, a, code(t, w)).Cookies[0], ";")
	for _, name := range []string{"code", "unlock-without-code"} {
		e := form(t, name, answer)
		e.Cookies = []string{pass}
		if opened := w.Call(t, a, e); opened.StatusCode != http.StatusOK || !strings.Contains(opened.Body, `value="Maria Lopez"`) {
			t.Errorf("%s of an open page answered %d: %s", name, opened.StatusCode, opened.Body)
		}
	}
}
