package api

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/referral-tool/referrals/shared/referral"
)

const (
	keyHeader   = "Idempotency-Key"
	maxKey      = 255
	hashVersion = "2" // counts up when the hashed parts change
)

// Idempotency names the record under which a repeated call finds the first one's answer.
type Idempotency struct {
	Hash     string // SHA-256 in hex of program, subject, method, path and key; empty when the caller sent no key
	BodyHash string // SHA-256 in hex of the body: the same key with another body is refused
}

// IdempotencyKey is the caller's key; empty when there is none. Invalid unless it is 1 to 255 visible ASCII characters.
func (r *Request) IdempotencyKey() (string, error) {
	key, sent := r.event.Headers["idempotency-key"]
	if !sent {
		return "", nil
	}
	valid := 1 <= len(key) && len(key) <= maxKey
	for i := range len(key) {
		valid = valid && '!' <= key[i] && key[i] <= '~'
	}
	if !valid {
		return "", wrongKey("Use 1 to %d visible ASCII characters.", maxKey)
	}
	return key, nil
}

// Idempotency is the scope and body of the call. Invalid when the key cannot be one.
func (r *Request) Idempotency() (Idempotency, error) {
	key, err := r.IdempotencyKey()
	if err != nil || key == "" {
		return Idempotency{}, err
	}
	body, err := r.body()
	if err != nil {
		return Idempotency{}, err
	}
	return Idempotency{
		// A caller whose organization or role has changed does not get the first answer, which they may no longer see.
		Hash: hash(hashVersion, r.Caller.Program, r.Caller.Sub, r.Caller.Organization, string(r.Caller.Role),
			r.event.RequestContext.HTTP.Method, r.event.RawPath, key),
		BodyHash: hash(string(body)),
	}, nil
}

func wrongKey(format string, args ...any) error {
	var wrong referral.Problems
	wrong.Add(keyHeader, format, args...)
	return wrong.Err()
}

// hash joins the parts so that no two lists of parts read alike.
func hash(parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
