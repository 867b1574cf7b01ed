// Package link makes and reads the keyed tokens of the partners' links. Nothing of a token is stored: the mail, its
// reminder and a retry make the same one again, and a made-up token is told apart before any database request.
package link

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/google/uuid"
)

// Link is what a token says: the send of a referral whose mail carries it.
type Link struct {
	Ordinal  byte   // of the program
	Referral string // id, a UUID
	Send     int    // 1 for the first send; a resend makes another link, and the old one dead
}

// Keys are the secret keys that tokens are made with, by version.
type Keys interface {
	// Current is the version of the key for new tokens.
	Current() byte
	// Key is the key of a version for a purpose; false when there is none of that version.
	Key(version byte, purpose string) ([]byte, bool)
}

// The parts of a token and their sizes in bytes. 42 bytes are 56 characters without padding or idle bits, so that a
// token has one spelling.
const (
	versionAt   = 0
	ordinalAt   = 1
	referralAt  = 2
	sendAt      = referralAt + 16
	macAt       = sendAt + 2
	macSize     = 22 // of HMAC-SHA-256's 32: 176 bits
	tokenSize   = macAt + macSize
	tokenLength = tokenSize / 3 * 4
)

// purpose separates the links' keys from those for other purposes.
const purpose = "partner-link"

// alphabet is strict: idle bits, if the size ever leaves some, must be zero.
var alphabet = base64.RawURLEncoding.Strict()

// Links makes and reads tokens. It is safe for concurrent use if its Keys are.
type Links struct {
	keys Keys
}

// New makes links with the given keys.
func New(keys Keys) *Links { return &Links{keys: keys} }

// Token is the link's token under the current key, 56 characters of A-Z, a-z, 0-9, '-' and '_'. The same link has the
// same token until the key changes. An error says what part of the link does not fit into a token, or that the key is
// missing.
func (l *Links) Token(link Link) (string, error) {
	id, err := uuid.Parse(link.Referral)
	if err != nil || id.String() != link.Referral {
		return "", fmt.Errorf("link: referral id %q is not a UUID in its usual form", link.Referral)
	}
	if link.Send < 1 || link.Send > math.MaxUint16 {
		return "", fmt.Errorf("link: send number %d is not 1 to %d", link.Send, math.MaxUint16)
	}
	token := make([]byte, macAt, tokenSize)
	token[versionAt], token[ordinalAt] = l.keys.Current(), link.Ordinal
	copy(token[referralAt:], id[:])
	binary.BigEndian.PutUint16(token[sendAt:], uint16(link.Send))
	mac, known := l.mac(token)
	if !known {
		return "", fmt.Errorf("link: there is no key of the current version %d", token[versionAt])
	}
	return alphabet.EncodeToString(append(token, mac...)), nil
}

// Parse reads a token that any of the keys made; false for every other text. The referral decides
// whether the link still opens anything.
func (l *Links) Parse(token string) (Link, bool) {
	if len(token) != tokenLength { // before decoding, which would skip line breaks
		return Link{}, false
	}
	raw, err := alphabet.DecodeString(token)
	if err != nil || len(raw) != tokenSize {
		return Link{}, false
	}
	mac, known := l.mac(raw[:macAt])
	if !known || !hmac.Equal(mac, raw[macAt:]) {
		return Link{}, false
	}
	id := uuid.UUID(raw[referralAt:sendAt])
	return Link{
		Ordinal:  raw[ordinalAt],
		Referral: id.String(),
		Send:     int(binary.BigEndian.Uint16(raw[sendAt:])),
	}, true
}

// mac is the authentication code of a token's other parts, under the key whose version they contain.
func (l *Links) mac(parts []byte) ([]byte, bool) {
	key, known := l.keys.Key(parts[versionAt], purpose)
	if !known {
		return nil, false
	}
	h := hmac.New(sha256.New, key)
	h.Write(parts)
	return h.Sum(nil)[:macSize], true
}
