package main

import (
	"context"
	"time"
)

// parentInterval is how soon the end of the parent is noticed.
const parentInterval = 200 * time.Millisecond

// watchParent calls gone when the parent is another than at first. A SIGTERM to "go run" ends that process alone and
// leaves this one behind, with nobody to stop it.
func watchParent(ctx context.Context, parent func() int, gone func()) {
	first := parent()
	ticker := time.NewTicker(parentInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if parent() != first {
				gone()
				return
			}
		}
	}
}
