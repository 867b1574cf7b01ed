// Package ses hands mails over to Amazon SES. It is separate from package mail so that only the function that sends
// links the SES client.
package ses

import (
	"context"
	"fmt"
	"net/http/httptrace"
	netmail "net/mail"
	"sort"
	"strings"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/referral-tool/referrals/shared/mail"
)

// Sender hands mails over to SES, all from one address.
type Sender struct {
	// Only the one operation: a field with the client in it would make the linker keep all 110 operations of SES
	// (1.6 MB), because html/template, beside it in the same binary, looks methods up by name.
	send          func(context.Context, *sesv2.SendEmailInput, ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error)
	from          string
	configuration string
}

// New makes a sender. from is an address, or a name and an address ("Referrals <referrals@example.org>");
// configuration is the SES configuration set that publishes what becomes of each mail.
func New(client *sesv2.Client, from, configuration string) (*Sender, error) {
	address, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender's address: %w", err)
	}
	return &Sender{send: client.SendEmail, from: sender(address), configuration: configuration}, nil
}

// sender is a bare address where there is no name, without the brackets that net/mail sets: the right to send hangs on
// ses:FromAddress, which then is what stands here in any case.
func sender(address *netmail.Address) string {
	if address.Name != "" {
		return address.String()
	}
	return strings.TrimSuffix(strings.TrimPrefix(address.String(), "<"), ">")
}

// Envelope is a mail and whom it goes to.
type Envelope struct {
	To      string   // one bare address
	ToName  string   // as the recipient's mail program shows it; may be empty
	Also    []string // further bare addresses that get the same mail: a shared mailbox
	Message mail.Message

	// Tags come back with everything that SES reports about the mail. SES takes letters, digits, "-" and "_" only,
	// in names and values.
	Tags map[string]string
}

// Send makes ONE attempt and returns SES's id of the mail. Its error is an *Error, whose Outcome says whether the mail
// may be tried again.
//
// SES has no idempotency token: an attempt whose answer was lost may have gone out, and the SDK, which would try that
// again by itself, could send a partner the same mail three times. Whoever claimed the mail decides about the next
// attempt.
func (s *Sender) Send(ctx context.Context, e Envelope) (messageID string, err error) {
	input, err := s.input(e)
	if err != nil {
		return "", &Error{Outcome: Refused, Code: "Unsendable", Err: err}
	}
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	out, err := s.send(ctx, input, func(o *sesv2.Options) {
		o.Retryer = aws.NopRetryer{}
	})
	if err != nil {
		return "", classify(err, written.Load())
	}
	return aws.ToString(out.MessageId), nil
}

func (s *Sender) input(e Envelope) (*sesv2.SendEmailInput, error) {
	to, err := address(e.To, e.ToName)
	if err != nil {
		return nil, err
	}
	recipients := []string{to}
	for _, bare := range e.Also {
		also, err := address(bare, "")
		if err != nil {
			return nil, err
		}
		recipients = append(recipients, also)
	}
	tags, err := messageTags(e.Tags)
	if err != nil {
		return nil, err
	}
	if strings.ContainsAny(e.Message.Subject, "\r\n") {
		return nil, fmt.Errorf("the subject has several lines")
	}
	input := &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(s.from),
		Destination:      &types.Destination{ToAddresses: recipients},
		EmailTags:        tags,
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: content(e.Message.Subject),
			Body:    &types.Body{Html: content(e.Message.HTML), Text: content(e.Message.Text)},
			Headers: automatic(),
		}},
	}
	if s.configuration != "" {
		input.ConfigurationSetName = aws.String(s.configuration)
	}
	return input, nil
}

// automatic keeps vacation notices from answering (RFC 3834; the second is what Exchange heeds).
func automatic() []types.MessageHeader {
	return []types.MessageHeader{
		{Name: aws.String("Auto-Submitted"), Value: aws.String("auto-generated")},
		{Name: aws.String("X-Auto-Response-Suppress"), Value: aws.String("All")},
	}
}

func content(text string) *types.Content {
	return &types.Content{Data: aws.String(text), Charset: aws.String("UTF-8")}
}

// address is one recipient as a header names it. SES takes several addresses in one string, so the address must be a
// single bare one; net/mail quotes the name, or encodes it (RFC 2047).
func address(to, name string) (string, error) {
	parsed, err := netmail.ParseAddress(to)
	if err != nil || parsed.Name != "" || parsed.Address != to {
		return "", fmt.Errorf("the recipient's address is not one bare address")
	}
	if strings.ContainsAny(name, "\r\n") {
		return "", fmt.Errorf("the recipient's name has several lines")
	}
	parsed.Name = name
	return parsed.String(), nil
}

func messageTags(tags map[string]string) ([]types.MessageTag, error) {
	var list []types.MessageTag
	for name, value := range tags {
		if !taggable(name) || !taggable(value) {
			return nil, fmt.Errorf("tag %q: SES takes only letters, digits, - and _", name)
		}
		list = append(list, types.MessageTag{Name: aws.String(name), Value: aws.String(value)})
	}
	sort.Slice(list, func(i, j int) bool { return *list[i].Name < *list[j].Name })
	return list, nil
}

func taggable(text string) bool {
	const longest = 256
	for _, r := range text {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-' && r != '_' {
			return false
		}
	}
	return text != "" && len(text) <= longest
}
