package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
)

// correctOrganization changes the fields that the body names, and leaves the others.
func (h handler) correctOrganization(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		Name            *string `json:"name"`
		Phone           *string `json:"phone"`
		Address         *string `json:"address"`
		Email           *string `json:"email"`
		ReceivesOnly    *bool   `json:"receivesOnly"`
		Sensitive       *bool   `json:"sensitive"`
		ConfirmDistinct bool    `json:"confirmDistinct"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	corrected, _, err := h.desk.Store.EditOrganization(ctx, h.desk.Command(r, p), id, body.ConfirmDistinct,
		func(o referral.Organization) (referral.Organization, error) {
			if o.ID == "" {
				return o, desk.Unknown("organization")
			}
			change(&o.Name, body.Name)
			change(&o.Phone, body.Phone)
			change(&o.Address, body.Address)
			change(&o.Email, body.Email)
			change(&o.ReceivesOnly, body.ReceivesOnly)
			change(&o.Sensitive, body.Sensitive)
			return o, organizationOf(o).check()
		})
	if err != nil {
		return nil, err
	}
	return api.OK(corrected), nil
}

// correctContact changes the fields that the body names. directory-follow shows a new address in the timelines of the
// open referrals that go to the contact.
func (h handler) correctContact(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, organization, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	id, err := r.Path("contactId")
	if err != nil {
		return nil, err
	}
	var body struct {
		Name     *string `json:"name"`
		Title    *string `json:"title"`
		Email    *string `json:"email"`
		Phone    *string `json:"phone"`
		Language *string `json:"language"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	corrected, _, err := h.desk.Store.EditContact(ctx, h.desk.Command(r, p), organization, id,
		func(c referral.Contact) (referral.Contact, error) {
			if c.ID == "" {
				return c, desk.Unknown("contact")
			}
			change(&c.Name, body.Name)
			change(&c.Title, body.Title)
			change(&c.Email, body.Email)
			change(&c.Phone, body.Phone)
			change(&c.Language, body.Language)
			return c, contactOf(c).check()
		})
	if err != nil {
		return nil, err
	}
	return api.OK(corrected), nil
}

// change sets a field that the body names.
func change[T any](field *T, named *T) {
	if named != nil {
		*field = *named
	}
}

func organizationOf(o referral.Organization) organization {
	return organization{
		Name: o.Name, Phone: o.Phone, Address: o.Address, Email: o.Email, ReceivesOnly: o.ReceivesOnly, Sensitive: o.Sensitive,
	}
}

func contactOf(c referral.Contact) contact {
	return contact{Name: c.Name, Title: c.Title, Email: c.Email, Phone: c.Phone, Language: c.Language}
}

// merge says that one organization is another; directory-follow moves its contacts and referrals. It answers with the
// organization that remains.
func (h handler) merge(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body struct {
		Into string `json:"into"`
	}
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	var wrong referral.Problems
	switch {
	case body.Into == "":
		wrong.Add("into", "Give the organization to keep.")
	case body.Into == id:
		wrong.Add("into", "An organization cannot be merged into itself.")
	}
	desk.CheckID(&wrong, "into", body.Into)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	remains, err := h.desk.Store.MergeOrganizations(ctx, h.desk.Command(r, p), id, body.Into)
	if err != nil {
		return nil, err
	}
	return api.OK(remains), nil
}
