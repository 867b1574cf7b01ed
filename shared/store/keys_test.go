package store

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

const (
	at = referral.Instant("2026-11-20T16:00:00.000Z")
	r  = "01970000-0000-7000-8000-000000000001"
)

// The table's layout is a contract with everything that was ever written to it: each key is spelled out here.
func TestKeys(t *testing.T) {
	for _, item := range []struct {
		what   string
		got    key
		pk, sk string
	}{
		{"customer", customerKey("ceja", "c"), "ceja#CUST#c", "CUST#Z"},
		{"card", cardKey("ceja", "c", r), "ceja#CUST#c", "CUST#R#" + r},
		{"standing", standingKey("ceja", "c"), "ceja#CUST#c", "CUST#S"},
		{"assessment", assessmentKey("ceja", "c", "2026-11-20", "a"), "ceja#CUST#c", "SNA#2026-11-20#a"},
		{"figures of a grantee", figuresKey("ceja", "g"), "ceja#COUNTS", "g"},
		{"member of a row", memberKey("ceja", "overdue", "g", sortName("Jones", "John"), "c"), "ceja#ROW#overdue", "g#jones john#c"},
		{"guard against duplicates", guardKey("ceja", "c", "o"), "ceja#CUST#c", "OPEN#o"},
		{"event of a customer", customerEventKey("ceja", "c", "e"), "ceja#CUST#c", "E#e"},
		{"word of a customer", key{customerWordPK("ceja", "g"), wordSK("jones", "c")}, "ceja#CW#g", "jones#c"},
		{"referral", metaKey("ceja", r), "ceja#REF#" + r, "META"},
		{"event of a referral", eventKey("ceja", r, 1), "ceja#REF#" + r, "E#000001"},
		{"event of a mail's fate", fateKey("ceja", r, 12, referral.MailSent, referral.MailBounced), "ceja#REF#" + r, "E#000012.mail.referral-sent.bounced"},
		{"mail", mailKey("ceja", r, 123456, referral.MailReminder), "ceja#REF#" + r, "M#123456#referral-reminder"},
		{"code", codeKey("ceja", r, 2), "ceja#REF#" + r, "CODE#2"},
		{"repetition of a command", referralIdemKey("ceja", r, "h"), "ceja#REF#" + r, "IDEM#h"},
		{"repetition", idemKey("ceja", "h"), "ceja#IDEM#h", "IDEM"},
		{"reference", referenceKey("ceja", "R-7K3F-9QXM"), "ceja#NO#7K3F9QXM", "NO"},
		{"organization", organizationKey("ceja", "o"), "ceja#ORG#o", "ORG"},
		{"contact", contactKey("ceja", "o", "k"), "ceja#ORG#o", "CON#k"},
		{"event of an organization", organizationEventKey("ceja", "o", "e"), "ceja#ORG#o", "E#e"},
		{"word of an organization", key{organizationWordPK("ceja"), wordSK("housing", "o")}, "ceja#OW", "housing#o"},
		{"name of an organization", nameKey("ceja", "St. Mary's Hoùse"), "ceja#ORGNAME#stmaryshouse", "NAME"},
		{"access record", seenKey("ceja", "c", at, "u", "n"), "ceja#SEEN#c", "2026-11-20T16:00:00.000Z#u#n"},
		{"digest", digestKey("ceja", "u"), "ceja#DIGEST#u", "DAY"},
		{"activity", activityKey("ks-dcf", "c", "a"), "ks-dcf#CUST#c", "ACT#a"},
		{"form", formKey("ks-dcf", r, 1), "ks-dcf#REF#" + r, "FORM#0001"},
		{"task", taskKey("ks-dcf", r, 7), "ks-dcf#REF#" + r, "TASK#7"},
		{"event of a task", taskEventKey(referral.Event{Program: "ks-dcf", ReferralID: r, Version: 7, Type: referral.TaskCreated, TaskID: r + ".7"}), "ks-dcf#REF#" + r, "E#000007.task-created.7"},
		{"PDF", pdfKey("ks-dcf", r, 2), "ks-dcf#PDF#" + r, "0002"},
		{"document", documentKey("ks-dcf", "KS-1", at, r, 2), "ks-dcf#CASE#KS-1", "DOC#2026-11-20T16:00:00.000Z#" + r + "#0002"},
		{"digest's line", digestLineKey("ceja", "u", at, "e"), "ceja#DIGEST#u", "L#2026-11-20T16:00:00.000Z#e"},
	} {
		if item.got.PK != item.pk || item.got.SK != item.sk {
			t.Errorf("%s: %s / %s, want %s / %s", item.what, item.got.PK, item.got.SK, item.pk, item.sk)
		}
	}
}

func TestIndexKeys(t *testing.T) {
	for _, part := range []struct{ what, got, want string }{
		{"customers of a grantee", customersPK("ceja", "g"), "ceja#CUSTOMERS#g"},
		{"… by name", sortedSK(sortName("Jones", "John"), "c"), "jones john#c"},
		{"organizations", organizationsPK("ceja"), "ceja#ORGS"},
		{"outgoing", outgoingPK("ceja", "g"), "ceja#OUT#g"},
		{"outgoing of a status", outgoingStatusPK("ceja", "g", referral.Sent), "ceja#OUT#g#sent"},
		{"incoming", incomingPK("ceja", "o"), "ceja#IN#o"},
		{"incoming of a status", incomingStatusPK("ks-dcf", "o", referral.Accepted), "ks-dcf#IN#o#accepted"},
		{"tasks of a navigator", tasksPK("ks-dcf", "n"), "ks-dcf#TASKS#n"},
		{"tasks of a status", tasksStatusPK("ks-dcf", "n", referral.TaskDone), "ks-dcf#TASKS#n#completed"},
		{"… by time", incomingSK(at, r), "2026-11-20T16:00:00.000Z#" + r},
		{"attention", attentionPK("ceja", "g"), "ceja#ATT#g"},
		{"… while an answer is awaited", awaitedSK(at, r), "1#2026-11-20T16:00:00.000Z#" + r},
		{"… once something needs it", attentionSK(at, r), "0#2026-11-20T16:00:00.000Z#" + r},
		{"due", duePK(3), "DUE#3"},
		{"… a reminder", dueSK(at, string(referral.DueReminder), r), "2026-11-20T16:00:00.000Z#reminder#" + r},
		{"… a customer kept for long enough", dueSK(at, dueRetention, "c01"), "2026-11-20T16:00:00.000Z#retention#c01"},
		{"… an erasure that was cut off", dueSK(at, dueErasure, "c01"), "2026-11-20T16:00:00.000Z#erasure#c01"},
		{"… a mail", mailDueSK(at, MailID{ReferralID: r, Version: 2, Kind: referral.MailSent}), "2026-11-20T16:00:00.000Z#mail#" + r + "#000002#referral-sent"},
	} {
		if part.got != part.want {
			t.Errorf("%s: %s, want %s", part.what, part.got, part.want)
		}
	}
}

// Read downwards, a customer's partition gives the customer before the cards, and nothing else that begins alike.
func TestCustomerStandsBeforeTheCards(t *testing.T) {
	card := cardKey("ceja", "c", "ffffffff-ffff-7fff-8fff-ffffffffffff").SK
	if !(card < skCustomer) {
		t.Errorf("%s stands after %s", card, skCustomer)
	}
}

// A shard never changes: what was put into one must be found there. All of them are used.
func TestShardOf(t *testing.T) {
	used := map[int]int{}
	for i := range 400 {
		used[shardOf(referral.ReferenceOf(string(rune('a'+i))))]++
	}
	for shard := range dueShards {
		if used[shard] < 50 {
			t.Errorf("shard %d holds %d of 400", shard, used[shard])
		}
	}
	if got := shardOf(r); got != 2 {
		t.Errorf("%s has moved to shard %d", r, got)
	}
}
