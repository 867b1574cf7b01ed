package main

import (
	"context"
	"net/http"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/page"
)

// font is a font of the page. Its name holds a hash of its content, so a browser never asks for it again.
func (h handler) font(_ context.Context, r *api.Request) (*api.Response, error) {
	name, err := r.Path("name")
	if err != nil {
		return nil, err
	}
	font, known := page.Font(name)
	if !known {
		return nil, desk.Unknown("font")
	}
	return api.Raw(http.StatusOK, "font/woff2", font).With("Cache-Control", "public, max-age=31536000, immutable"), nil
}
