package secret

import (
	"context"
	"sync"
)

// Source fetches the keyring when it is first asked for, and keeps it: a function that never signs or seals anything
// in a cold start does not wait for it. A failure is not kept, so that the next request tries again.
type Source struct {
	fetch func(context.Context) (string, error)

	mu   sync.Mutex
	ring *Keyring
}

// NewSource takes the call that fetches the stored text.
func NewSource(fetch func(context.Context) (string, error)) *Source { return &Source{fetch: fetch} }

// Keyring is the fetched keyring.
func (s *Source) Keyring(ctx context.Context) (*Keyring, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ring != nil {
		return s.ring, nil
	}
	text, err := s.fetch(ctx)
	if err != nil {
		return nil, err
	}
	ring, err := Parse(text)
	if err != nil {
		return nil, err
	}
	s.ring = ring
	return ring, nil
}
