package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// always is for referrals that are erased whatever they have become since they were listed.
func always(referral.State) bool { return true }

// eraseReferral takes out of a referral's partition, its PDFs and its documents all that tells of the customer, if due
// still says so of the referral as it is. Two requests, one more where they are more items than a transaction holds, and
// two more for each race lost. checks hold in each of the transactions.
func (s *Store) eraseReferral(ctx context.Context, cmd referral.Command, id string, due func(referral.State) bool, checks []write) error {
	for range raceTries {
		items, record, err := s.referralItems(ctx, cmd.Rules.Program, id)
		if err != nil {
			return err
		}
		if !due(record.State) {
			return nil
		}
		change, err := record.State.Erase(cmd, record.Tasks)
		if err != nil || change.Nothing() {
			return err
		}
		err = s.writeErasure(ctx, change, record, items, checks)
		var lost *lostRace
		switch {
		case err == nil, errors.Is(err, errOwnWrite):
			return nil
		case !errors.As(err, &lost):
			return err
		}
	}
	return fmt.Errorf("referral %s is being changed by too many at once", id)
}

// referralItems reads all items of a referral's partition, and the record that they make.
func (s *Store) referralItems(ctx context.Context, program, id string) ([]item, Record, error) {
	query := inPartition("", referralPK(program, id))
	query.TableName = &s.table
	record := Record{idempotency: map[string]item{}}
	var items []item
	pages := dynamodb.NewQueryPaginator(s.client, query)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, record, fmt.Errorf("reading all of a referral: %w", err)
		}
		for _, it := range page.Items {
			if err := record.add(it); err != nil {
				return nil, record, err
			}
		}
		items = append(items, page.Items...)
	}
	if record.State.ID == "" {
		return nil, record, errUnknown("referral")
	}
	return items, record, nil
}

// writeErasure writes the erasure of a referral. Where one transaction does not hold it, those before the last are bound
// to the referral's version, and the last one marks it: one that is cut off in between begins anew.
func (s *Store) writeErasure(ctx context.Context, change referral.Change, record Record, items []item, checks []write) error {
	state := record.State
	last := append(s.erasedWrites(change, record), checks...)
	texts := s.textWrites(state, record, items)
	unchanged := append([]write{{TransactWriteItem: s.versionCheck(metaKey(state.Program, state.ID), state.Version)}}, checks...)
	for len(last)+len(texts) > mostWrites {
		n := min(len(texts), mostWrites-len(unchanged))
		if n == 0 {
			break
		}
		if err := s.transact(ctx, "", append(texts[:n:n], unchanged...)); err != nil {
			return err
		}
		texts = texts[n:]
	}
	return s.transact(ctx, change.Event().ID, append(last, texts...))
}

// erasedWrites are the referral as it is without its customer: state, event, card, tasks, and the mail that tells the
// contact of one that was open.
func (s *Store) erasedWrites(change referral.Change, record Record) []write {
	event := change.Event()
	writes := append([]write{s.metaUnreported(change, record)}, s.guardWrites(change)...)
	writes = append(writes, write{TransactWriteItem: s.put(eventItem(event), isNew, nil, nil)})
	for _, m := range change.Mails() {
		writes = append(writes, s.mailWrites(m, event.ID, isNew)...)
	}
	for _, e := range change.Beside() {
		writes = append(writes, write{TransactWriteItem: s.put(taskEventItem(e), isNew, nil, nil)})
	}
	for _, t := range change.Tasks() {
		writes = append(writes, write{TransactWriteItem: s.put(taskItem(event.Program, t), "attribute_exists(PK)", nil, nil)})
	}
	if change.Next().Employment != nil {
		writes = append(writes, s.activityFollows(change)...)
	}
	card := s.cardWrite(change, record.with(change).Mails, change.Next())
	markErased(card, event.At)
	return append(writes, card)
}

// markErased notes on the card that its referral is done with.
func markErased(card write, at referral.Instant) {
	update := card.Update
	*update.UpdateExpression = strings.Replace(*update.UpdateExpression, "SET ", "SET erasedAt = :erasedAt, ", 1)
	update.ExpressionAttributeValues[":erasedAt"] = text(string(at))
}

// textWrites take away what was written freely, and what was printed. What names the papers goes after the papers, so
// that an erasure that is cut off still finds them.
func (s *Store) textWrites(state referral.State, record Record, items []item) []write {
	var writes []write
	for _, f := range record.Forms {
		if f.Frozen() {
			writes = append(writes,
				write{TransactWriteItem: s.remove(pdfKey(state.Program, state.ID, f.Revision))},
				write{TransactWriteItem: s.remove(documentKey(state.Program, state.Customer.CaseNumber, f.SentAt, state.ID, f.Revision))})
		}
	}
	for _, it := range items {
		k := key{textOf(it, pk), textOf(it, sk)}
		switch {
		case strings.HasPrefix(k.SK, eventPrefix) && textOf(it, "note") != "":
			u := newUpdate().set("note", nil).exists(pk)
			writes = append(writes, write{TransactWriteItem: u.in(s.table, k)})
		// A record that answers a repetition shows the referral as it was.
		case strings.HasPrefix(k.SK, formPrefix), strings.HasPrefix(k.SK, idemPrefix):
			writes = append(writes, write{TransactWriteItem: s.remove(k)})
		}
	}
	return writes
}
