// Package functiontest runs a function's handler inside a test: on a table in the real engine, by a clock and with ids
// that stand still, fed with the events of events/<function>, held against the answers in testdata/<function>.
package functiontest

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/link"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/secret"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

// World is a table with the people of this package, and all that a function is made of.
type World struct {
	*storetest.Table
	Desk    *desk.Desk
	Cursors *api.Cursors
	Keys    *secret.Source
	Log     *slog.Logger

	Time time.Time // the present

	made string // first part of the ids that are made now
	ids  atomic.Int64
}

// The clocks: the people are made on a Friday, and what is tested happens on the Monday after. Both are 9:00 in
// Illinois.
var (
	friday = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	monday = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
)

// keyring is the secret of the tests: links in events/ are made with it.
const keyring = `{"version":"1","key1":"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/"}`

// New makes a world.
func New(t testing.TB) *World {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	w := &World{Table: storetest.New(t), Time: friday, made: "01970000"}
	w.Keys = secret.NewSource(func(context.Context) (string, error) { return keyring, nil })
	w.Cursors = api.NewCursors(w.Keys)
	w.Log = slog.New(slog.NewTextHandler(watched(t), nil))
	w.Desk = &desk.Desk{Programs: programs, Store: w.Store, Now: func() time.Time { return w.Time }, NewID: w.newID}
	w.once(t, "people", func() { w.populate(t) })
	w.Time, w.made = monday, "01980000"
	w.ids.Store(0)
	return w
}

// newID counts, from 1 again once the people are made.
func (w *World) newID() string { return fmt.Sprintf("%s-0000-7000-8000-%012x", w.made, w.ids.Add(1)) }

// Rules are those of a program.
func (w *World) Rules(t testing.TB, key string) *referral.Rules {
	t.Helper()
	p, known := w.Desk.Programs.Get(key)
	if !known {
		t.Fatalf("there is no program %q", key)
	}
	return p.Rules()
}

// Command is somebody doing something now in the support-services program.
func (w *World) Command(t testing.TB, by referral.Actor) referral.Command {
	t.Helper()
	return referral.Command{ID: w.newID(), At: w.Desk.Clock(), By: by, Rules: w.Rules(t, Ceja)}
}

// Token is the token of a referral's link.
func (w *World) Token(t testing.TB, referralID string, send int) string {
	t.Helper()
	ring, err := w.Keys.Keyring(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	token, err := link.New(ring).Token(link.Link{Ordinal: 1, Referral: referralID, Send: send})
	if err != nil {
		t.Fatal(err)
	}
	return token
}
