package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"sync"

	"github.com/referral-tool/referrals/infra/local/internal/durable"
)

// checkpoints keep, for each function, how far the stream has been handed over.
type checkpoints struct {
	path string // "" keeps them in memory

	mu        sync.Mutex
	positions map[string]position
}

func openCheckpoints(path string) (*checkpoints, error) {
	c := &checkpoints{path: path, positions: map[string]position{}}
	if path == "" {
		return c, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the stream's checkpoints: %w", err)
	}
	if err := json.Unmarshal(text, &c.positions); err != nil {
		return nil, fmt.Errorf("reading the stream's checkpoints: %s: %w", path, err)
	}
	return c, nil
}

// get gives the place to go on at in the stream: where the mapping starts if the checkpoint is of another stream,
// because the table has been made anew.
func (c *checkpoints) get(function, stream string) position {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.positions[function]; p.Stream == stream {
		return p
	}
	return position{Stream: stream}
}

func (c *checkpoints) set(function string, p position) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := maps.Clone(c.positions)
	next[function] = p
	if c.path != "" {
		text, err := json.Marshal(next)
		if err != nil {
			return fmt.Errorf("writing the stream's checkpoints: %w", err)
		}
		if err := durable.WriteFile(c.path, text); err != nil {
			return fmt.Errorf("writing the stream's checkpoints: %w", err)
		}
	}
	c.positions = next
	return nil
}
