package main

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestEndOfTheParentIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var parent atomic.Int64
		parent.Store(100)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go watchParent(ctx, func() int { return int(parent.Load()) }, cancel)
		time.Sleep(time.Hour)
		if ctx.Err() != nil {
			t.Fatal("it was given up while its parent lived")
		}
		parent.Store(1)
		time.Sleep(2 * parentInterval)
		if ctx.Err() == nil {
			t.Error("the parent is gone, and nobody noticed")
		}
	})
}
