package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// sendForm is the guide's Send to Provider: the form is frozen and its PDF made. If the provider had no contact that
// could be mailed when the form was generated, the directory is read once more.
func (h handler) sendForm(ctx context.Context, cmd referral.Command, p *program.Program, record store.Record) (referral.Change, error) {
	s := record.State
	newest, _ := record.Form()
	contact := s.Contact
	if s.Status == referral.Draft && !contact.Deliverable() {
		var err error
		if _, contact, err = h.desk.Store.ProviderContact(ctx, p.Key, s.Organization.ID); err != nil {
			return referral.Change{}, err
		}
	}
	change, err := s.SendForm(cmd, newest, contact)
	if err != nil {
		return referral.Change{}, err
	}
	return h.printer.Attach(change, p.Rules())
}
