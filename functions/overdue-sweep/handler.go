package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// scheduled is what the schedule calls. Its time is the sweep's "now".
type scheduled = func(context.Context, tick) (report, error)

// tick is the schedule's input.
type tick struct {
	Time time.Time `json:"time"`
}

// report counts what a sweep did.
type report struct {
	Reminded int `json:"reminded"`
	Overdue  int `json:"overdue"`
	Consents int `json:"consents"` // that ended
	Mails    int `json:"mails"`    // queued again
	Followed int `json:"followed"` // changes of the directory, once more
	Digests  int `json:"digests"`
	Erased   int `json:"erased"` // customers and referrals that were kept for long enough
	Kept     int `json:"kept"`   // of these, those that may not be erased yet
	Lost     int `json:"lost"`   // somebody else changed it first

	oldestMail time.Duration // how long the oldest mail that was queued again had been waiting
}

type sweep struct {
	desk *desk.Desk
	log  *slog.Logger
}

// handle sweeps all shards side by side. What fails is left for the next sweep; the error shows in the alarms.
func (h sweep) handle(ctx context.Context, t tick) (report, error) {
	if t.Time.IsZero() {
		return report{}, errors.New("the schedule's input holds no time")
	}
	now := referral.At(t.Time)
	reports, errs := make([]report, store.DueShards), make([]error, store.DueShards)
	var wg sync.WaitGroup
	for shard := range store.DueShards {
		wg.Go(func() { reports[shard], errs[shard] = h.shard(ctx, shard, now) })
	}
	wg.Wait()
	var total report
	for _, r := range reports {
		total.add(r)
	}
	h.log.InfoContext(ctx, "swept", "reminded", total.Reminded, "overdue", total.Overdue, "consents", total.Consents,
		"mails", total.Mails, "followed", total.Followed, "digests", total.Digests, "erased", total.Erased, "kept", total.Kept, "lost", total.Lost)
	metric.Measure(ctx, h.log, metric.OldestMail(), total.oldestMail.Seconds())
	return total, errors.Join(errs...)
}

func (r *report) add(other report) {
	r.Reminded += other.Reminded
	r.Overdue += other.Overdue
	r.Consents += other.Consents
	r.Mails += other.Mails
	r.Followed += other.Followed
	r.Digests += other.Digests
	r.Erased += other.Erased
	r.Kept += other.Kept
	r.Lost += other.Lost
	r.oldestMail = max(r.oldestMail, other.oldestMail)
}

// shard does all that is due in one shard. An item that fails does not stop the others.
func (h sweep) shard(ctx context.Context, shard int, now referral.Instant) (report, error) {
	var r report
	var failed []error
	var from store.Position
	for {
		page, err := h.desk.Store.Due(ctx, shard, now, from)
		if err != nil {
			return r, errors.Join(append(failed, err)...)
		}
		for _, due := range page.Items {
			if err := h.item(ctx, due, now, &r); err != nil {
				h.log.ErrorContext(ctx, "not swept", "referral", referralOf(due), "error", err.Error())
				failed = append(failed, err)
			}
		}
		if page.Next == "" {
			return r, errors.Join(failed...)
		}
		from = page.Next
	}
}

func (h sweep) item(ctx context.Context, due store.DueItem, now referral.Instant, r *report) error {
	if due.Broken != nil {
		return due.Broken
	}
	if due.Mail != nil {
		r.oldestMail = max(r.oldestMail, now.Time().Sub(due.Mail.At.Time()))
		done, err := h.desk.Store.RequeueMail(ctx, *due.Mail, now)
		r.count(&r.Mails, done)
		return err
	}
	if due.Digest != nil {
		done, err := h.desk.Store.SendDigest(ctx, *due.Digest, now)
		r.count(&r.Digests, done)
		return err
	}
	if due.Directory != nil {
		cmd, err := h.desk.Automatic(due.Directory.Program, now)
		if err != nil {
			return err
		}
		done, err := h.desk.Store.RepeatDirectoryEvent(ctx, cmd, *due.Directory)
		r.count(&r.Followed, done)
		return err
	}
	if due.Customer != nil {
		return h.retireCustomer(ctx, *due.Customer, now, r)
	}
	cmd, err := h.desk.Automatic(due.State.Program, now)
	if err != nil {
		return err
	}
	if due.State.Retired(now) {
		return h.retireReferral(ctx, cmd, *due.State, r)
	}
	change, err := due.State.Sweep(cmd)
	if err != nil || change.Nothing() {
		return err
	}
	done, err := h.desk.Store.CommitDue(ctx, change)
	if err != nil {
		return err
	}
	r.count(map[referral.EventType]*int{
		referral.Reminded: &r.Reminded, referral.BecameOverdue: &r.Overdue, referral.ConsentWithdrawn: &r.Consents,
	}[change.Event().Type], done)
	return nil
}

// referralOf is the id of the referral that is due; empty for an item that is not about one referral.
func referralOf(due store.DueItem) string {
	switch {
	case due.State != nil:
		return due.State.ID
	case due.Mail != nil:
		return due.Mail.ReferralID
	}
	return ""
}

func (r *report) count(what *int, done bool) {
	if done {
		*what++
	} else {
		r.Lost++
	}
}
