package bus

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
)

// Limits of PutEvents.
const (
	maxEntries = 10
	maxSize    = 256 << 10 // bytes of all entries
)

// patience is how long PutEvents waits for its deliveries: less than a client that wants an answer, and would otherwise
// put the events twice.
const patience = 2 * time.Second

// entry is one entry of PutEvents.
type entry struct {
	Source       string
	DetailType   string
	Detail       string
	EventBusName string
	Resources    []string
	Time         float64 // seconds since 1970
}

// result tells of one entry, at its index.
type result struct {
	EventID      string `json:"EventId,omitempty"`
	ErrorCode    string `json:"ErrorCode,omitempty"`
	ErrorMessage string `json:"ErrorMessage,omitempty"`
}

// Handler serves PutEvents. It answers when each event has been tried once, so that whoever waits for the relay has, as a
// rule, waited for the mails too.
func (b *Bus) Handler() http.Handler {
	return awsjson.Handler(map[string]awsjson.Operation{"PutEvents": b.putEvents})
}

func (b *Bus) putEvents(_ *http.Request, body []byte) (any, error) {
	if err := b.before(); err != nil {
		return nil, err
	}
	answer, err := b.putAll(body)
	if err != nil {
		return nil, err
	}
	return answer, b.after()
}

func (b *Bus) putAll(body []byte) (any, error) {
	var input struct{ Entries []entry }
	if err := json.Unmarshal(body, &input); err != nil {
		return nil, &awsjson.Error{Type: "SerializationException", Message: "The body is no PutEvents request."}
	}
	if err := checkSize(input.Entries); err != nil {
		return nil, err
	}
	results := make([]result, len(input.Entries))
	var tried []<-chan struct{}
	failed := 0
	for i, entry := range input.Entries {
		var deliveries []pending
		if results[i], deliveries = b.put(entry); results[i].ErrorCode != "" {
			failed++
		}
		for _, delivery := range deliveries {
			tried = append(tried, b.start(delivery))
		}
	}
	await(tried)
	return map[string]any{"FailedEntryCount": failed, "Entries": results}, nil
}

func await(tried []<-chan struct{}) {
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for _, first := range tried {
		select {
		case <-first:
		case <-enough.C:
			return
		}
	}
}

// checkSize refuses the whole request, as the service does, where the mistake is not one entry's.
func checkSize(entries []entry) error {
	if len(entries) == 0 || len(entries) > maxEntries {
		return &awsjson.Error{Type: "ValidationException", Message: fmt.Sprintf(
			"1 validation error detected: Value at 'entries' failed to satisfy constraint: "+
				"Member must have length between 1 and %d", maxEntries)}
	}
	size := 0
	for _, e := range entries {
		size += len(e.Source) + len(e.DetailType) + len(e.Detail)
		for _, resource := range e.Resources {
			size += len(resource)
		}
	}
	if size > maxSize {
		return &awsjson.Error{Type: "ValidationException", Message: "Total size of the entries in the request is over the limit."}
	}
	return nil
}

func (b *Bus) put(e entry) (result, []pending) {
	bus := e.EventBusName
	if bus == "" {
		bus = DefaultBus
	}
	if refused := b.check(e, bus); refused.ErrorCode != "" {
		return refused, nil
	}
	event := Event{Source: e.Source, DetailType: e.DetailType, Detail: json.RawMessage(e.Detail), Resources: e.Resources}
	if e.Time != 0 {
		event.Time = time.UnixMilli(int64(e.Time * 1000))
	}
	if b.refuses(event) {
		return result{ErrorCode: "InternalFailure", ErrorMessage: "The entry was not taken."}, nil
	}
	id, deliveries, err := b.accept(bus, event)
	if err != nil {
		return result{ErrorCode: "InternalFailure", ErrorMessage: err.Error()}, nil
	}
	b.taken(event)
	return result{EventID: id}, deliveries
}

// check refuses an entry for itself; the others of its request are still taken.
func (b *Bus) check(e entry, bus string) result {
	for _, required := range [][2]string{{"Source", e.Source}, {"DetailType", e.DetailType}, {"Detail", e.Detail}} {
		if name, value := required[0], required[1]; value == "" {
			return result{ErrorCode: "InvalidArgument",
				ErrorMessage: fmt.Sprintf("Parameter %s is not valid. Reason: %s is a required argument.", name, name)}
		}
	}
	if strings.HasPrefix(e.Source, "aws.") {
		return result{ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source."}
	}
	if !isObject(e.Detail) {
		return result{ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed."}
	}
	if bus != DefaultBus && bus != b.options.Name {
		return result{ErrorCode: "ResourceNotFoundException", ErrorMessage: "Event bus " + bus + " does not exist."}
	}
	return result{}
}

func isObject(text string) bool {
	var object map[string]json.RawMessage
	return json.Unmarshal([]byte(text), &object) == nil && object != nil
}
