package bus

import (
	"errors"
	"net/http"

	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
)

// Hooks are where a test steps in between PutEvents and the rules; each may be nil. An error of Before or After, which may
// take their time, stands in for the answer to the whole call.
type Hooks struct {
	Before func() error     // nothing of the call has been done
	After  func() error     // all of it has, and the caller does not know
	Refuse func(Event) bool // as the service does with single entries when it is in trouble
	Taken  func(Event)      // told of each entry that the bus has taken
}

// What Before and After may have the caller told: that it calls too often, that the service is broken, or nothing at all.
var (
	ErrThrottled error = &awsjson.Error{Type: "ThrottlingException", Message: "Rate exceeded"}
	ErrBroken          = errors.New("an internal error")
	ErrCut             = errors.New("the connection was cut")
)

// SetHooks puts hooks in place of those that stand.
func (b *Bus) SetHooks(hooks Hooks) { b.hooks.Store(&hooks) }

func (b *Bus) refuses(event Event) bool {
	hooks := b.hooks.Load()
	return hooks != nil && hooks.Refuse != nil && hooks.Refuse(event)
}

func (b *Bus) taken(event Event) {
	if hooks := b.hooks.Load(); hooks != nil && hooks.Taken != nil {
		hooks.Taken(event)
	}
}

func (b *Bus) before() error {
	if hooks := b.hooks.Load(); hooks != nil {
		return instead(hooks.Before)
	}
	return nil
}

func (b *Bus) after() error {
	if hooks := b.hooks.Load(); hooks != nil {
		return instead(hooks.After)
	}
	return nil
}

// instead is what a hook has the caller told.
func instead(hook func() error) error {
	if hook == nil {
		return nil
	}
	err := hook()
	if errors.Is(err, ErrCut) {
		panic(http.ErrAbortHandler)
	}
	return err
}
