package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

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
