package store

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Idempotency identifies a call that its caller may repeat. The zero value is a call without a key.
type Idempotency struct {
	Hash     string // of program, subject, method, path and key
	BodyHash string
}

// Reply is the answer of a call, as it is kept for a repetition.
type Reply struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
}

// idempotencyLife is how long a repetition answers as the first call did.
const idempotencyLife = 24 * time.Hour

// mostKept is how many bytes of a reply are kept: an item holds 400 KB, and a long timeline may be more.
const mostKept = 100 << 10

// keptReply is a reply as the table holds it.
type keptReply struct {
	Reply
	Cut bool `json:"cut,omitempty"` // its body was too long to be kept
}

// replay reports, in the place of an error, that the call was made before. One that is cut lacks its body.
type replay struct {
	reply Reply
	cut   bool
}

func (e *replay) Error() string { return "this call was made before" }

// Replayed hands out the first call's reply when err says that there was one.
func Replayed(err error) (Reply, bool) {
	var again *replay
	if errors.As(err, &again) {
		return again.reply, true
	}
	return Reply{}, false
}

// recall is the replay that a record makes of a call, an Invalid when the same key came with another body, or nil when
// there is no record that still counts: DynamoDB deletes expired items days late.
func (i Idempotency) recall(record item, now referral.Instant) error {
	if len(record) == 0 || textOf(record, "expiresAt") <= string(now) {
		return nil
	}
	if textOf(record, "bodyHash") != i.BodyHash {
		return &referral.Error{
			Kind: referral.Invalid, Message: "This Idempotency-Key was used for another request. Use a new key.",
			Fields: []referral.FieldError{{Field: "Idempotency-Key", Message: "was used with another body"}},
		}
	}
	var kept keptReply
	if err := json.Unmarshal([]byte(textOf(record, "reply")), &kept); err != nil {
		return err
	}
	return &replay{kept.Reply, kept.Cut}
}

// cut reports whether err is a replay whose body was not kept.
func cut(err error) bool {
	var again *replay
	return errors.As(err, &again) && again.cut
}

// remember is the write that keeps a reply; none without a key. It stands first in its transaction: a repetition is a
// repetition even when its own first effect now forbids it.
func (s *Store) remember(i Idempotency, k key, commandID string, now referral.Instant, reply Reply) []write {
	if i.Hash == "" {
		return nil
	}
	kept, _ := json.Marshal(keptReply{Reply: reply}) // a struct of texts always marshals
	if len(kept) > mostKept {
		kept, _ = json.Marshal(keptReply{Reply: Reply{Status: reply.Status}, Cut: true})
	}
	expires := now.Add(idempotencyLife)
	record := k.with(item{
		"commandId": text(commandID), "bodyHash": text(i.BodyHash), "reply": text(string(kept)),
		"expiresAt": text(string(expires)), "ttl": number(expires.Time().Unix()),
	})
	return []write{{
		TransactWriteItem: s.put(record, isNew+" OR expiresAt <= :now", nil, item{":now": text(string(now))}),
		refused:           func(stands item) error { return i.recall(stands, now) },
	}}
}
