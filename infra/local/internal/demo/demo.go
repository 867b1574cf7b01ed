// Package demo loads the demonstration: the guide's own grantee and a second one, so that what one sees is what the
// system itself made of it.
package demo

import (
	"context"

	"golang.org/x/sync/errgroup"
)

const parallel = 4 // requests under way at a time

// Loader loads what is loaded through the public API, as the personas would.
type Loader struct {
	API Client
}

// Load puts it. All has ids of its own, so that loading again changes nothing.
func (l Loader) Load(context.Context, func(string)) error { return nil }

// put is one thing to load.
type put struct {
	path string
	body any
}

func (l Loader) putAll(ctx context.Context, persona string, puts []put) error {
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(parallel)
	for _, p := range puts {
		tasks.Go(func() error { return l.API.put(ctx, persona, p) })
	}
	return tasks.Wait()
}
