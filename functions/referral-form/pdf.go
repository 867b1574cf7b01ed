package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// pdf is the form as it was sent: the newest version, or the one that is asked for.
func (h handler) pdf(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, id, err := h.desk.Named(r)
	if err != nil {
		return nil, err
	}
	version, err := versionOf(r)
	if err != nil {
		return nil, err
	}
	state, pdf, err := h.desk.Store.PDF(ctx, p.Key, id, version)
	if err != nil {
		return nil, err
	}
	if err := readable(r.Caller, state); err != nil {
		return nil, err
	}
	if pdf == nil {
		return nil, desk.Unknown("PDF")
	}
	if err := h.desk.RecordAccess(ctx, r, p, state.Customer.ID, id, store.SawPDF); err != nil {
		return nil, err
	}
	return api.Raw(http.StatusOK, "application/pdf", pdf).
		With("Content-Disposition", fmt.Sprintf(`inline; filename="%s.pdf"`, state.Reference)), nil
}

// versionOf is the version that the query asks for; 0 for the newest.
func versionOf(r *api.Request) (int, error) {
	text := r.Query("version")
	if text == "" {
		return 0, nil
	}
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 || version > mostVersions {
		var wrong referral.Problems
		wrong.Add("version", "Use the number of one of the form's versions.")
		return 0, wrong.Err()
	}
	return version, nil
}

// mostVersions is the highest version that fits into a key.
const mostVersions = 9999
