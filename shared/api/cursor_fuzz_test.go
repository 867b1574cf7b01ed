package api_test

import (
	"bytes"
	"context"
	"testing"
)

// FuzzSeal: what was sealed for a list opens for it, and for no other.
func FuzzSeal(f *testing.F) {
	c := cursors(before)
	f.Add("this list", "other list", []byte("last#jones"))
	f.Add("", "a", []byte{})
	f.Fuzz(func(t *testing.T, scope, other string, payload []byte) {
		ctx := context.Background()
		sealed, err := c.Seal(ctx, scope, payload)
		if err != nil {
			t.Fatal(err)
		}
		if opened, err := c.Open(ctx, scope, sealed); err != nil || !bytes.Equal(opened, payload) {
			t.Errorf("%q came back as %q, %v", payload, opened, err)
		}
		if _, err := c.Open(ctx, other, sealed); err == nil && other != scope {
			t.Errorf("a cursor of %q opens %q", scope, other)
		}
	})
}
