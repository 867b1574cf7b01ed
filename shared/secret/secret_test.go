package secret_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/secret"
)

const (
	first  = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	second = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
)

func TestKeyring(t *testing.T) {
	one, err := secret.Parse(`{"version":"1","key1":"` + first + `"}`)
	if err != nil {
		t.Fatal(err)
	}
	both, err := secret.Parse(`{"version":"2","key1":"` + first + `","key2":"` + second + `"}`)
	if err != nil {
		t.Fatal(err)
	}
	key := func(ring *secret.Keyring, version byte, purpose string) []byte {
		t.Helper()
		k, known := ring.Key(version, purpose)
		if !known || len(k) != 32 {
			t.Fatalf("version %d, %s: %d bytes, %v", version, purpose, len(k), known)
		}
		return k
	}
	if one.Current() != 1 || both.Current() != 2 {
		t.Errorf("current: %d, %d", one.Current(), both.Current())
	}
	// Links that are out there must outlive every release: the derivation is fixed.
	const link = "357e88f76df82e8d4638b2188d1db7e7d10d624e754a2675d24d88995249769d"
	if got := hex.EncodeToString(key(one, 1, "link")); got != link {
		t.Errorf("the key of links has changed: %s", got)
	}
	if !bytes.Equal(key(one, 1, "link"), key(both, 1, "link")) {
		t.Error("a rotation changes the first key")
	}
	if bytes.Equal(key(both, 1, "link"), key(both, 2, "link")) || bytes.Equal(key(both, 1, "link"), key(both, 1, "cursor")) {
		t.Error("two keys are one")
	}
	for _, version := range []byte{0, 2, 255} {
		if _, known := one.Key(version, "link"); known {
			t.Errorf("there is a key %d", version)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"Empty": "", "NotJSON": "marker", "NoVersion": `{"key1":"` + first + `"}`, "NoKey": `{"version":"1"}`,
		"MissingKey": `{"version":"2","key1":"` + first + `"}`, "ShortKey": `{"version":"1","key1":"marker"}`,
		"VersionZero": `{"version":"0","key0":"` + first + `"}`, "VersionTooHigh": `{"version":"256","key256":"` + first + `"}`,
		"TwoSpellings":  `{"version":"1","key1":"` + first + `","key01":"` + second + `"}`,
		"NumberForText": `{"version":1,"key1":"marker` + first + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := secret.Parse(text)
			if err == nil {
				t.Fatal("taken")
			}
			if strings.Contains(err.Error(), "marker") || strings.Contains(err.Error(), first) {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
}

func TestSource(t *testing.T) {
	calls := 0
	source := secret.NewSource(func(context.Context) (string, error) {
		calls++
		switch calls {
		case 1:
			return "", errors.New("throttled")
		case 2:
			return "not JSON", nil
		}
		return `{"version":"1","key1":"` + first + `"}`, nil
	})
	for want := range 2 {
		if _, err := source.Keyring(t.Context()); err == nil || calls != want+1 {
			t.Fatalf("call %d: %v", calls, err)
		}
	}
	ring, err := source.Keyring(t.Context())
	if err != nil {
		t.Fatalf("a failure was kept: %v", err)
	}
	again, err := source.Keyring(t.Context())
	if err != nil || again != ring || calls != 3 {
		t.Errorf("fetched %d times, %v", calls, err)
	}
}

// A running function learns of a rotation, and outlives a time in which nothing can be fetched.
func TestSourceFetchesAgain(t *testing.T) {
	now := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	stored, failing := `{"version":"1","key1":"`+first+`"}`, false
	source := secret.NewSource(func(context.Context) (string, error) {
		if failing {
			return "", errors.New("throttled")
		}
		return stored, nil
	})
	source.Now = func() time.Time { return now }
	version := func() byte {
		t.Helper()
		ring, err := source.Keyring(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return ring.Current()
	}
	if version() != 1 {
		t.Fatal("the first version is not 1")
	}
	stored = `{"version":"2","key1":"` + first + `","key2":"` + second + `"}`
	if now = now.Add(secret.KeptFor - time.Second); version() != 1 {
		t.Error("fetched again too early")
	}
	failing = true
	if now = now.Add(2 * time.Second); version() != 1 {
		t.Error("a failure took the keyring away")
	}
	failing = false
	if version() != 1 {
		t.Error("a fetch that failed is tried again at once")
	}
	if now = now.Add(time.Minute); version() != 2 {
		t.Error("the rotation is never learned of")
	}
}
