package fault

import (
	"encoding/json"
	"strings"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// MailKey names one mail as the table does: partition and sort key.
type MailKey struct{ PK, SK string }

// KeyOf reads the key from the tags that a mail was sent with.
func KeyOf(m system.Mail) MailKey {
	return MailKey{m.Tags["program"] + "#REF#" + m.Tags["referral"], "M#" + m.Tags["mail"] + "#" + m.Kind}
}

// Sending is what is known of a mail that has come to SES.
type Sending struct {
	Accepted int  // how often
	Refused  bool // for good, at least once
	Excused  int  // of the times after the first, those before which our record of the one before may have been lost
	Lost     bool // something came between the last acceptance and our record of it
	recorded bool // our record of the last acceptance stands
	begun    int  // requests to record it that have not been answered
}

// Doubles are the times that a mail went out again for one happening.
func (s Sending) Doubles() int { return max(0, s.Accepted-1) }

// Ledger follows each mail from SES's acceptance to our record of it. Between the two lies the one window in which a
// mail can go out twice: SES has no idempotency token.
type Ledger struct {
	mu      sync.Mutex
	mails   map[MailKey]*Sending
	claimed map[MailKey]time.Time // when a sender last began to claim it
	died    time.Time             // when a sender was last killed
}

func newLedger() *Ledger {
	return &Ledger{mails: map[MailKey]*Sending{}, claimed: map[MailKey]time.Time{}}
}

// Sendings are all mails that have come to SES, and were accepted or refused for good.
func (l *Ledger) Sendings() map[MailKey]Sending {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := map[MailKey]Sending{}
	for key, s := range l.mails {
		all[key] = *s
	}
	return all
}

func (l *Ledger) accepted(m system.Mail) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := KeyOf(m)
	s := l.sending(key)
	if s.Accepted > 0 && !s.recorded && (s.Lost || s.begun > 0) {
		s.Excused++
	}
	s.Accepted++
	// What a sender had written when it was killed may reach SES much later, on a busy machine: nobody records it.
	s.recorded, s.Lost, s.begun = false, l.died.After(l.claimed[key]), 0
}

// refused notes that SES will never send a mail.
func (l *Ledger) refused(m system.Mail) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sending(KeyOf(m)).Refused = true
}

// sending is the mail's entry, made where there is none. l.mu is held.
func (l *Ledger) sending(key MailKey) *Sending {
	if l.mails[key] == nil {
		l.mails[key] = &Sending{}
	}
	return l.mails[key]
}

// lost notes that the sender never heard of the acceptance.
func (l *Ledger) lost(m system.Mail) { l.disturb(KeyOf(m)) }

// senderDied notes that whoever was sending a mail does not come to record it.
func (l *Ledger) senderDied() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.died = time.Now()
	for _, s := range l.mails {
		s.Lost = s.Lost || !s.recorded
	}
}

// quiet reports whether no sender was killed for so long.
func (l *Ledger) quiet(since time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Since(l.died) > since
}

// unwritten notes that a request which may record what became of a mail does not get through, or one by which its sender
// reads it anew to do so.
func (l *Ledger) unwritten(call system.Call) {
	for _, w := range mailWrites(call) {
		l.disturb(w.key)
	}
	for _, key := range mailReads(call) {
		l.disturb(key)
	}
}

// mailReads are the mails that a sender reads.
func mailReads(call system.Call) []MailKey {
	if call.Operation != "BatchGetItem" || call.Function != mailSender {
		return nil
	}
	var request struct {
		RequestItems map[string]struct {
			Keys []struct{ PK, SK struct{ S string } }
		}
	}
	_ = json.Unmarshal(call.Body, &request) // it is the SDK's own
	var keys []MailKey
	for _, table := range request.RequestItems {
		for _, key := range table.Keys {
			if strings.HasPrefix(key.SK.S, "M#") {
				keys = append(keys, MailKey{key.PK.S, key.SK.S})
			}
		}
	}
	return keys
}

func (l *Ledger) disturb(key MailKey) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.mails[key]; s != nil && !s.recorded {
		s.Lost = true
	}
}

// begin notes a request to record what became of a mail. One that is never answered, because its sender gave up waiting
// on a busy machine, may not have got through.
func (l *Ledger) begin(call system.Call) {
	l.claim(call)
	l.count(call, 1)
}

// claim notes who is about to send a mail: whoever claims it lives.
func (l *Ledger) claim(call system.Call) {
	var request struct {
		Key struct{ PK, SK struct{ S string } }
	}
	if call.Function != mailSender || call.Operation != "UpdateItem" || json.Unmarshal(call.Body, &request) != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.claimed[MailKey{request.Key.PK.S, request.Key.SK.S}] = time.Now()
}

// answered notes that such a request was answered, whatever it was told.
func (l *Ledger) answered(call system.Call) { l.count(call, -1) }

func (l *Ledger) count(call system.Call, by int) {
	for _, w := range mailWrites(call) {
		l.mu.Lock()
		if s := l.mails[w.key]; s != nil {
			s.begun = max(0, s.begun+by)
		}
		l.mu.Unlock()
	}
}

// written notes a record that stands.
func (l *Ledger) written(call system.Call) {
	for _, w := range mailWrites(call) {
		if !w.tellsAcceptance {
			continue
		}
		l.mu.Lock()
		if s := l.mails[w.key]; s != nil {
			s.recorded = true
		}
		l.mu.Unlock()
	}
}

type mailWrite struct {
	key             MailKey
	tellsAcceptance bool
}

// mailWrites are the mails whose fate a request writes.
func mailWrites(call system.Call) []mailWrite {
	if call.Operation != "TransactWriteItems" || call.Function != mailSender && call.Function != "mail-feedback" {
		return nil
	}
	type text struct{ S string }
	var request struct {
		TransactItems []struct {
			Update struct {
				Key                       struct{ PK, SK text }
				ExpressionAttributeValues map[string]text
			}
		}
	}
	// Values of other types fail to decode into a text; what is read of the others stands.
	_ = json.Unmarshal(call.Body, &request)
	var writes []mailWrite
	for _, item := range request.TransactItems {
		if !strings.HasPrefix(item.Update.Key.SK.S, "M#") {
			continue
		}
		w := mailWrite{key: MailKey{item.Update.Key.PK.S, item.Update.Key.SK.S}}
		for _, value := range item.Update.ExpressionAttributeValues {
			switch value.S {
			case "sent", "delivered", "bounced", "complained":
				w.tellsAcceptance = true
			}
		}
		writes = append(writes, w)
	}
	return writes
}
