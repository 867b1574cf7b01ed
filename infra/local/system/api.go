package system

import (
	"context"
	"net/http"
	"strings"

	"github.com/referral-tool/referrals/infra/local/internal/gateway"
	"github.com/referral-tool/referrals/infra/local/internal/page"
	"github.com/referral-tool/referrals/infra/local/internal/respond"
	"github.com/referral-tool/referrals/infra/template"
)

// openAPI makes the gateway, and beside it the calls that exist in a local run only.
func (s *System) openAPI(context.Context) error {
	served := s.Template.API
	if !s.options.Throttle {
		served.Throttle = template.Throttle{}
	}
	api, err := gateway.New(gateway.Options{
		API:       served,
		Functions: s.Functions,
		Key:       s.identity.Key,
		Now:       now,
		NewID:     newID,
		Log:       s.options.Log,
	})
	if err != nil {
		return err
	}
	local, err := s.local()
	if err != nil {
		return err
	}
	handler := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || strings.HasPrefix(r.URL.Path, "/_local/") {
			local.ServeHTTP(w, r)
			return
		}
		// Not through a ServeMux, which would clean paths and redirect, as API Gateway does not.
		api.ServeHTTP(w, r)
	}))
	s.public.Store(&handler)
	return nil
}

// serve answers 503 while the system starts.
func (s *System) serve(w http.ResponseWriter, r *http.Request) {
	if handler := s.public.Load(); handler != nil {
		(*handler).ServeHTTP(w, r)
		return
	}
	respond.Message(w, http.StatusServiceUnavailable, "The system is starting.")
}

func (s *System) local() (http.Handler, error) {
	index, err := page.Handler(s.URL)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /_local/{$}", index)
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /_local/settled", s.settled)
	mux.Handle(oidcPath+"/", http.StripPrefix(oidcPath, s.identity.Handler()))
	s.identity.Register(mux)
	s.Mailbox.Register(mux)
	s.Schedules.Register(mux)
	return mux, s.registerOperator(mux)
}

// health is good once the seed is in, too.
func (s *System) health(w http.ResponseWriter, _ *http.Request) {
	if !s.healthy.Load() {
		respond.Message(w, http.StatusServiceUnavailable, "The system is starting.")
		return
	}
	respond.Message(w, http.StatusOK, "All is up.")
}
