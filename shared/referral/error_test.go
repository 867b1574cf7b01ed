package referral_test

import (
	"errors"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

func TestError(t *testing.T) {
	cause := errors.New("the cause")
	err := &referral.Error{
		Kind: referral.Invalid, Message: "Please correct it.", Err: cause,
		Fields: []referral.FieldError{{Field: "services[1].reason", Message: "Choose why."}},
	}
	if got := err.Error(); got != "invalid: Please correct it.; services[1].reason: Choose why.: the cause" {
		t.Errorf("text is %q", got)
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
}

func TestProblems(t *testing.T) {
	var wrong referral.Problems
	if err := wrong.Err(); err != nil {
		t.Errorf("no problem is %v", err)
	}
	wrong.Add("a", "Not %d.", 1)
	wrong.Add("b", "Nor this.")
	wantFields(t, wrong.Err(), "a", "b")
}

// Text is shown in mails and pages: lines and tabs are a person's, other control characters are not.
func TestText_ControlCharacters(t *testing.T) {
	for text, right := range map[string]bool{
		"two\nlines\r\nand\ta tab": true, "bell\a": false, "nul\x00": false, "escape\x1b[31m": false, "del\x7f": false,
	} {
		d := open(t)
		req := request(housing)
		req.Note = text
		_, err := referral.Create(d.cmd(), referralID, parties(), req)
		if right && err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if !right {
			wantFields(t, err, "note")
		}
	}
}
