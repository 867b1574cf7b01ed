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
	hashVersion = "1" // counts up when the hashed parts change
)

// Idempotency names the record under which a repeated call finds the first one's answer.
type Idempotency struct {
	Hash     string // SHA-256 in hex of program, subject, method, path and key; empty when the caller sent no key
	BodyHash string // SHA-256 in hex of the body: the same key with another body is refused
}

// Reply is an answer as it is kept for repeated calls.
type Reply struct {
	Status  int
	Headers map[string]string
	Body    string
}

// Given reports whether the caller asked for it.
func (i Idempotency) Given() bool { return i.Hash != "" }

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
		Hash: hash(hashVersion, r.Caller.Program, r.Caller.Sub,
			r.event.RequestContext.HTTP.Method, r.event.RawPath, key),
		BodyHash: hash(string(body)),
	}, nil
}

// Reply is the answer as it is kept.
func (r *Response) Reply() (Reply, error) {
	return Reply{Status: r.Status, Headers: r.Headers, Body: string(r.Body)}, r.err
}

// Replay is the first call's answer again. Invalid when that call had another body.
func (i Idempotency) Replay(first Reply, firstBodyHash string) (*Response, error) {
	if firstBodyHash != i.BodyHash {
		return nil, wrongKey("This key was used for another body. Use a new key for a new request.")
	}
	return (&Response{Status: first.Status, Headers: map[string]string{}, Body: []byte(first.Body)}).
		WithAll(first.Headers).With("Idempotent-Replayed", "true"), nil
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
