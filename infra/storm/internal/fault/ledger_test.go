package fault

import (
	"fmt"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

var (
	first = system.Mail{Kind: "referral-sent", Tags: map[string]string{"program": "ceja", "referral": "r1", "mail": "000001"}}
	other = system.Mail{Kind: "referral-sent", Tags: map[string]string{"program": "ceja", "referral": "r2", "mail": "000001"}}
)

// record is a request that writes what became of the first mail.
func record(function, state string) system.Call {
	return system.Call{Function: function, Operation: "TransactWriteItems", Body: fmt.Appendf(nil,
		`{"TransactItems":[{"Put":{"Item":{}}},{"Update":{"Key":{"PK":{"S":"ceja#REF#r1"},"SK":{"S":"M#000001#referral-sent"}},`+
			`"ExpressionAttributeValues":{":1":{"S":%q},":2":{"N":"1"}}}}]}`, state)}
}

// reading is a request that reads the first mail.
func reading(function string) system.Call {
	return system.Call{Function: function, Operation: "BatchGetItem", Body: []byte(
		`{"RequestItems":{"t":{"Keys":[{"PK":{"S":"ceja#REF#r1"},"SK":{"S":"META"}},{"PK":{"S":"ceja#REF#r1"},"SK":{"S":"M#000001#referral-sent"}}]}}}`)}
}

// What excuses a mail that goes out twice is that our record of the first time may have been lost, and nothing else.
func TestLedgerExcuses(t *testing.T) {
	for name, test := range map[string]struct {
		between func(*Ledger)
		excused int
	}{
		"Nothing":                  {func(*Ledger) {}, 0},
		"ALostAnswer":              {func(l *Ledger) { l.lost(first) }, 1},
		"AKilledSender":            {func(l *Ledger) { l.senderDied() }, 1},
		"ARecordThatFailed":        {func(l *Ledger) { l.unwritten(record(mailSender, "sent")) }, 1},
		"AReadingThatFailed":       {func(l *Ledger) { l.unwritten(reading(mailSender)) }, 1},
		"AReadingOfOtherFunctions": {func(l *Ledger) { l.unwritten(reading("referral-get")) }, 0},
		"ARecordNeverAnswered":     {func(l *Ledger) { l.begin(record(mailSender, "sent")) }, 1},
		"ARecordThatWasRefused":    {func(l *Ledger) { l.begin(record(mailSender, "sent")); l.answered(record(mailSender, "sent")) }, 0},
		"ARecord":                  {func(l *Ledger) { l.written(record(mailSender, "sent")) }, 0},
		"ARecordBeforeTheKill":     {func(l *Ledger) { l.written(record(mailSender, "sent")); l.senderDied() }, 0},
		"ARecordAfterALostAnswer":  {func(l *Ledger) { l.lost(first); l.written(record("mail-feedback", "delivered")) }, 0},
		"ANoteThatItWaits":         {func(l *Ledger) { l.lost(first); l.written(record(mailSender, "waiting")) }, 1},
		"AnotherMailsLostAnswer":   {func(l *Ledger) { l.accepted(other); l.lost(other) }, 0},
		"ARequestOfOtherFunctions": {func(l *Ledger) { l.unwritten(record("referral-cancel", "sent")) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger()
			l.accepted(first)
			test.between(l)
			l.accepted(first)
			if got := l.Sendings()[KeyOf(first)]; got.Accepted != 2 || got.Doubles() != 1 || got.Excused != test.excused {
				t.Errorf("%+v, want %d excused", got, test.excused)
			}
		})
	}
}

// What a killed sender had written may reach SES after its death, however much later; what its successor sends is its own.
func TestLedgerKnowsTheDead(t *testing.T) {
	claim := system.Call{
		Function: mailSender, Operation: "UpdateItem", Body: []byte(`{"Key":{"PK":{"S":"ceja#REF#r1"},"SK":{"S":"M#000001#referral-sent"}}}`),
	}
	for name, test := range map[string]struct {
		before  func(*Ledger)
		excused int
	}{
		"KilledAfterTheClaim":  {func(l *Ledger) { l.begin(claim); l.senderDied() }, 1},
		"KilledBeforeTheClaim": {func(l *Ledger) { l.senderDied(); l.begin(claim) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger()
			test.before(l)
			l.accepted(first)
			l.begin(claim)
			l.accepted(first)
			if got := l.Sendings()[KeyOf(first)]; got.Excused != test.excused {
				t.Errorf("%+v, want %d excused", got, test.excused)
			}
		})
	}
}

// A stream keeps the order of one partition's records, whatever else happens to it.
func TestStreamKeepsTheOrderOfAPartition(t *testing.T) {
	f := &Faults{dice: newDice(1), counts: map[string]int{}}
	f.on.Store(true)
	var batch []system.Record
	for n := range 12 {
		batch = append(batch, system.Record{
			SequenceNumber: fmt.Sprintf("%02d", n), JSON: fmt.Appendf(nil, `{"dynamodb":{"Keys":{"PK":{"S":"p%d"}}}}`, n%3),
		})
	}
	moved := false
	for range 50 {
		last := map[string]string{}
		shuffled := f.reshuffled(batch)
		for i, r := range shuffled {
			if p := partition(r); r.SequenceNumber < last[p] {
				t.Fatalf("record %s comes after %s", r.SequenceNumber, last[p])
			} else {
				last[p] = r.SequenceNumber
			}
			moved = moved || r.SequenceNumber != batch[i].SequenceNumber
		}
		if len(shuffled) != len(batch) {
			t.Fatalf("%d of %d records", len(shuffled), len(batch))
		}
	}
	if !moved {
		t.Error("nothing was put in another order")
	}
}
