package desk

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/store"
)

// ReadPage reads one page of a list from a position.
type ReadPage[T any] func(from store.Position, limit int) (store.Page[T], error)

// List answers with the page that the request asks for. Its cursor is sealed, and bound to the caller's list and to
// the filters.
func List[T any](ctx context.Context, r *api.Request, cursors *api.Cursors, read ReadPage[T], filters ...string) (*api.Response, error) {
	limit, err := r.Limit()
	if err != nil {
		return nil, err
	}
	scope := r.CursorScope(filters...)
	from, err := cursors.Open(ctx, scope, r.Query("cursor"))
	if err != nil {
		return nil, err
	}
	page, err := read(store.Position(from), limit)
	if err != nil {
		return nil, err
	}
	next := ""
	if page.Next != "" {
		if next, err = cursors.Seal(ctx, scope, []byte(page.Next)); err != nil {
			return nil, err
		}
	}
	return api.List(page.Items, next), nil
}

// All reads a whole list, page after page of up to a megabyte, for CSV.
func All[T any](read ReadPage[T]) ([]T, error) {
	var items []T
	var from store.Position
	for {
		page, err := read(from, store.Whole)
		if err != nil {
			return nil, err
		}
		items = append(items, page.Items...)
		if page.Next == "" {
			return items, nil
		}
		from = page.Next
	}
}
