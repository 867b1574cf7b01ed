// Package demo loads the demonstration's customers and partners, through the public API and as the personas would, so
// that what one sees is what the system itself made of it.
package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// File is the demo grantee, below the repository's root. The dashboard's test reads the same file.
const File = "testdata/programs/demo-dashboard.json"

const (
	group       = "CEJA/FEJA Programs" // the group that the guide names
	integration = "integration"        // the persona that loads
	parallel    = 4                    // requests under way at a time
)

// Loader loads the demo.
type Loader struct {
	File string // the demo grantee
	API  Client
}

// Load puts the organizations, their contacts and the customers of both grantees. All have ids of their own, so that
// loading again changes nothing.
func (l Loader) Load(ctx context.Context, progress func(string)) error {
	grantee, err := read(l.File)
	if err != nil {
		return fmt.Errorf("the demo: %w", err)
	}
	progress(fmt.Sprintf("Loading the demo: %d organizations, %d customers",
		len(grantee.Organizations), len(grantee.Customers)+len(secondGrantee)))
	if err := l.putAll(ctx, grantee.organizations()); err != nil {
		return err
	}
	// A contact needs its organization.
	if err := l.putAll(ctx, grantee.contacts()); err != nil {
		return err
	}
	return l.putAll(ctx, append(grantee.customers(), secondCustomers()...))
}

// put is one thing to load.
type put struct {
	path string
	body any
}

func (l Loader) putAll(ctx context.Context, puts []put) error {
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(parallel)
	for _, p := range puts {
		tasks.Go(func() error { return l.API.put(ctx, integration, p) })
	}
	return tasks.Wait()
}

func read(file string) (*grantee, error) {
	content, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	g := &grantee{}
	return g, json.Unmarshal(content, g)
}
