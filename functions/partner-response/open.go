package main

import (
	"context"
	"errors"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/link"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// opened is what a working link opens.
type opened struct {
	link    link.Link
	path    string // "/r/{token}": below it a sensitive page asks for its code
	program *program.Program
	record  store.Record
	locked  bool // a sensitive referral, in a browser that was not given the code
}

func (o opened) language() language.Language { return language.Of(o.record.State.Contact.Language) }

// open reads the link. A made-up one costs no request to the table. NotFound for every link that opens nothing, so that
// nobody can tell an old link from one that never existed; Gone for a withdrawn referral's own.
func (h handler) open(ctx context.Context, r *api.Request) (opened, error) {
	links, err := h.links(ctx)
	if err != nil {
		return opened{}, err
	}
	token, err := r.Path("token")
	if err != nil {
		return opened{}, dead()
	}
	l, made := links.Parse(token)
	if !made {
		return opened{}, dead()
	}
	p, known := h.desk.Programs.ByOrdinal(l.Ordinal)
	if !known {
		return opened{}, dead()
	}
	record, err := h.desk.Store.Referral(ctx, p.Key, l.Referral)
	var gone *referral.Error
	switch {
	case errors.As(err, &gone) && gone.Kind == referral.NotFound: // erased: nobody is to learn that it was
		return opened{}, dead()
	case err != nil:
		return opened{}, err
	}
	r.About(record.State.ID)
	o := opened{link: l, path: "/r/" + token, program: p, record: record}
	if err := refusal(record.State.Link(l.Send, h.desk.Clock(), p.Rules())); err != nil {
		return o, err
	}
	o.locked = record.State.Sensitive && !links.Passes(l, r.Cookie(passCookie), h.desk.Now())
	return o, nil
}

// refusal is the error for a link that does not work; nil for one that does.
func refusal(state referral.LinkState) error {
	switch state {
	case referral.LinkAlive:
		return nil
	case referral.LinkWithdrawn:
		return referral.Errorf(referral.Gone, "This referral was withdrawn. There is nothing you have to do.")
	}
	return dead()
}

func dead() error {
	return referral.Errorf(referral.NotFound, "This link does not open anything. Call the organization that sent it to you.")
}
