package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// contact is a contact as a caller writes it. "Required of a contact: name and e-mail."
type contact struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Language string `json:"language"`
}

func (c contact) check() error {
	var wrong referral.Problems
	desk.CheckLine(&wrong, "name", c.Name, true)
	desk.CheckLine(&wrong, "title", c.Title, false)
	desk.CheckLine(&wrong, "phone", c.Phone, false)
	if c.Email == "" {
		wrong.Add("email", "Enter the address that referrals are sent to.")
	} else {
		api.CheckEmail(&wrong, "email", c.Email)
	}
	if c.Language != "" && c.Language != "en" && c.Language != "es" {
		wrong.Add("language", "Use en for English or es for Spanish.")
	}
	return wrong.Err()
}

func (c contact) named(id string) referral.Contact {
	return referral.Contact{ID: id, Name: c.Name, Title: c.Title, Email: c.Email, Phone: c.Phone, Language: c.Language}
}

// contacts is Search Contact.
func (h handler) contacts(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	query, err := r.Search()
	if err != nil {
		return nil, err
	}
	return desk.List(ctx, r, h.cursors, func(from store.Position, limit int) (store.Page[referral.Contact], error) {
		return h.desk.Store.Contacts(ctx, p.Key, id, query, from, limit)
	}, query)
}

func (h handler) contact(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, organization, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	id, err := r.Path("contactId")
	if err != nil {
		return nil, err
	}
	found, err := h.desk.Store.Contact(ctx, p.Key, organization, id)
	if err != nil {
		return nil, err
	}
	return api.OK(found), nil
}

// addContact is New Contact.
func (h handler) addContact(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	var body contact
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(); err != nil {
		return nil, err
	}
	idem, err := r.Idempotency()
	if err != nil {
		return nil, err
	}
	added := body.named(h.desk.NewID())
	reply := desk.Made("/v1/organizations/"+id+"/contacts/"+added.ID, added)
	err = h.desk.Store.AddContact(ctx, h.desk.Command(r, p), id, added, store.Idempotency(idem), reply)
	return desk.Respond(reply, err)
}

// putContact loads a contact under the caller's own id.
func (h handler) putContact(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, organization, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	id, err := r.Path("contactId")
	if err != nil {
		return nil, err
	}
	var body contact
	if err := r.Decode(&body); err != nil {
		return nil, err
	}
	if err := body.check(); err != nil {
		return nil, err
	}
	loaded := body.named(id)
	made, err := h.desk.Store.PutContact(ctx, h.desk.Command(r, p), organization, loaded)
	if err != nil {
		return nil, err
	}
	return put(made, "/v1/organizations/"+organization+"/contacts/"+id, loaded), nil
}
