package api_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/secret"
)

func cursors(stored string) *api.Cursors {
	return api.NewCursors(secret.NewSource(func(context.Context) (string, error) { return stored, nil }))
}

var (
	key1    = strings.Repeat("1", 64)
	key2    = strings.Repeat("2", 64)
	before  = `{"version":"1","key1":"` + key1 + `"}`
	rotated = `{"version":"2","key1":"` + key1 + `","key2":"` + key2 + `"}`
	retired = `{"version":"2","key2":"` + key2 + `"}`
)

func TestCursors(t *testing.T) {
	ctx := context.Background()
	c := cursors(before)
	cursor, err := c.Seal(ctx, "scope", []byte("last#jones"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("OK", func(t *testing.T) {
		payload, err := c.Open(ctx, "scope", cursor)
		if err != nil || string(payload) != "last#jones" {
			t.Errorf("got %q, %v", payload, err)
		}
	})
	t.Run("Beginning", func(t *testing.T) {
		if payload, err := c.Open(ctx, "scope", ""); payload != nil || err != nil {
			t.Errorf("got %q, %v", payload, err)
		}
	})
	t.Run("TellsNothing", func(t *testing.T) {
		sealed, _ := base64.RawURLEncoding.DecodeString(cursor)
		if again, _ := c.Seal(ctx, "scope", []byte("last#jones")); again == cursor || strings.Contains(string(sealed), "jones") {
			t.Error("the cursor can be read, or told to be the same")
		}
	})
	t.Run("AfterRotation", func(t *testing.T) {
		if payload, err := cursors(rotated).Open(ctx, "scope", cursor); err != nil || string(payload) != "last#jones" {
			t.Errorf("got %q, %v", payload, err)
		}
	})
	t.Run("ErrKeyRetired", func(t *testing.T) {
		if _, err := cursors(retired).Open(ctx, "scope", cursor); api.Status(err) != 400 {
			t.Errorf("got %v", err)
		}
	})
	t.Run("ErrOtherScope", func(t *testing.T) {
		if _, err := c.Open(ctx, "other", cursor); api.Status(err) != 400 {
			t.Errorf("got %v", err)
		}
	})
	t.Run("ErrEveryBitCounts", func(t *testing.T) {
		sealed, _ := base64.RawURLEncoding.DecodeString(cursor)
		for i := range len(sealed) * 8 {
			flipped := append([]byte(nil), sealed...)
			flipped[i/8] ^= 1 << (i % 8)
			if _, err := c.Open(ctx, "scope", base64.RawURLEncoding.EncodeToString(flipped)); api.Status(err) != 400 {
				t.Fatalf("bit %d: %v", i, err)
			}
		}
	})
	for _, text := range []string{"x", "AQ", "AQAA", cursor + "=", cursor + "\n", "%%", cursor[:len(cursor)-2]} {
		t.Run("ErrMalformed", func(t *testing.T) {
			if _, err := c.Open(ctx, "scope", text); api.Status(err) != 400 {
				t.Errorf("%q: %v", text, err)
			}
		})
	}
	t.Run("ErrNoKeys", func(t *testing.T) {
		broken := api.NewCursors(secret.NewSource(func(context.Context) (string, error) { return "", errors.New("down") }))
		if _, err := broken.Seal(ctx, "scope", nil); api.Status(err) != 500 {
			t.Errorf("got %v", err)
		}
	})
}

func TestCursorScope(t *testing.T) {
	scope := func(filters []string, change ...func(*events.APIGatewayV2HTTPRequest)) (scope string) {
		inside(t, event("GET /v1/things", change...), func(_ context.Context, r *api.Request) error {
			scope = r.CursorScope(filters...)
			return nil
		})
		return scope
	}
	first := scope([]string{"a", "b"})
	if first != scope([]string{"a", "b"}) {
		t.Error("the scope of one list differs")
	}
	others := map[string]string{
		"Filter":       scope([]string{"a", "c"}),
		"FilterBounds": scope([]string{"ab", ""}),
		"Program":      scope([]string{"a", "b"}, withClaim("program", "ks-dcf")),
		"Organization": scope([]string{"a", "b"}, withClaim("organization", "prairie-works")),
		"Role":         scope([]string{"a", "b"}, withClaim("role", "program-admin")),
		"Route":        scope([]string{"a", "b"}, func(e *events.APIGatewayV2HTTPRequest) { e.RouteKey = "GET /v1/others" }),
		"Path":         scope([]string{"a", "b"}, func(e *events.APIGatewayV2HTTPRequest) { e.RawPath = "/v1/things/2" }),
	}
	for name, other := range others {
		if other == first {
			t.Errorf("%s does not count", name)
		}
	}
}

// FuzzCursor: no text that was not sealed opens.
func FuzzCursor(f *testing.F) {
	c := cursors(before)
	sealed, err := c.Seal(context.Background(), "other list", []byte("payload"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add("")
	f.Add("AQ")
	f.Fuzz(func(t *testing.T, text string) {
		payload, err := c.Open(context.Background(), "this list", text)
		if payload != nil || text != "" && api.Status(err) != 400 {
			t.Errorf("%q: %q, %v", text, payload, err)
		}
	})
}
