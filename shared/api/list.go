package api

import (
	"strconv"

	"github.com/referral-tool/referrals/shared/referral"
)

const (
	defaultLimit = 50
	maxLimit     = 100
)

// Page is a page of a list. A filtered page may be short, even empty, while there is a next cursor.
type Page[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"nextCursor,omitempty"`
}

// List is a page with 200. Without items it says so with an empty list, never null.
func List[T any](items []T, nextCursor string) *Response {
	if items == nil {
		items = []T{}
	}
	return OK(Page[T]{Items: items, NextCursor: nextCursor})
}

// Limit is how many items the caller wants on a page: 1 to 100, 50 when they do not say.
func (r *Request) Limit() (int, error) {
	text := r.Query("limit")
	if text == "" {
		return defaultLimit, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 1 || limit > maxLimit {
		var wrong referral.Problems
		wrong.Add("limit", "Use a number from 1 to %d.", maxLimit)
		return 0, wrong.Err()
	}
	return limit, nil
}
