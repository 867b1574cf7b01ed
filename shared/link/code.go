package link

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// A sensitive referral's link opens nothing by itself: a six-digit code goes to the contact's address on file, and
// opens the page for the browser that it is typed into. Neither the code nor that browser's pass is stored: both are
// made of the link and a key.

const (
	codePurpose = "partner-code"
	passPurpose = "partner-pass"
	codeSpan    = 1_000_000
	passSize    = 1 + 8 + sha256.Size // bytes: key version, end, MAC
)

// errNoKey reports that the current key is missing.
var errNoKey = errors.New("link: there is no key of the current version")

// Code is the six-digit code for a link and the nonce of one request for a code.
func (l *Links) Code(link Link, nonce string) (string, error) {
	sum, known := l.sum(codePurpose, l.keys.Current(), link, nonce)
	if !known {
		return "", errNoKey
	}
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%codeSpan), nil
}

// Pass lets a browser into which the code was typed see the link's page until then.
func (l *Links) Pass(link Link, until time.Time) (string, error) {
	version := l.keys.Current()
	pass := binary.BigEndian.AppendUint64([]byte{version}, uint64(until.Unix()))
	sum, known := l.sum(passPurpose, version, link, string(pass))
	if !known {
		return "", errNoKey
	}
	return alphabet.EncodeToString(append(pass, sum...)), nil
}

// Passes reports whether a browser's pass is for this link and valid at now.
func (l *Links) Passes(link Link, pass string, now time.Time) bool {
	if len(pass) != alphabet.EncodedLen(passSize) { // decoding skips line ends, however strict
		return false
	}
	raw, err := alphabet.DecodeString(pass)
	if err != nil || len(raw) != passSize {
		return false
	}
	sum, known := l.sum(passPurpose, raw[0], link, string(raw[:9]))
	return known && hmac.Equal(sum, raw[9:]) && now.Unix() < int64(binary.BigEndian.Uint64(raw[1:9]))
}

// sum authenticates a link together with what belongs to it.
func (l *Links) sum(purpose string, version byte, link Link, with string) ([]byte, bool) {
	key, known := l.keys.Key(version, purpose)
	if !known {
		return nil, false
	}
	h := hmac.New(sha256.New, key)
	fmt.Fprintf(h, "%d|%s|%d|%s", link.Ordinal, link.Referral, link.Send, with)
	return h.Sum(nil), true
}
