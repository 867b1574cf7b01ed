package link_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/link"
)

var first = link.Link{Ordinal: 1, Referral: "01938f3c-7a1b-7c2d-8e3f-4a5b6c7d8e9f", Send: 1}

func TestToken_RoundTrip(t *testing.T) {
	links := link.New(keys{current: 1, known: "\x01"})
	for _, want := range []link.Link{
		first,
		{Ordinal: 2, Referral: "00000000-0000-0000-0000-000000000000", Send: 2},
		{Ordinal: 255, Referral: "ffffffff-ffff-ffff-ffff-ffffffffffff", Send: 65535},
	} {
		if got, ok := links.Parse(token(t, links, want)); !ok || got != want {
			t.Errorf("got %+v, %t; want %+v", got, ok, want)
		}
	}
}

// Links on their way must work after each release: this token, made by another implementation, never changes.
func TestToken_Written(t *testing.T) {
	const want = "AQEBk488eht8LY4_SltsfY6fAAHE2RE-FnLEPd-TY6DszXamy0ZC2P0Y"
	links := link.New(keys{current: 1, known: "\x01"})
	if got := token(t, links, first); got != want {
		t.Errorf("token is %s, want %s", got, want)
	}
	if got, ok := links.Parse(want); !ok || got != first {
		t.Errorf("got %+v, %t; want %+v", got, ok, first)
	}
}

// Mail, reminder and retry make the same link again.
func TestToken_Same(t *testing.T) {
	a := token(t, link.New(keys{current: 1, known: "\x01"}), first)
	b := token(t, link.New(keys{current: 1, known: "\x01"}), first)
	if a != b {
		t.Errorf("tokens of one link are %s and %s", a, b)
	}
}

func TestToken_Refuses(t *testing.T) {
	tests := map[string]link.Link{
		"NoReferral":          {Ordinal: 1, Send: 1},
		"NotAUUID":            {Ordinal: 1, Referral: "R-7K3F-9QXM", Send: 1},
		"UUIDInAnotherForm":   {Ordinal: 1, Referral: strings.ToUpper(first.Referral), Send: 1},
		"UUIDWithoutHyphens":  {Ordinal: 1, Referral: strings.ReplaceAll(first.Referral, "-", ""), Send: 1},
		"NeverSent":           {Ordinal: 1, Referral: first.Referral},
		"SendBelowZero":       {Ordinal: 1, Referral: first.Referral, Send: -1},
		"MoreSendsThanFit":    {Ordinal: 1, Referral: first.Referral, Send: 65536},
		"SendsThatWrapAround": {Ordinal: 1, Referral: first.Referral, Send: 65537},
	}
	for name, l := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := link.New(keys{current: 1, known: "\x01"}).Token(l); err == nil {
				t.Errorf("token is %s, want an error", got)
			}
		})
	}
	if got, err := link.New(keys{current: 2, known: "\x01"}).Token(first); err == nil {
		t.Errorf("token without a key is %s, want an error", got)
	}
}

// Every bit counts: of the version, of the parts, of the code.
func TestParse_RefusesEveryBitFlip(t *testing.T) {
	links := link.New(keys{current: 1, known: "\x00\x01\x02\x03\x05\x09\x11\x21\x41\x81"})
	raw, err := base64.RawURLEncoding.DecodeString(token(t, links, first))
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) != 42 {
		t.Fatalf("a token has %d bytes, want 42", len(raw))
	}
	for bit := range len(raw) * 8 {
		raw[bit/8] ^= 1 << (bit % 8)
		if got, ok := links.Parse(base64.RawURLEncoding.EncodeToString(raw)); ok {
			t.Errorf("with bit %d flipped it is %+v", bit, got)
		}
		raw[bit/8] ^= 1 << (bit % 8)
	}
}

func TestParse_Rotation(t *testing.T) {
	old := token(t, link.New(keys{current: 1, known: "\x01"}), first)
	rotated := link.New(keys{current: 2, known: "\x01\x02"})
	t.Run("OldKeyStillOpens", func(t *testing.T) {
		if got, ok := rotated.Parse(old); !ok || got != first {
			t.Errorf("got %+v, %t", got, ok)
		}
	})
	t.Run("NewKeyMakesAnother", func(t *testing.T) {
		made := token(t, rotated, first)
		if got, ok := rotated.Parse(made); made == old || !ok || got != first {
			t.Errorf("token %s (before %s) is %+v, %t", made, old, got, ok)
		}
	})
	t.Run("UnknownVersion", func(t *testing.T) {
		if _, ok := link.New(keys{current: 2, known: "\x02"}).Parse(old); ok {
			t.Error("a token of a key that is gone was accepted")
		}
	})
	t.Run("OtherSecretOfTheSameVersion", func(t *testing.T) {
		if _, ok := link.New(keys{current: 1, known: "\x01", salt: "other"}).Parse(old); ok {
			t.Error("a token of another secret was accepted")
		}
	})
}

func TestParse_RefusesOtherSpellings(t *testing.T) {
	links := link.New(keys{current: 1, known: "\x01"})
	good := tokenWith(t, links, "-_") // a token in which the alphabets differ
	tests := map[string]string{
		"Empty":            "",
		"Padding":          good + "=",
		"PaddingOfFour":    good + "====",
		"SpaceBefore":      " " + good,
		"SpaceAfter":       good + " ",
		"LineBreakAfter":   good + "\n",
		"LineBreakWithin":  good[:20] + "\n" + good[20:],
		"LineBreakInstead": good[:20] + "\n" + good[21:],
		"StandardAlphabet": strings.NewReplacer("-", "+", "_", "/").Replace(good),
		"PercentEncoded":   strings.Replace(good, "_", "%5F", 1),
		"TooShort":         good[:len(good)-1],
		"TooLong":          good + "A",
		"Twice":            good + good,
		"OtherCase":        strings.ToLower(good),
		"NotASCII":         "ä" + good[2:],
		"ZeroByte":         good[:55] + "\x00",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if got, ok := links.Parse(text); ok {
				t.Errorf("%q is %+v", text, got)
			}
		})
	}
}

// One of every 64 endings is the token itself: no other last character may open it, as happens where a decoder drops
// idle bits.
func TestParse_OneSpelling(t *testing.T) {
	links := link.New(keys{current: 1, known: "\x01"})
	good := token(t, links, first)
	const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for _, c := range characters {
		text := good[:len(good)-1] + string(c)
		if _, ok := links.Parse(text); ok != (text == good) {
			t.Errorf("%s is accepted: %t", text, ok)
		}
	}
}

func FuzzParse(f *testing.F) {
	links := link.New(keys{current: 1, known: "\x01"})
	good, err := links.Token(first)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("")
	f.Add(good + "=")
	f.Add(strings.Repeat("A", len(good)))
	f.Fuzz(func(t *testing.T, text string) {
		l, ok := links.Parse(text)
		if !ok {
			return
		}
		if again, err := links.Token(l); err != nil || again != text {
			t.Errorf("%q opens %+v, whose token is %q (%v)", text, l, again, err)
		}
	})
}

// keys has a fixed key for each version in known.
type keys struct {
	current byte
	known   string
	salt    string
}

func (k keys) Current() byte { return k.current }

func (k keys) Key(version byte, purpose string) ([]byte, bool) {
	return []byte(k.salt + purpose + string(rune('a'+version))), strings.IndexByte(k.known, version) >= 0
}

func token(t *testing.T, links *link.Links, l link.Link) string {
	t.Helper()
	text, err := links.Token(l)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// tokenWith looks through the sends of a referral for a token that has all the given characters.
func tokenWith(t *testing.T, links *link.Links, characters string) string {
	t.Helper()
search:
	for send := 1; send < 1000; send++ {
		text := token(t, links, link.Link{Ordinal: first.Ordinal, Referral: first.Referral, Send: send})
		for _, c := range characters {
			if !strings.ContainsRune(text, c) {
				continue search
			}
		}
		return text
	}
	t.Fatalf("no token holds all of %q", characters)
	return ""
}
