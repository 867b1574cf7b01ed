package system

import (
	"context"
	"net/http"
	"path/filepath"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/demo"
	"github.com/referral-tool/referrals/infra/local/internal/durable"
)

// seed loads the seed on the first start, and notes that this was it.
func (s *System) seed(ctx context.Context) error {
	note := s.options.file("seed")
	if note != "" {
		if stands, err := exists(note); err != nil || stands {
			return err
		}
	}
	if s.options.Seed == SeedDemo {
		if err := s.loadDemo(ctx); err != nil {
			return err
		}
	}
	if note == "" {
		return nil
	}
	return durable.WriteFile(note, []byte(s.options.Seed+"\n"))
}

func (s *System) loadDemo(ctx context.Context) error {
	client := &http.Client{Timeout: time.Minute}
	defer client.CloseIdleConnections()
	loader := demo.Loader{
		File: filepath.Join(s.options.Root, filepath.FromSlash(demo.File)),
		API: demo.Client{
			URL:   s.URL,
			HTTP:  client,
			Token: func(persona string) (string, error) { return s.Token(persona, nil) },
		},
	}
	return loader.Load(ctx, s.options.Progress)
}
