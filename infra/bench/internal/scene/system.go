package scene

import (
	"context"
	"fmt"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// System is a running system with the tokens of those who call it.
type System struct {
	*system.System
	tokens map[string]string
}

// Start starts an empty system in memory. endpoint is that of an engine that holds a table already, or "" for a fresh
// one.
func Start(ctx context.Context, root, endpoint string) (*System, error) {
	started, err := system.Start(ctx, system.Options{Root: root, Endpoint: endpoint})
	if err != nil {
		return nil, err
	}
	return &System{System: started, tokens: map[string]string{}}, nil
}

// As is somebody who calls the API: a persona of the local run, or "" for a partner. It must not be called by several
// goroutines at once; what it gives may.
func (s *System) As(persona string) (*Caller, error) {
	if persona == "" {
		return &Caller{url: s.URL, http: client}, nil
	}
	if s.tokens[persona] == "" {
		token, err := s.Token(persona, nil)
		if err != nil {
			return nil, err
		}
		s.tokens[persona] = token
	}
	return &Caller{url: s.URL, token: s.tokens[persona], http: client}, nil
}

// settling is far above what it takes until all is quiet. Something that goes wrong may be tried again for an hour.
const settling = 2 * time.Minute

// Settled returns when all that was done has had all that follows from it.
func (s *System) Settled(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	if err := s.System.Settled(ctx); err != nil {
		return fmt.Errorf("waiting until stream, bus and mail are drained: %w", err)
	}
	return nil
}
