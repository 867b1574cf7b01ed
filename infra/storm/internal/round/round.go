// Package round is one storm from beginning to end: a fresh system, commands from many clients while everything around
// it fails, calm, and the reckoning.
package round

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/command"
	"github.com/referral-tool/referrals/infra/storm/internal/fault"
	"github.com/referral-tool/referrals/infra/storm/internal/report"
	"github.com/referral-tool/referrals/infra/storm/internal/verify"
)

// Options say what a round is.
type Options struct {
	Seed     uint64
	Commands int
	Clients  int
	Calm     bool // no faults
}

// bursts are the parts of a round between which the clock is set forward.
const bursts = 3

// round is one that runs.
type round struct {
	Options
	system *system.System
	faults *fault.Faults
	world  *command.World
	client *client.Client
	began  time.Time
	log    *journal

	tokens sync.Map // by persona

	mu    sync.Mutex
	calls []client.Result

	redriven int // deliveries that were given up, and then delivered again
	dead     int // of them, those that failed again
}

// Run makes a round. The evidence is there for tests to tamper with; an error tells that the round could not be held.
func Run(ctx context.Context, options Options) (report.Round, verify.Evidence, error) {
	log := &journal{}
	s, err := system.Start(ctx, system.Options{Output: log.of, Log: slog.New(slog.NewTextHandler(log.of("local run"), nil))})
	if err != nil {
		return report.Round{}, verify.Evidence{}, err
	}
	defer s.Close()
	r := &round{Options: options, system: s, world: command.NewWorld(), began: time.Now(), log: log}
	r.faults = fault.Install(s, options.Seed, r.world.Mailed)
	r.client = &client.Client{
		URL:   s.URL,
		Token: r.token,
		HTTP: &http.Client{
			Transport:     &http.Transport{MaxIdleConnsPerHost: options.Clients},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		Interrupt: r.faults.Interrupt,
		Pause:     func(try int) time.Duration { return min(20*time.Millisecond<<try, time.Second) },
	}
	defer r.client.HTTP.CloseIdleConnections()
	if err := r.run(ctx); err != nil {
		return report.Round{}, verify.Evidence{}, err
	}
	return r.reckon(ctx)
}

func (r *round) run(ctx context.Context) error {
	if err := r.settleIn(ctx); err != nil {
		return err
	}
	if !r.Calm {
		r.faults.Begin()
	}
	for burst := range bursts {
		r.storm(ctx, burst)
		if err := r.setForward(ctx, clocks[burst]); err != nil {
			return err
		}
	}
	if err := r.faults.End(ctx); err != nil {
		return err
	}
	return r.calmDown(ctx)
}

// settleIn brings in customers and partners, and sends the first forms, undisturbed.
func (r *round) settleIn(ctx context.Context) error {
	for _, call := range command.Settle() {
		call.Kind = "settled in"
		result := r.client.Do(ctx, call)
		if result.Fate != client.Acknowledged {
			return fmt.Errorf("%s answered %d: %s", call.Path, result.Status, result.Answer)
		}
	}
	first := command.NewGenerator(r.world, r.Seed, r.Clients*bursts)
	err := first.Serve(func(call client.Call) ([]byte, error) {
		result := r.client.Do(ctx, call)
		r.keep(result)
		if result.Fate != client.Acknowledged {
			return nil, fmt.Errorf("%s answered %d: %s", call.Path, result.Status, result.Answer)
		}
		return result.Answer, nil
	})
	if err != nil {
		return err
	}
	return r.system.Settled(ctx)
}

// storm lets all clients make their share of the commands, as fast as they are answered.
func (r *round) storm(ctx context.Context, burst int) {
	var left atomic.Int64
	left.Store(int64(r.Commands / bursts))
	var clients sync.WaitGroup
	for n := range r.Clients {
		generator := command.NewGenerator(r.world, r.Seed, n*bursts+burst)
		clients.Go(func() {
			for left.Add(-1) >= 0 && ctx.Err() == nil {
				call, learn := generator.Next()
				result := r.client.Do(ctx, call)
				if learn != nil && result.Fate == client.Acknowledged {
					learn(result.Answer)
				}
				r.keep(result)
			}
		})
	}
	clients.Go(func() { r.sweep(ctx, time.Now()) })
	clients.Wait()
}

func (r *round) keep(result client.Result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls = append(r.calls, result)
}

func (r *round) token(persona string) string {
	if token, known := r.tokens.Load(persona); known {
		return token.(string)
	}
	token, err := r.system.Token(command.Claims(persona))
	if err != nil {
		panic(fmt.Sprintf("signing a token for %s: %v", persona, err))
	}
	r.tokens.Store(persona, token)
	return token
}
