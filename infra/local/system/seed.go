package system

import (
	"context"

	"github.com/referral-tool/referrals/infra/local/internal/durable"
)

// seed notes that the first start is over: the demo was loaded when the table was made.
func (s *System) seed(context.Context) error {
	seeded, err := s.seeded()
	if err != nil || seeded {
		return err
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
