package system

import (
	"context"
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

const (
	settlePatience = 30 * time.Second
	settlePause    = 10 * time.Millisecond
)

// Settled returns once stream, bus and mail are drained: whatever was answered before the call has had all that follows
// from it.
func (s *System) Settled(ctx context.Context) error {
	pause := time.NewTicker(settlePause)
	defer pause.Stop()
	for {
		still, err := s.isStill(ctx)
		if err != nil || still {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-pause.C:
		}
	}
}

// isStill looks at the bus before and after the stream: a delivery may write what the stream then has to carry, and the
// stream brings what the bus then has to deliver. A mail may be under way though nobody waits for it: its sender was killed.
func (s *System) isStill(ctx context.Context) (bool, error) {
	before := s.Bus.Started()
	if s.Bus.InFlight() > 0 || s.Mailbox.Taking() > 0 {
		return false, nil
	}
	if err := s.Stream.Drain(ctx); err != nil {
		return false, err
	}
	return s.Bus.Started() == before && s.Bus.InFlight() == 0 && s.Mailbox.Taking() == 0, nil
}

func (s *System) settled(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), settlePatience)
	defer cancel()
	if err := s.Settled(ctx); err != nil {
		respond.Message(w, http.StatusServiceUnavailable, "Events or mails are still on their way.")
		return
	}
	respond.Message(w, http.StatusOK, "Stream, bus and mail are drained.")
}
