package mailbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/mail"
	"regexp"
	"strings"
	"time"
)

const maxBody = 40 << 20 // bytes, SES's limit of a mail

// sendEmail is the body of SES's SendEmail, as far as it is served.
type sendEmail struct {
	FromEmailAddress string
	Destination      struct{ ToAddresses, CcAddresses, BccAddresses []string }
	ReplyToAddresses []string
	Content          struct {
		Simple *struct {
			Subject     part
			Body        struct{ Text, Html part }
			Headers     []pair
			Attachments []json.RawMessage
		}
	}
	EmailTags            []pair
	ConfigurationSetName string
}

type (
	part struct{ Data string }
	pair struct{ Name, Value string }
)

// tagPattern is what SES allows in the name and the value of a tag.
var tagPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// Handler serves SendEmail.
func (m *Mailbox) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/email/outbound-emails", m.send)
	return mux
}

// send takes a mail. It is on disk before the sender learns its id, as SES keeps what it has accepted.
func (m *Mailbox) send(w http.ResponseWriter, r *http.Request) {
	m.taking.Add(1)
	defer m.taking.Add(-1)
	if m.throttled() {
		refuse(w, http.StatusTooManyRequests, "TooManyRequestsException", "Maximum sending rate exceeded.")
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		refuse(w, http.StatusBadRequest, "BadRequestException", "The body cannot be read.")
		return
	}
	var input sendEmail
	if err := json.Unmarshal(body, &input); err != nil {
		refuse(w, http.StatusBadRequest, "BadRequestException", "The body is no SendEmail request.")
		return
	}
	if problem := input.problem(); problem != "" {
		refuse(w, http.StatusBadRequest, "BadRequestException", problem)
		return
	}
	taken := m.mail(input)
	hooks := m.currentHooks()
	if err := run(hooks.Before, taken); errors.Is(err, ErrRejected) {
		refuse(w, http.StatusBadRequest, "MessageRejected", "Email content contained a virus. Message rejected.")
		return
	} else if err != nil {
		cut()
	}
	if err := m.store.add(taken); err != nil {
		refuse(w, http.StatusInternalServerError, "InternalServiceErrorException", err.Error())
		return
	}
	lost := run(hooks.After, taken)
	m.reportDelivery(taken) // SES delivers what it has accepted, whether or not the sender hears of it
	if lost != nil {
		cut()
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"MessageId": taken.ID}) // a sender that hung up is not our error
}

func run(hook func(Mail) error, taken Mail) error {
	if hook == nil {
		return nil
	}
	return hook(taken)
}

// cut ends the connection without an answer.
func cut() { panic(http.ErrAbortHandler) }

// problem tells what SES would refuse, or what would be lost here without a word.
func (s sendEmail) problem() string {
	simple := s.Content.Simple
	to := s.Destination.ToAddresses
	switch {
	case s.FromEmailAddress == "":
		return "FromEmailAddress is missing."
	case len(to) == 0:
		return "Destination must hold an address."
	case len(s.Destination.CcAddresses)+len(s.Destination.BccAddresses) > 0:
		return "Copies are not served here."
	case simple == nil:
		return "Only simple content is served here."
	case len(simple.Attachments) > 0:
		return "Attachments are not served here."
	case simple.Subject.Data == "" || strings.ContainsAny(simple.Subject.Data, "\r\n"):
		return "The subject must be one line."
	case simple.Body.Text.Data == "" && simple.Body.Html.Data == "":
		return "The body is empty."
	}
	for _, address := range append([]string{s.FromEmailAddress}, to...) {
		if _, err := mail.ParseAddress(address); err != nil {
			return "An address is malformed."
		}
	}
	for _, tag := range s.EmailTags {
		if !tagPattern.MatchString(tag.Name) || !tagPattern.MatchString(tag.Value) {
			return "Tag <" + tag.Name + "> may hold only letters, digits, '_' and '-'."
		}
	}
	return ""
}

func (m *Mailbox) mail(input sendEmail) Mail {
	simple := input.Content.Simple
	taken := Mail{
		ID:               m.options.NewID(),
		To:               bare(input.Destination.ToAddresses),
		Addressed:        strings.Join(input.Destination.ToAddresses, ", "),
		From:             input.FromEmailAddress,
		ReplyTo:          strings.Join(input.ReplyToAddresses, ", "),
		Subject:          simple.Subject.Data,
		Text:             simple.Body.Text.Data,
		HTML:             simple.Body.Html.Data,
		At:               m.options.Now().UTC().Truncate(time.Millisecond),
		Headers:          asMap(simple.Headers),
		Tags:             asMap(input.EmailTags),
		ConfigurationSet: input.ConfigurationSetName,
	}
	taken.Kind = taken.Tags["kind"]
	return taken
}

// bare leaves the names out of addresses that have been parsed before.
func bare(addresses []string) string {
	each := make([]string, len(addresses))
	for i, address := range addresses {
		each[i] = address
		if parsed, err := mail.ParseAddress(address); err == nil {
			each[i] = parsed.Address
		}
	}
	return strings.Join(each, ", ")
}

func asMap(pairs []pair) map[string]string {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]string, len(pairs))
	for _, p := range pairs {
		m[p.Name] = p.Value
	}
	return m
}

// refuse answers with an error as SES's REST protocol has it.
func refuse(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-Errortype", kind)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"message": message})
}
