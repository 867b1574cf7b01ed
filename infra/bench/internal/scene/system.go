package scene

import (
	"context"

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
