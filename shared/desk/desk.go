// Package desk holds what every call needs between the API and the store: the caller's program and scope, the command
// that they give, and the answer to a change of a referral.
package desk

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/google/uuid"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/store"
)

// Desk serves the calls of one function.
type Desk struct {
	Programs *program.Programs
	Store    *store.Store
	Now      func() time.Time
	NewID    func() string // UUIDv7: sorts by creation
}

// Open makes a desk on the table that the environment names.
func Open(env *run.Env) *Desk {
	table := store.New(dynamodb.NewFromConfig(env.AWS()), env.Text("TABLE"))
	table.Conflicted = measured
	return &Desk{
		Programs: program.Embedded(),
		Store:    table,
		Now:      time.Now,
		NewID:    NewID,
	}
}

// measured counts a conflict. The log is the function's: run.Function has made it the default.
func measured(ctx context.Context, why store.Conflict) {
	metric.Count(ctx, slog.Default(), metric.Conflicts(), 1, metric.Label{Name: metric.Cause, Value: string(why)})
}

// NewID is a UUIDv7.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Clock is the present as events record it.
func (d *Desk) Clock() referral.Instant { return referral.At(d.Now()) }

// Program is the caller's program. Forbidden when the system does not serve it.
func (d *Desk) Program(r *api.Request) (*program.Program, error) {
	p, known := d.Programs.Get(r.Caller.Program)
	if !known {
		return nil, referral.Errorf(referral.Forbidden, "Your account belongs to a program that this system does not serve.")
	}
	return p, nil
}

// Named is the caller's program, and the id in the path. NotFound for a text that cannot be an id.
func (d *Desk) Named(r *api.Request) (p *program.Program, id string, err error) {
	if p, err = d.Program(r); err != nil {
		return nil, "", err
	}
	id, err = r.Path("id")
	return p, id, err
}

// Command is the caller acting now, under the rules of their program.
func (d *Desk) Command(r *api.Request, p *program.Program) referral.Command {
	return referral.Command{ID: d.NewID(), At: d.Clock(), By: r.Caller.Actor(), Rules: p.Rules()}
}

// System is the actor that the timeline shows for whatever the clock, the mail service or a directory change caused.
func System() referral.Actor { return referral.Actor{Name: "Referral system"} }

// Automatic is a command of the system itself at a time, under the rules of a program.
func (d *Desk) Automatic(key string, at referral.Instant) (referral.Command, error) {
	p, known := d.Programs.Get(key)
	if !known {
		return referral.Command{}, fmt.Errorf("program %q is not served", key)
	}
	return referral.Command{ID: d.NewID(), At: at, By: System(), Rules: p.Rules()}, nil
}

// Unknown is the error for anything outside the caller's scope: the same as if it did not exist.
func Unknown(what string) error {
	return referral.Errorf(referral.NotFound, "There is no such %s, or it is not yours to see.", what)
}
