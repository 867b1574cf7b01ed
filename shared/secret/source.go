package secret

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// KeptFor is how long a fetched keyring is used before it is fetched again, and so the longest time until every
	// running function knows an added key and rejects a removed one, unless fetching fails.
	KeptFor = 5 * time.Minute
	// triedAgain is the pause before a failed fetch is tried again while an older keyring is in use.
	triedAgain = 30 * time.Second
)

// Source fetches the keyring when it is first asked for, and keeps it for a while: a function that never signs or seals
// anything in a cold start does not wait for it. If the first fetch fails, the next request tries again; if a later one
// fails, the older keyring stays in use.
type Source struct {
	Now func() time.Time // time.Now, or a test's

	fetch func(context.Context) (string, error)

	mu   sync.Mutex
	ring *Keyring
	next time.Time // when it is fetched again
}

// NewSource takes the call that fetches the stored text.
func NewSource(fetch func(context.Context) (string, error)) *Source {
	return &Source{Now: time.Now, fetch: fetch}
}

// Keyring is the fetched keyring.
func (s *Source) Keyring(ctx context.Context) (*Keyring, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	if s.ring != nil && now.Before(s.next) {
		return s.ring, nil
	}
	ring, err := s.fetched(ctx)
	switch {
	case err == nil:
		s.ring, s.next = ring, now.Add(KeptFor)
	case s.ring != nil:
		// Logged, because a removed key is still accepted in the meantime.
		slog.ErrorContext(ctx, "the keyring could not be read anew", "error", err.Error())
		s.next = now.Add(triedAgain)
	default:
		return nil, err
	}
	return s.ring, nil
}

func (s *Source) fetched(ctx context.Context) (*Keyring, error) {
	text, err := s.fetch(ctx)
	if err != nil {
		return nil, err
	}
	return Parse(text)
}
