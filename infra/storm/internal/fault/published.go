package fault

import (
	"encoding/json"
	"maps"
	"sync"

	"github.com/referral-tool/referrals/infra/local/system"
)

// Published is what the bus has taken of our own events, by their ids.
type Published struct {
	mu     sync.Mutex
	events map[string]int
}

func newPublished() *Published { return &Published{events: map[string]int{}} }

// Events are how often the bus took each event.
func (p *Published) Events() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.events)
}

func (p *Published) take(e system.Event) {
	var detail struct {
		EventID string `json:"eventId"`
	}
	if json.Unmarshal(e.Detail, &detail) != nil || detail.EventID == "" {
		return // a mail's; what became of it is looked up in the mailbox
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.events[detail.EventID+" "+e.DetailType]++
}
