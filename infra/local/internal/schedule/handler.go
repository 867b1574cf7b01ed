package schedule

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

// Register adds the call that fires a schedule by hand.
func (s *Scheduler) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /_local/schedules/{function}", s.fireByHand)
}

func (s *Scheduler) fireByHand(w http.ResponseWriter, r *http.Request) {
	var wanted struct {
		Time time.Time `json:"time"`
	}
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil || wanted.Time.IsZero() {
		respond.Message(w, http.StatusBadRequest, `The body must be {"time":"2026-12-05T15:00:00Z"}, with any time.`)
		return
	}
	err := s.Fire(r.Context(), r.PathValue("function"), wanted.Time)
	switch {
	case errors.Is(err, ErrNoSchedule):
		respond.Message(w, http.StatusNotFound, "No schedule of template.yaml calls this function.")
	case err != nil:
		respond.Message(w, http.StatusBadGateway, "The function failed: "+err.Error())
	default:
		respond.JSON(w, http.StatusOK, map[string]any{"function": r.PathValue("function"), "time": wanted.Time})
	}
}
