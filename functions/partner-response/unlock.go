package main

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/page"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// A browser that was given the code keeps a pass for this link, so that a forwarded link alone opens nothing.
const (
	passCookie = "pass"
	passLife   = 30 * time.Minute
)

// lock is all that a sensitive referral shows before the code: the reference and the referring organization.
func (h handler) lock(r *api.Request, o opened, l page.Lock, status int) (*api.Response, error) {
	s := o.record.State
	grantee, _ := o.program.Grantee(s.Grantee)
	l.Language, l.Reference, l.Grantee, l.GranteePhone, l.Path = o.language(), s.Reference, s.GranteeName, grantee.Phone, o.path
	if wantsPage(r) {
		return html(status, func(w io.Writer) error { return h.pages.Locked(w, l) })
	}
	return private(api.JSON(status, map[string]any{
		"locked": true, "reference": s.Reference, "grantee": page.Grantee{Name: s.GranteeName, Phone: grantee.Phone},
	})), nil
}

// mailCode sends a code to the contact's address on file.
func (h handler) mailCode(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	typed, err := typedBefore(r)
	switch {
	case err != nil:
		return nil, err
	case !o.locked:
		return h.openAgain(o, typed)
	}
	cmd := referral.Command{ID: h.desk.NewID(), At: h.desk.Clock(), Rules: o.program.Rules()}
	err = h.desk.Store.IssueCode(ctx, cmd, o.record.State)
	var refused *referral.Error
	switch {
	case errors.As(err, &refused) && refused.Kind == referral.TooMany && wantsPage(r):
		return h.lock(r, o, page.Lock{Problem: page.CodesTooMany, Typed: typed}, http.StatusTooManyRequests)
	case err != nil:
		return nil, err
	case wantsPage(r) && len(typed) == 0:
		return private(api.SeeOther(o.path + "?code=sent")), nil
	}
	return h.lock(r, o, page.Lock{CodeSent: true, Typed: typed}, http.StatusAccepted)
}

// unlock opens the page for the browser that the code was typed into.
func (h handler) unlock(ctx context.Context, r *api.Request, o opened) (*api.Response, error) {
	typed, err := typedBefore(r)
	switch {
	case err != nil:
		return nil, err
	case !o.locked:
		return h.openAgain(o, typed)
	}
	code, err := typedCode(r)
	if err != nil {
		return nil, err
	}
	if code == "" && wantsPage(r) { // a button pressed too early is no guess
		return h.lock(r, o, page.Lock{Problem: page.CodeMissing, Typed: typed}, http.StatusUnprocessableEntity)
	}
	right, err := h.tryCode(ctx, o, code)
	switch {
	case err != nil:
		return nil, err
	case !right && wantsPage(r):
		return h.lock(r, o, page.Lock{Problem: page.CodeWrong, Typed: typed}, http.StatusUnprocessableEntity)
	case !right:
		return nil, store.WrongCode()
	}
	cookie, err := h.pass(ctx, o)
	if err != nil {
		return nil, err
	}
	if wantsPage(r) {
		again, err := h.openAgain(o, typed)
		if err != nil {
			return nil, err
		}
		return again.WithCookie(cookie), nil
	}
	return private(api.OK(h.view(o))).WithCookie(cookie), nil
}

func typedCode(r *api.Request) (string, error) {
	if r.MediaType() == "application/json" {
		var body struct {
			Code string `json:"code"`
		}
		err := r.Decode(&body)
		return digits(body.Code), err
	}
	form, err := r.Form()
	return digits(form.Get("code")), err
}

// digits is a code without the spaces that people put into it.
func digits(typed string) string { return strings.Join(strings.Fields(typed), "") }

// tryCode compares what was typed with the code that was mailed last. Every try counts, right or wrong. A code that was
// never sent, has run out or was tried too often is not right, and nobody learns which of these it is.
func (h handler) tryCode(ctx context.Context, o opened, typed string) (right bool, err error) {
	nonce, err := h.desk.Store.TryCode(ctx, o.record.State, h.desk.Clock())
	var refused *referral.Error
	switch {
	case errors.As(err, &refused) && refused.Kind == referral.Invalid:
		return false, nil
	case err != nil:
		return false, err
	}
	links, err := h.links(ctx)
	if err != nil {
		return false, err
	}
	code, err := links.Code(o.link, nonce)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(code), []byte(typed)) == 1, nil
}

// pass is the cookie, bound to the link. Browsers send it over https only, except where the system itself is reached
// without it, on one machine.
func (h handler) pass(ctx context.Context, o opened) (*http.Cookie, error) {
	links, err := h.links(ctx)
	if err != nil {
		return nil, err
	}
	until := h.desk.Now().Add(passLife)
	value, err := links.Pass(o.link, until)
	if err != nil {
		return nil, err
	}
	return &http.Cookie{
		Name: passCookie, Value: value, Path: o.path, Expires: until, MaxAge: int(passLife.Seconds()),
		HttpOnly: true, Secure: h.secure, SameSite: http.SameSiteLaxMode,
	}, nil
}
