package bus

import (
	"encoding/json"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/infra/template"
)

// Event is what a publisher says; the bus makes the envelope.
type Event struct {
	Source     string
	DetailType string
	Detail     json.RawMessage
	Resources  []string
	Time       time.Time // when it happened; zero for now
}

// Publish puts an event on the bus of that name, as a service of the account does: it does not wait for the
// deliveries. It returns the event's id.
func (b *Bus) Publish(bus string, event Event) (string, error) {
	id, deliveries, err := b.accept(bus, event)
	if err != nil {
		return "", err
	}
	for _, delivery := range deliveries {
		b.start(delivery)
	}
	return id, nil
}

// accept gives the event its envelope and finds the rules that want it.
func (b *Bus) accept(bus string, event Event) (string, []pending, error) {
	id := b.options.NewID()
	envelope, err := json.Marshal(b.envelope(id, event))
	if err != nil {
		return "", nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(envelope, &fields); err != nil {
		return "", nil, err
	}
	var deliveries []pending
	for _, rule := range b.rules {
		if rule.Bus == bus && rule.pattern.Match(fields) {
			deliveries = append(deliveries, pending{rule: rule.Rule, event: envelope})
		}
	}
	return id, deliveries, nil
}

func (b *Bus) envelope(id string, event Event) events.EventBridgeEvent {
	at := event.Time
	if at.IsZero() {
		at = b.options.Now()
	}
	resources := event.Resources
	if resources == nil {
		resources = []string{}
	}
	return events.EventBridgeEvent{
		Version:    "0",
		ID:         id,
		DetailType: event.DetailType,
		Source:     event.Source,
		AccountID:  "000000000000",
		Time:       at.UTC().Truncate(time.Second),
		Region:     "us-east-1",
		Resources:  resources,
		Detail:     event.Detail,
	}
}

// pending is an event that a rule wants.
type pending struct {
	rule  template.Rule
	event []byte
}
