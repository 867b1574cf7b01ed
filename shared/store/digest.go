package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/referral-tool/referrals/shared/referral"
)

// mostDigestLines is how many lines one digest holds: its transaction takes them away, and holds a hundred items.
const mostDigestLines = 90

// DueDigest is a staff member's digest whose time has come.
type DueDigest struct {
	Program string         `json:"program"`
	Grantee string         `json:"grantee"`
	Staff   referral.Actor `json:"staff"`
}

// mailWrites put a mail that is to be sent, or the line of a digest in its place.
func (s *Store) mailWrites(m referral.Mail, eventID string, condition string) []write {
	if m.State != referral.MailGathered {
		return []write{{TransactWriteItem: s.put(mailItem(m), condition, nil, nil)}}
	}
	sub := m.Digest.Staff.Sub
	line := digestLineKey(m.Program, sub, m.At, eventID).with(encode(m.Digest.Lines[0]))
	due := DueDigest{Program: m.Program, Grantee: m.Grantee, Staff: m.Digest.Staff}
	// Where earlier lines wait, their time stands: one that comes when the digest is about to go does not put it off.
	day := newUpdate().count("lines", 1).set("due", attributes(encode(due))).
		setIfAbsent(gsi3pk, duePK(shardOf(sub))).setIfAbsent(gsi3sk, dueSK(m.Digest.DueAt, dueDigest, sub))
	return []write{
		{TransactWriteItem: s.put(line, "", nil, nil)},
		{TransactWriteItem: day.in(s.table, digestKey(m.Program, sub))},
	}
}

// SendDigest makes one mail of the lines that have gathered: two requests. done is false when another sweep did, or a
// line came meanwhile: the next sweep sees to it. A digest holds so many lines; the rest stays for the next sweep.
func (s *Store) SendDigest(ctx context.Context, due DueDigest, now referral.Instant) (done bool, err error) {
	day, lines, keys, err := s.digest(ctx, due)
	if err != nil {
		return false, err
	}
	digests := numberOf(day, "number") + 1
	// Due still: the index may be behind, and a line that came since is due tomorrow.
	u := newUpdate().set("number", number(digests)).equals("lines", number(numberOf(day, "lines"))).before(gsi3sk, string(now)+"#~")
	if len(lines) <= mostDigestLines {
		u.index(gsi3pk, gsi3sk, "", "").set("due", nil)
	} else {
		lines, keys = lines[:mostDigestLines], keys[:mostDigestLines]
	}
	writes := []write{{TransactWriteItem: u.in(s.table, digestKey(due.Program, due.Staff.Sub))}}
	if len(lines) > 0 {
		writes = append(writes, write{TransactWriteItem: s.put(mailItem(digestMail(due, digests, lines, now)), isNew, nil, nil)})
	}
	for _, k := range keys {
		writes = append(writes, write{TransactWriteItem: s.remove(k)})
	}
	err = s.transact(ctx, "", writes)
	var lost *lostRace
	if errors.As(err, &lost) {
		return false, nil
	}
	return err == nil, err
}

// digest reads when the digest is due, and its lines, oldest first.
func (s *Store) digest(ctx context.Context, due DueDigest) (day item, lines []referral.DigestLine, keys []key, err error) {
	query := inPartition("", digestPK(due.Program, due.Staff.Sub))
	query.TableName = &s.table
	// DAY, L#… and M#…: the mails of former digests come last and are not needed.
	query.KeyConditionExpression = optional("PK = :pk AND SK < :mails")
	query.ExpressionAttributeValues[":mails"] = text(mailPrefix)
	out, err := s.client.Query(ctx, query)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("reading a digest: %w", err)
	}
	for _, it := range out.Items {
		k := key{textOf(it, pk), textOf(it, sk)}
		if k.SK == skDigest {
			day = it
			continue
		}
		var line referral.DigestLine
		if err := decode(it, &line); err != nil {
			return nil, nil, nil, err
		}
		lines, keys = append(lines, line), append(keys, k)
	}
	return day, lines, keys, nil
}

// digestMail is the mail of a digest. Its version is the digest's number; it is about no one referral.
func digestMail(due DueDigest, number int, lines []referral.DigestLine, now referral.Instant) referral.Mail {
	return referral.Mail{
		Program: due.Program, Grantee: due.Grantee, Version: number, Kind: referral.MailDigest, At: now, State: referral.MailQueued,
		Digest: &referral.Digest{Staff: due.Staff, DueAt: now, Lines: lines},
	}
}
