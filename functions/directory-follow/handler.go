package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/bus"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// following is what the bus calls for a change of the directory.
type following = func(context.Context, events.EventBridgeEvent) (struct{}, error)

type follow struct {
	desk *desk.Desk
	log  *slog.Logger
}

func (h follow) handle(ctx context.Context, event events.EventBridgeEvent) (struct{}, error) {
	return struct{}{}, h.apply(ctx, event)
}

// apply may run twice, at the same time, or end in the middle: a referral that has already followed is found as it
// should be, and is left alone.
func (h follow) apply(ctx context.Context, event events.EventBridgeEvent) error {
	var changed bus.Directory
	if err := json.Unmarshal(event.Detail, &changed); err != nil {
		return fmt.Errorf("an unreadable change of the directory: %w", err)
	}
	p, known := h.desk.Programs.Get(changed.Program)
	if !known {
		return fmt.Errorf("program %q is not served", changed.Program)
	}
	switch changed.Type {
	case store.ContactChanged:
		return h.contact(ctx, p.Rules(), changed)
	case store.OrganizationChanged:
		return h.organization(ctx, p.Rules(), changed)
	case store.OrganizationMerged:
		return h.merge(ctx, p.Rules(), changed)
	}
	return nil
}

// contact records a corrected address in the timelines of the open referrals that go to it. The contact is read again for
// each referral, after the referral: of two corrections that are followed at once the newer one stays.
func (h follow) contact(ctx context.Context, rules *referral.Rules, changed bus.Directory) error {
	read := func() (referral.Contact, error) {
		return h.desk.Store.Contact(ctx, changed.Program, changed.OrganizationID, changed.ContactID)
	}
	if _, err := read(); err != nil {
		return err
	}
	concerned := func(row view.Row) bool { return row.Contact.ID == changed.ContactID && row.Status.Open() }
	return h.each(ctx, rules, changed, concerned, func(cmd referral.Command, s referral.State) (referral.Change, error) {
		contact, err := read()
		if err != nil {
			return referral.Change{}, err
		}
		return s.FollowContact(cmd, contact)
	})
}

// organization updates the open referrals of a corrected organization: if it has been marked sensitive, so are they. It
// is read again for each, as a contact is.
func (h follow) organization(ctx context.Context, rules *referral.Rules, changed bus.Directory) error {
	read := func() (referral.Organization, error) {
		return h.desk.Store.Organization(ctx, changed.Program, changed.OrganizationID)
	}
	if _, err := read(); err != nil {
		return err
	}
	concerned := func(row view.Row) bool { return row.Status.Open() }
	return h.each(ctx, rules, changed, concerned, func(cmd referral.Command, s referral.State) (referral.Change, error) {
		organization, err := read()
		if err != nil || organization.MergedInto != "" { // then it follows the merge
			return referral.Change{}, err
		}
		return s.FollowOrganization(cmd, organization)
	})
}

// merge moves contacts and referrals to the organization that remains, which is found again for each referral: it may have
// been merged itself since.
func (h follow) merge(ctx context.Context, rules *referral.Rules, changed bus.Directory) error {
	read := func() (referral.Organization, error) {
		return h.desk.Store.Remaining(ctx, changed.Program, changed.IntoID)
	}
	into, err := read()
	if err != nil {
		return err
	}
	if err := h.desk.Store.CopyContacts(ctx, changed.Program, changed.OrganizationID, into.ID); err != nil {
		return err
	}
	all := func(view.Row) bool { return true }
	return h.each(ctx, rules, changed, all, func(cmd referral.Command, s referral.State) (referral.Change, error) {
		into, err := read()
		if err != nil {
			return referral.Change{}, err
		}
		return s.FollowMerge(cmd, changed.OrganizationID, into)
	})
}

// each runs a command on those referrals of the organization that are concerned.
func (h follow) each(ctx context.Context, rules *referral.Rules, changed bus.Directory, concerned func(view.Row) bool, decide func(referral.Command, referral.State) (referral.Change, error)) error {
	var from store.Position
	followed := 0
	for {
		now := h.desk.Clock()
		page, err := h.desk.Store.Incoming(ctx, changed.Program, changed.OrganizationID, now, from, store.Whole)
		if err != nil {
			return err
		}
		for _, row := range page.Items {
			if !concerned(row) {
				continue
			}
			cmd := referral.Command{ID: h.desk.NewID(), At: now, By: desk.System(), Rules: rules}
			_, err := h.desk.Store.Change(ctx, changed.Program, row.ID, now, store.Idempotency{},
				func(record store.Record) (referral.Change, error) { return decide(cmd, record.State) },
				func(store.Record) store.Reply { return store.Reply{} })
			if err != nil {
				return fmt.Errorf("referral %s: %w", row.ID, err)
			}
			followed++
		}
		if page.Next == "" {
			h.log.InfoContext(ctx, "directory followed", "type", changed.Type, "organization", changed.OrganizationID, "referrals", followed)
			return nil
		}
		from = page.Next
	}
}
