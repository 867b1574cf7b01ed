package system

import (
	"context"
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/demo"
	"github.com/referral-tool/referrals/infra/local/internal/durable"
)

// seed loads the seed on the first start, and notes that this was it.
func (s *System) seed(ctx context.Context) error {
	seeded, err := s.seeded()
	if err != nil || seeded {
		return err
	}
	if s.options.Seed == SeedDemo {
		if err := s.loadDemo(ctx); err != nil {
			return err
		}
	}
	note := s.options.file(seedNote)
	if note == "" {
		return nil
	}
	return durable.WriteFile(note, []byte(s.options.Seed+"\n"))
}

// seedNote is the file that notes that the first start is over.
const seedNote = "seed"

func (s *System) seeded() (bool, error) {
	note := s.options.file(seedNote)
	if note == "" {
		return false, nil
	}
	return exists(note)
}

func (s *System) loadDemo(ctx context.Context) error {
	client := &http.Client{Timeout: time.Minute}
	defer client.CloseIdleConnections()
	loader := demo.Loader{
		API: demo.Client{
			URL:   s.URL,
			HTTP:  client,
			Token: func(persona string) (string, error) { return s.Token(persona, nil) },
		},
	}
	return loader.Load(ctx, s.options.Progress)
}
