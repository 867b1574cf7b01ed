package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/link"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/secret"
)

type handler struct {
	desk   *desk.Desk
	pages  *page.Pages
	keys   *secret.Source
	secure bool // cookies are for https only
	log    *slog.Logger
}

func newAPI(h handler) *api.API {
	return api.New(api.Options{Log: h.log},
		api.Route{Key: "GET /r/{token}", Open: true, Handle: h.opened(h.show), Fail: h.failed},
		api.Route{Key: "POST /r/{token}", Open: true, Handle: h.opened(h.answer), Fail: h.failed},
		api.Route{Key: "POST /r/{token}/code", Open: true, Handle: h.opened(h.mailCode), Fail: h.failed},
		api.Route{Key: "POST /r/{token}/unlock", Open: true, Handle: h.opened(h.unlock), Fail: h.failed},
		api.Route{Key: "GET /fonts/{name}", Open: true, Handle: h.font},
		api.Route{Key: "POST /v1/referrals/{id}/answers", Roles: desk.ReferralStaff(), Handle: h.recordAnswer},
	)
}

// show is the page. Opening it, however often, changes nothing, because mail scanners open links too.
func (h handler) show(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	if o.locked {
		return h.lock(r, o, page.Lock{CodeSent: r.Query("code") == "sent"}, http.StatusOK)
	}
	if wantsPage(r) {
		return h.sheet(o, page.Draft{}, http.StatusOK)
	}
	return private(api.OK(h.view(o))), nil
}

// wantsPage is true unless the request itself speaks JSON.
func wantsPage(r *api.Request) bool { return !r.WantsJSON() && r.MediaType() != "application/json" }

// opened hands a handler what the link opens. A withdrawn referral's own link shows a page that says so in the
// contact's language.
func (h handler) opened(next func(context.Context, *api.Request, opened) (*api.Response, error)) api.Handler {
	return func(ctx context.Context, r *api.Request) (*api.Response, error) {
		o, err := h.open(ctx, r)
		var known *referral.Error
		switch {
		case errors.As(err, &known) && known.Kind == referral.Gone && wantsPage(r):
			return html(http.StatusGone, func(w io.Writer) error { return h.pages.Withdrawn(w, o.language()) })
		case err != nil:
			return nil, err
		}
		return next(ctx, r, o)
	}
}

// failed answers a person with a calm page, whatever went wrong behind the link, and a program with problem+json.
func (h handler) failed(r *api.Request, err error) *api.Response {
	if !wantsPage(r) {
		return nil
	}
	page := func(w io.Writer) error { return h.pages.Failed(w, r.ID()) }
	status := api.Status(err)
	if status == http.StatusNotFound {
		page = h.pages.Dead
	}
	response, err := html(status, page)
	if err != nil {
		return nil
	}
	return response
}

// html answers with a page and its private headers.
func html(status int, write func(io.Writer) error) (*api.Response, error) {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return nil, fmt.Errorf("writing a page: %w", err)
	}
	return private(api.HTML(status, body.Bytes())), nil
}

// private adds the page's headers, which keep it out of caches, referrers and search engines.
func private(r *api.Response) *api.Response {
	contentType := r.Headers["Content-Type"]
	return r.WithAll(page.Headers()).With("Content-Type", contentType)
}

func (h handler) sheet(o opened, draft page.Draft, status int) (*api.Response, error) {
	return html(status, func(w io.Writer) error { return h.pages.Answer(w, h.view(o), draft) })
}

func (h handler) view(o opened) page.View {
	grantee, _ := o.program.Grantee(o.record.State.Grantee)
	return page.Of(page.Input{
		State: o.record.State, Events: o.record.Events, Now: h.desk.Now(), Rules: o.program.Rules(),
		ProgramName: o.program.Name, GranteePhone: grantee.Phone, Language: o.language(),
	})
}

func (h handler) links(ctx context.Context) (*link.Links, error) {
	keys, err := h.keys.Keyring(ctx)
	if err != nil {
		return nil, err
	}
	return link.New(keys), nil
}
