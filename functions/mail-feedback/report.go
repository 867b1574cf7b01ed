package main

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"strconv"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// report is the detail of an SES event, as far as it is read.
type report struct {
	EventType string `json:"eventType"`
	Mail      struct {
		MessageID   string              `json:"messageId"`
		Destination []string            `json:"destination"`
		Tags        map[string][]string `json:"tags"`
	} `json:"mail"`
	Bounce struct {
		BounceType    string `json:"bounceType"`
		BounceSubType string `json:"bounceSubType"`
	} `json:"bounce"`
}

// id finds the mail by the tags that it was sent with: the event may come before our own record of the message's id.
func (r report) id() (store.MailID, error) {
	tag := func(name string) string {
		if values := r.Mail.Tags[name]; len(values) == 1 {
			return values[0]
		}
		return ""
	}
	version, err := strconv.Atoi(tag("mail"))
	id := store.MailID{Program: tag("program"), ReferralID: tag("referral"), Version: version, Kind: referral.MailKind(tag("kind"))}
	if err != nil || id.Program == "" || id.ReferralID == "" || id.Kind == "" {
		return store.MailID{}, fmt.Errorf("a %s report without the tags of one of our mails", r.EventType)
	}
	return id, nil
}

// result is what the report says became of the mail; false for reports that decide nothing, such as a delay.
func (r report) result() (store.MailResult, bool) {
	result := store.MailResult{MessageID: r.Mail.MessageID}
	switch r.EventType {
	case "Delivery":
		result.State = referral.MailDelivered
	case "Bounce":
		// SES reports a soft bounce once it has given up: this mail did not arrive, but the next one to the address
		// may.
		result.State, result.Doubted = referral.MailBounced, r.perhapsAbsent()
		if r.Bounce.BounceType == "Permanent" {
			result.DeadEmail = r.address()
		}
		if r.Bounce.BounceSubType == "Suppressed" || r.Bounce.BounceSubType == "OnAccountSuppressionList" {
			result.State = referral.MailSuppressed
		}
	case "Complaint":
		result.State, result.DeadEmail = referral.MailComplained, r.address()
	case "Reject", "Rendering Failure":
		result.State = referral.MailBounced
	default:
		return store.MailResult{}, false
	}
	return result, true
}

// news reports whether the report's result says more about the mail than is known already.
func (r report) news(result store.MailResult, m referral.Mail) bool {
	switch {
	case m.Kind == referral.MailCode && m.MessageID != r.Mail.MessageID: // of the code before: the tags are the same
		return false
	case m.State == referral.MailDelivered && result.Doubted:
		return false
	}
	return result.State.Follows(m)
}

// perhapsAbsent reports whether the bounce may be an answering machine's: SES takes "out of the office" for a soft bounce
// of no particular kind, and the mail has arrived.
func (r report) perhapsAbsent() bool {
	return r.Bounce.BounceType == "Undetermined" || r.Bounce.BounceType == "Transient" && r.Bounce.BounceSubType == "General"
}

// address is the one that the mail was sent to, without a name. The address in a bounce or a complaint is the receiving
// server's version of it: in upper or lower case, or the one that it forwards to.
func (r report) address() string {
	if len(r.Mail.Destination) == 0 {
		return ""
	}
	address, err := mail.ParseAddress(r.Mail.Destination[0])
	if err != nil {
		return ""
	}
	return address.Address
}

func readReport(detail json.RawMessage) (report, error) {
	var r report
	if err := json.Unmarshal(detail, &r); err != nil {
		return report{}, fmt.Errorf("an unreadable report of SES: %w", err)
	}
	return r, nil
}
