package mailbox

import (
	"encoding/json"
	"net/mail"
	"strings"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/bus"
)

// reportDelivery says that the mail has reached its recipient. It may overtake the answer to the sender, as with SES.
func (m *Mailbox) reportDelivery(sent Mail) {
	m.report(sent, "Email Delivered", map[string]any{
		"eventType": "Delivery",
		"mail":      describe(sent),
		"delivery": map[string]any{
			"timestamp":            stamp(m.options.Now()),
			"processingTimeMillis": 1,
			"recipients":           sent.Recipients(),
			"smtpResponse":         "250 2.6.0 Message received",
			"reportingMTA":         "mailbox.local",
		},
	})
}

// reportBounce says that there is nobody at the address, for good.
func (m *Mailbox) reportBounce(sent Mail) {
	var bounced []map[string]string
	for _, recipient := range sent.Recipients() {
		bounced = append(bounced, map[string]string{
			"emailAddress":   recipient,
			"action":         "failed",
			"status":         "5.1.1",
			"diagnosticCode": "smtp; 550 5.1.1 user unknown",
		})
	}
	m.report(sent, "Email Bounced", map[string]any{
		"eventType": "Bounce",
		"mail":      describe(sent),
		"bounce": map[string]any{
			"feedbackId":        m.options.NewID(),
			"bounceType":        "Permanent",
			"bounceSubType":     "General",
			"bouncedRecipients": bounced,
			"timestamp":         stamp(m.options.Now()),
			"reportingMTA":      "dns; mailbox.local",
		},
	})
}

// reportComplaint says that the recipient has marked the mail as spam.
func (m *Mailbox) reportComplaint(sent Mail) {
	var complained []map[string]string
	for _, recipient := range sent.Recipients() {
		complained = append(complained, map[string]string{"emailAddress": recipient})
	}
	m.report(sent, "Email Complaint Received", map[string]any{
		"eventType": "Complaint",
		"mail":      describe(sent),
		"complaint": map[string]any{
			"feedbackId":            m.options.NewID(),
			"complaintFeedbackType": "abuse",
			"complainedRecipients":  complained,
			"timestamp":             stamp(m.options.Now()),
		},
	})
}

// report publishes for mails of a configuration set only: its event destination is what SES knows the bus from.
func (m *Mailbox) report(sent Mail, detailType string, detail map[string]any) {
	if sent.ConfigurationSet == "" {
		return
	}
	encoded, err := json.Marshal(detail)
	if err == nil {
		err = m.options.Publish(bus.Event{
			Source:     "aws.ses",
			DetailType: detailType,
			Detail:     encoded,
			Resources:  []string{"arn:aws:ses:us-east-1:000000000000:configuration-set/" + sent.ConfigurationSet},
			Time:       m.options.Now(),
		})
	}
	if err != nil {
		m.options.Log.Error("a report on a mail was not published", "kind", sent.Kind, "report", detailType)
	}
}

// describe is the "mail" object of SES's events.
func describe(sent Mail) map[string]any {
	return map[string]any{
		"timestamp":        stamp(sent.At),
		"source":           sent.From,
		"sourceArn":        "arn:aws:ses:us-east-1:000000000000:identity/" + domain(sent.From),
		"sendingAccountId": "000000000000",
		"messageId":        sent.ID,
		"destination":      sent.Recipients(),
		"headersTruncated": false,
		"headers": []map[string]string{
			{"name": "From", "value": sent.From},
			{"name": "To", "value": sent.Addressed},
			{"name": "Subject", "value": sent.Subject},
		},
		"commonHeaders": map[string]any{
			"from":      []string{sent.From},
			"to":        sent.Recipients(),
			"messageId": sent.ID,
			"subject":   sent.Subject,
		},
		"tags": tags(sent),
	}
}

// tags are the sender's and SES's own, each with a list of values.
func tags(sent Mail) map[string][]string {
	all := map[string][]string{
		"ses:configuration-set": {sent.ConfigurationSet},
		"ses:from-domain":       {domain(sent.From)},
		"ses:caller-identity":   {"mail-send"},
		"ses:source-ip":         {"127.0.0.1"},
	}
	for name, value := range sent.Tags {
		all[name] = []string{value}
	}
	return all
}

func domain(from string) string {
	if parsed, err := mail.ParseAddress(from); err == nil {
		from = parsed.Address
	}
	return from[strings.LastIndex(from, "@")+1:]
}

func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }
