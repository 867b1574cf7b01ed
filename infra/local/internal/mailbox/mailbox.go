// Package mailbox stands in for SES: it takes mails by the service's own protocol, keeps them for everybody to see, and
// reports on them as SES does. Nothing leaves the machine.
package mailbox

import (
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/bus"
)

// Options are what a mailbox is made from; Log may be nil.
type Options struct {
	File    string                // keeps the mails from run to run; "" keeps them in memory
	Publish func(bus.Event) error // puts an event on the account's default bus
	Now     func() time.Time
	NewID   func() string // message ids
	Log     *slog.Logger
}

// Mailbox is the service and what it has taken.
type Mailbox struct {
	options Options
	store   *store
	taking  atomic.Int64 // requests that have come and are not answered

	mu       sync.Mutex
	failures int // sends still to be throttled
	hooks    Hooks
}

// ErrRejected has a mail refused for good, as SES refuses what it will never send.
var ErrRejected = errors.New("the mail is rejected")

// Hooks are where a test steps in. An error other than ErrRejected cuts the connection, so that the sender learns nothing.
type Hooks struct {
	Before func(Mail) error // the mail is read and not yet kept; it may be ErrRejected
	After  func(Mail) error // it is on disk and not yet answered; it is delivered whatever becomes of the connection
}

// Open returns the mailbox with the mails that the file holds.
func Open(options Options) (*Mailbox, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	kept, err := openStore(options.File)
	if err != nil {
		return nil, err
	}
	return &Mailbox{options: options, store: kept}, nil
}

// SetHooks puts hooks in place of those that stand.
func (m *Mailbox) SetHooks(hooks Hooks) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hooks = hooks
}

// Fail makes the next sends fail as SES does when it throttles.
func (m *Mailbox) Fail(count int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failures = count
}

// Mails returns the mails to an address, or all of them for "", newest first.
func (m *Mailbox) Mails(to string) []Mail { return m.store.list(to) }

// Taking counts the requests that have come and are not answered: a sender that was killed leaves its own behind, and its mail
// is taken all the same.
func (m *Mailbox) Taking() int { return int(m.taking.Load()) }

// Close closes the file.
func (m *Mailbox) Close() error { return m.store.close() }

// throttled tells whether this send is one of those that must fail, and counts it.
func (m *Mailbox) throttled() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failures == 0 {
		return false
	}
	m.failures--
	return true
}

func (m *Mailbox) currentHooks() Hooks {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.hooks
}
