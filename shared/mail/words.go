package mail

import (
	"errors"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// words are what the templates may use, every text already one harmless line.
type words struct {
	Language     language.Language
	Program      string
	Grantee      string
	Customer     string
	Reference    string
	ResponseDays int
	DueOn, Today referral.Date
	ReceivesOnly bool
	AsksCode     bool
	CallName     string
	CallPhone    string
	Link         string
	Code         string
	Minutes      int
	Status       referral.Status
	Corrected    bool
	Delivery     referral.MailState
	Lines        []referral.DigestLine
}

// Due is the due day with its weekday, Day without.
func (w words) Due() string { return w.Language.Weekday(w.DueOn) }
func (w words) Day() string { return w.Language.Day(w.DueOn) }

// DueToday reports whether the mail goes out on the due day.
func (w words) DueToday() bool { return w.DueOn != "" && w.DueOn == w.Today }

// PhoneLink is the telephone number as a link that a telephone dials when it is touched; empty if it cannot be dialled.
// html/template trusts only http, https and mailto by itself; this holds nothing but digits.
func (w words) PhoneLink() template.URL {
	var digits strings.Builder
	for _, r := range w.CallPhone {
		if r >= '0' && r <= '9' || r == '+' && digits.Len() == 0 {
			digits.WriteRune(r)
		}
	}
	if digits.Len() < 7 {
		return ""
	}
	return template.URL("tel:" + digits.String())
}

// check fails if the mail lacks something that its kind needs, and names it.
func (w words) check(kind referral.MailKind) error {
	needed := map[string]bool{"reference": w.Reference != "", "program": w.Program != ""}
	switch {
	case kind == referral.MailDigest:
		needed["reference"], needed["lines"], needed["link"] = true, len(w.Lines) > 0, absolute(w.Link)
	case kind.CarriesLink(), kind.Form():
		needed["grantee"], needed["link"] = w.Grantee != "", absolute(w.Link)
	case kind == referral.MailCode:
		needed["grantee"], needed["code"], needed["minutes"] = w.Grantee != "", w.Code != "", w.Minutes > 0
	case kind == referral.MailCanceled:
		needed["link"] = w.Link == "" || absolute(w.Link)
	default:
		needed["link"] = absolute(w.Link)
	}
	if kind == referral.MailAnswered {
		needed["status"] = w.Status != ""
	}
	for _, what := range slices.Sorted(maps.Keys(needed)) {
		if !needed[what] {
			return errors.New("it lacks its " + what)
		}
	}
	return nil
}

// absolute reports whether a link can be followed from a mail, and be put into plain text as it is. Plain http is for
// the local run.
func absolute(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil &&
		line(link) == link && !strings.ContainsAny(link, " <>\"")
}
