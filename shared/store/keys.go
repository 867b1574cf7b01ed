package store

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// Every key string of the table is built in this file. Each partition that holds a tenant's data starts with the
// program's key, and ids from outside never hold a "#", so no id can reach into another partition.

// Attribute names of the keys.
const (
	pk, sk         = "PK", "SK"
	gsi1pk, gsi1sk = "GSI1PK", "GSI1SK"
	gsi2pk, gsi2sk = "GSI2PK", "GSI2SK"
	gsi3pk, gsi3sk = "GSI3PK", "GSI3SK"
)

// Names of the secondary indexes.
const (
	index1 = "GSI1"
	index2 = "GSI2"
	index3 = "GSI3"
)

// key is the primary key of one item.
type key struct{ PK, SK string }

const (
	// Read downwards a customer's partition gives the customer first, so that scope is checked before anything is
	// shown, then the standing, then the referrals' cards, newest first.
	customerPrefix = "CUST#"
	skCustomer     = "CUST#Z"
	skStanding     = "CUST#S"
	cardPrefix     = "CUST#R#"

	assessmentPrefix = "SNA#"

	skMeta      = "META"
	eventPrefix = "E#"
	mailPrefix  = "M#"
	idemPrefix  = "IDEM#"
	formPrefix  = "FORM#"
	taskPrefix  = "TASK#"

	skOrganization = "ORG"
	skDigest       = "DAY"
	contactPrefix  = "CON#"

	activityPrefix = "ACT#"
	documentPrefix = "DOC#"
)

func customerPK(program, customer string) string { return program + "#CUST#" + customer }

func customerKey(program, customer string) key {
	return key{customerPK(program, customer), skCustomer}
}

func cardKey(program, customer, referralID string) key {
	return key{customerPK(program, customer), cardPrefix + referralID}
}

func standingKey(program, customer string) key {
	return key{customerPK(program, customer), skStanding}
}

// assessmentKey sorts a customer's assessments by date, those of one date by their ids, which count up.
func assessmentKey(program, customer string, date referral.Date, id string) key {
	return key{customerPK(program, customer), assessmentPrefix + string(date) + "#" + id}
}

func guardKey(program, customer, organization string) key {
	return key{customerPK(program, customer), "OPEN#" + organization}
}

func customerEventKey(program, customer, eventID string) key {
	return key{customerPK(program, customer), eventPrefix + eventID}
}

func referralPK(program, referralID string) string { return program + "#REF#" + referralID }

func metaKey(program, referralID string) key { return key{referralPK(program, referralID), skMeta} }

func eventKey(program, referralID string, version int) key {
	return key{referralPK(program, referralID), fmt.Sprintf("%s%06d", eventPrefix, version)}
}

// fateKey is the event of what became of a mail: it counts no version, and happens once for each state.
func fateKey(program, referralID string, version int, kind referral.MailKind, state referral.MailState) key {
	return key{referralPK(program, referralID), fmt.Sprintf("%s%06d.mail.%s.%s", eventPrefix, version, kind, state)}
}

func mailKey(program, referralID string, version int, kind referral.MailKind) key {
	return key{referralPK(program, referralID), fmt.Sprintf("%s%06d#%s", mailPrefix, version, kind)}
}

// codeKey counts the codes that were mailed for the link of a send, and the tries of the last.
func codeKey(program, referralID string, send int) key {
	return key{referralPK(program, referralID), fmt.Sprintf("CODE#%d", send)}
}

// referralIdemKey puts the idempotency record of a call on one referral into that referral's partition: the command's
// one read brings it along.
func referralIdemKey(program, referralID, hash string) key {
	return key{referralPK(program, referralID), idemPrefix + hash}
}

func idemKey(program, hash string) key { return key{program + "#IDEM#" + hash, "IDEM"} }

func referenceKey(program, reference string) key {
	return key{program + "#NO#" + strings.ReplaceAll(strings.TrimPrefix(reference, "R-"), "-", ""), "NO"}
}

func organizationPK(program, organization string) string { return program + "#ORG#" + organization }

func organizationKey(program, organization string) key {
	return key{organizationPK(program, organization), skOrganization}
}

func contactKey(program, organization, contact string) key {
	return key{organizationPK(program, organization), contactPrefix + contact}
}

func organizationEventKey(program, organization, eventID string) key {
	return key{organizationPK(program, organization), eventPrefix + eventID}
}

// nameKey guards an organization's name against a second entry that differs by case, spaces or punctuation only.
func nameKey(program, name string) key {
	return key{program + "#ORGNAME#" + nameAlike(name), "NAME"}
}

// activityKey stands before CUST#Z, so that one query of the partition gives a customer's activities and, last, the
// customer.
func activityKey(program, customer, activity string) key {
	return key{customerPK(program, customer), activityPrefix + activity}
}

// revision is the number of a form's revision in a key.
func revision(n int) string { return fmt.Sprintf("%04d", n) }

func formKey(program, referralID string, n int) key {
	return key{referralPK(program, referralID), formPrefix + revision(n)}
}

func taskKey(program, referralID string, n int) key {
	return key{referralPK(program, referralID), fmt.Sprintf("%s%d", taskPrefix, n)}
}

// taskEventKey is the event of a task that another event made or completed: it counts no version.
func taskEventKey(e referral.Event) key {
	k := eventKey(e.Program, e.ReferralID, e.Version)
	return key{k.PK, fmt.Sprintf("%s.%s.%s", k.SK, e.Type, e.TaskID[strings.LastIndex(e.TaskID, ".")+1:])}
}

// pdfKey keeps the PDFs out of the referral's partition: what reads a referral does not read them.
func pdfKey(program, referralID string, n int) key {
	return key{program + "#PDF#" + referralID, revision(n)}
}

func casePK(program, caseNumber string) string { return program + "#CASE#" + caseNumber }

func documentKey(program, caseNumber string, sentAt referral.Instant, referralID string, n int) key {
	return key{casePK(program, caseNumber), documentPrefix + string(sentAt) + "#" + referralID + "#" + revision(n)}
}

func customerWordPK(program, grantee string) string { return program + "#CW#" + grantee }

func organizationWordPK(program string) string { return program + "#OW" }

// wordSK lists an owner under one word of its name.
func wordSK(word, owner string) string { return word + "#" + owner }

func digestPK(program, sub string) string { return program + "#DIGEST#" + sub }

// digestKey is when a staff member's next digest is due, and the number of the last.
func digestKey(program, sub string) key { return key{digestPK(program, sub), skDigest} }

const digestLinePrefix = "L#"

func digestLineKey(program, sub string, at referral.Instant, eventID string) key {
	return key{digestPK(program, sub), digestLinePrefix + string(at) + "#" + eventID}
}

func digestMailKey(program, sub string, number int) key {
	return key{digestPK(program, sub), fmt.Sprintf("%s%06d#%s", mailPrefix, number, referral.MailDigest)}
}

func figuresPK(program string) string { return program + "#COUNTS" }

func figuresKey(program, grantee string) key { return key{figuresPK(program), grantee} }

func memberPK(program, list string) string { return program + "#ROW#" + list }

// memberPrefix begins the sort keys of a grantee's members of a list.
func memberPrefix(grantee string) string { return grantee + "#" }

func memberKey(program, list, grantee, sortName, customer string) key {
	return key{memberPK(program, list), memberPrefix(grantee) + sortedSK(sortName, customer)}
}

func seenPK(program, customer string) string { return program + "#SEEN#" + customer }

func seenKey(program, customer string, at referral.Instant, sub, nonce string) key {
	return key{seenPK(program, customer), string(at) + "#" + sub + "#" + nonce}
}

// Partitions of the indexes.

func customersPK(program, grantee string) string { return program + "#CUSTOMERS#" + grantee }

func organizationsPK(program string) string { return program + "#ORGS" }

func sortedSK(sortName, id string) string { return sortName + "#" + id }

func outgoingPK(program, grantee string) string { return program + "#OUT#" + grantee }

// granteeOf is the grantee in an outgoingPK.
func granteeOf(outgoingPK string) string {
	_, grantee, _ := strings.Cut(outgoingPK, "#OUT#")
	return grantee
}

func outgoingStatusPK(program, grantee string, status referral.Status) string {
	return outgoingPK(program, grantee) + "#" + string(status)
}

func incomingPK(program, organization string) string { return program + "#IN#" + organization }

func incomingStatusPK(program, organization string, status referral.Status) string {
	return incomingPK(program, organization) + "#" + string(status)
}

func incomingSK(sentAt referral.Instant, referralID string) string {
	return string(sentAt) + "#" + referralID
}

func attentionPK(program, grantee string) string { return program + "#ATT#" + grantee }

// A card stands in the attention partition from its send on: under the time at which it will be overdue while an
// answer is awaited, so that a read finds it by the clock before the sweep has run; before all of these once
// something needs attention.
func awaitedSK(overdueAt referral.Instant, referralID string) string {
	return "1#" + string(overdueAt) + "#" + referralID
}

func attentionSK(since referral.Instant, referralID string) string {
	return "0#" + string(since) + "#" + referralID
}

func tasksPK(program, navigator string) string { return program + "#TASKS#" + navigator }

func tasksStatusPK(program, navigator string, status referral.TaskStatus) string {
	return tasksPK(program, navigator) + "#" + string(status)
}

func taskSK(createdAt referral.Instant, id string) string { return string(createdAt) + "#" + id }

// dueShards spreads what is due over partitions that one sweep reads side by side.
const dueShards = 4

func duePK(shard int) string { return fmt.Sprintf("DUE#%d", shard) }

func shardOf(referralID string) int {
	h := fnv.New32a()
	h.Write([]byte(referralID)) // never fails
	return int(h.Sum32() % dueShards)
}

// What can be due besides what the domain names: a mail to be sent; referrals to be looked through once more after a change
// of the directory; a digest.
const (
	dueMail      = "mail"
	dueDirectory = "directory"
	dueDigest    = "digest"
	// Of a customer: the details have been kept for long enough; their erasure was cut off.
	dueRetention = "retention"
	dueErasure   = "erasure"
)

func dueSK(at referral.Instant, what string, id ...string) string {
	return string(at) + "#" + what + "#" + strings.Join(id, "#")
}
