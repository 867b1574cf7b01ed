package api

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/secret"
)

const cursorPurpose = "cursor"

// Cursors seal where a list continues. A cursor holds keys of the table, with names in them: it is encrypted, and bound
// to the list that it was made for.
type Cursors struct {
	keys *secret.Source
}

// NewCursors takes the keys to seal with.
func NewCursors(keys *secret.Source) *Cursors { return &Cursors{keys: keys} }

// Seal makes a cursor of a payload: base64url of the key version, a nonce, and the payload under AES-256-GCM.
func (c *Cursors) Seal(ctx context.Context, scope string, payload []byte) (string, error) {
	ring, err := c.keys.Keyring(ctx)
	if err != nil {
		return "", err
	}
	version := ring.Current()
	aead, err := aeadOf(ring, version)
	if err != nil {
		return "", err
	}
	sealed := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(payload)+aead.Overhead())
	sealed[0] = version
	nonce := sealed[1:]
	rand.Read(nonce) // never fails: it ends the process instead
	return base64.RawURLEncoding.EncodeToString(aead.Seal(sealed, nonce, payload, []byte(scope))), nil
}

// Open is the payload of a cursor; nil for the empty cursor, the beginning of a list. Malformed when it was made for
// another list or not by us.
func (c *Cursors) Open(ctx context.Context, scope, cursor string) ([]byte, error) {
	if cursor == "" {
		return nil, nil
	}
	foreign := referral.Errorf(referral.Malformed, "This cursor does not belong to this list. Start again without one.")
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(sealed) == 0 || strings.ContainsAny(cursor, "\r\n") { // even strict decoding skips line ends
		return nil, foreign
	}
	ring, err := c.keys.Keyring(ctx)
	if err != nil {
		return nil, err
	}
	if _, known := ring.Key(sealed[0], cursorPurpose); !known {
		return nil, foreign
	}
	aead, err := aeadOf(ring, sealed[0])
	if err != nil {
		return nil, err
	}
	if len(sealed) < 1+aead.NonceSize() {
		return nil, foreign
	}
	nonce, box := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	payload, err := aead.Open(nil, nonce, box, []byte(scope))
	if err != nil {
		return nil, foreign
	}
	return payload, nil
}

func aeadOf(ring *secret.Keyring, version byte) (cipher.AEAD, error) {
	key, known := ring.Key(version, cursorPurpose)
	if !known {
		return nil, fmt.Errorf("there is no key of version %d", version)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// CursorScope is what a cursor of this list is bound to: the caller's program, organization and role, the path, and
// the values of the filters, always given in the same order.
func (r *Request) CursorScope(filters ...string) string {
	return hash(append([]string{
		r.Caller.Program, r.Caller.Organization, string(r.Caller.Role), r.event.RouteKey, r.event.RawPath,
	}, filters...)...)
}
