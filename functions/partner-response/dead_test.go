package main

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/referral"
)

// "An unknown, dead or old link gets one calm page that tells nothing": whatever is asked of it, the answer of a link
// that was once alive is, to the last byte, that of one which nobody made.
func TestDeadLinksAnswerAsThoseThatNeverWere(t *testing.T) {
	w := functiontest.New(t)
	a := open(w)
	w.Change(t, functiontest.Sent, func(s referral.State) (referral.Change, error) {
		return s.Resend(w.Command(t, functiontest.Casey), referral.Parties{Organization: functiontest.Partners, Contact: functiontest.Pat})
	})
	resent := w.Token(t, functiontest.Sent, 1)
	dead := map[string]struct {
		token string
		after time.Duration
	}{
		"SentAnew":       {resent, 0},
		"NotYetSent":     {w.Token(t, functiontest.Draft, 1), 0},
		"OfALaterSend":   {w.Token(t, functiontest.Accepted, 2), 0},
		"OfNoReferral":   {w.Token(t, "01970000-0000-7000-8000-00000000afff", 1), 0},
		"EndedLongAgo":   {w.Token(t, functiontest.Rejected, 1), 8 * 24 * time.Hour},
		"SentLongAgo":    {w.Token(t, functiontest.Accepted, 1), 91 * 24 * time.Hour},
		"SensitiveOfOld": {w.Token(t, functiontest.Sensitive, 1), 91 * 24 * time.Hour},
		"Short":          {resent[:55], 0},
		"NoToken":        {"nonsense", 0},
	}
	made := flip(resent)
	present := w.Time
	for _, name := range []string{"open", "open-json", "accept", "form-accept", "code", "code-json", "unlock-without-code", "unlock-unknown-field"} {
		want := w.Call(t, a, through(event(t, name), made))
		if want.StatusCode != http.StatusNotFound {
			t.Fatalf("%s of a made-up link answered %d", name, want.StatusCode)
		}
		// Somebody may have been typing while the link died.
		if isPage := strings.Contains(want.Headers["Content-Type"], "html"); isPage != strings.Contains(want.Body, "If you were sending an answer, it was not recorded.") {
			t.Errorf("%s of a made-up link answered %s", name, want.Body)
		}
		for which, link := range dead {
			t.Run(name+"/"+which, func(t *testing.T) {
				w.Time = present.Add(link.after)
				defer func() { w.Time = present }()
				if got := w.Call(t, a, through(event(t, name), link.token)); !reflect.DeepEqual(got, want) {
					t.Errorf("answered\n%+v\nand not\n%+v", got, want)
				}
			})
		}
	}
}

// through is a call through another link.
func through(event events.APIGatewayV2HTTPRequest, token string) events.APIGatewayV2HTTPRequest {
	event.RawPath = strings.Replace(event.RawPath, event.PathParameters["token"], token, 1)
	event.RequestContext.HTTP.Path = event.RawPath
	event.PathParameters = map[string]string{"token": token}
	return event
}

// flip changes a token in the middle of its MAC.
func flip(token string) string {
	other := "A"
	if token[40] == 'A' {
		other = "B"
	}
	return token[:40] + other + token[41:]
}
