package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// DueShards is the number of partitions that together hold all that is due.
const DueShards = dueShards

// DueItem is one thing whose time has come: a referral, of which State holds what a sweep decides by; a mail; a change of the
// directory to be followed once more; a staff member's digest; or a customer whose details are to be erased.
type DueItem struct {
	State     *referral.State
	Mail      *DueMail
	Directory *DirectoryEvent
	Digest    *DueDigest
	Customer  *DueCustomer
	Broken    error // the item is none of these: it cannot be read, and must not keep others from being swept
}

// DueMail is a mail whose pause is over, that nobody picked up, or whose sender died.
type DueMail struct {
	referral.Mail
	place string // where the index of what is due had it
}

// Due lists what is due in a shard up to now, the longest due first, and reads nothing else. One request a page.
func (s *Store) Due(ctx context.Context, shard int, now referral.Instant, from Position) (Page[DueItem], error) {
	list := listing[DueItem]{
		partitions: []string{duePK(shard)},
		query: func(partition string) *dynamodb.QueryInput {
			q := inPartition(index3, partition)
			q.KeyConditionExpression = aws.String("GSI3PK = :pk AND GSI3SK <= :now")
			q.ExpressionAttributeValues[":now"] = text(string(now) + "#~")
			return q
		},
		read: readDue,
	}
	return list.page(ctx, s, from, Whole)
}

func readDue(it item) (DueItem, bool, error) {
	var due DueItem
	var into any
	switch sortKey := textOf(it, sk); {
	case sortKey == skMeta:
		due.State = &referral.State{}
		into = due.State
	case sortKey == skOrganization, strings.HasPrefix(sortKey, contactPrefix):
		due.Directory = &DirectoryEvent{}
		into = due.Directory
	case sortKey == skCustomer:
		due.Customer = &DueCustomer{}
		into = due.Customer
	case sortKey == skDigest:
		due.Digest = &DueDigest{}
		into = due.Digest
	default:
		due.Mail = &DueMail{place: textOf(it, gsi3sk)}
		into = &due.Mail.Mail
	}
	if err := decodeMap(it, "due", into); err != nil {
		return DueItem{Broken: fmt.Errorf("%s %s is due: %w", textOf(it, pk), textOf(it, sk), err)}, true, nil
	}
	return due, true, nil
}

// CommitDue writes what a sweep decided on a due item's state, in one request: only the attributes that the command
// changed, because the rest was never read. done is false when somebody else changed the referral first: the next
// sweep sees what they left.
func (s *Store) CommitDue(ctx context.Context, change referral.Change) (done bool, err error) {
	prev, _ := change.Prev()
	next, event := change.Next(), change.Event()
	writes := []write{{TransactWriteItem: dueMetaUpdate(prev, next, event.ID).in(s.table, metaKey(next.Program, next.ID))}}
	writes = append(writes, s.guardWrites(change)...)
	writes = append(writes, write{TransactWriteItem: s.put(eventItem(event), isNew, nil, nil)})
	for _, m := range change.Mails() {
		writes = append(writes, s.mailWrites(m, event.ID, isNew)...)
	}
	writes = append(writes, s.employmentWrites(change)...)
	writes = append(writes, write{TransactWriteItem: dueCardUpdate(change).in(s.table, cardKey(next.Program, next.Customer.ID, next.ID))})
	err = s.transact(ctx, event.ID, writes)
	var lost *lostRace
	switch {
	case err == nil, errors.Is(err, errOwnWrite):
		return true, nil
	case errors.As(err, &lost):
		return false, nil
	}
	return false, err
}

func dueMetaUpdate(prev, next referral.State, commandID string) *update {
	u := newUpdate().set("version", number(next.Version)).set("commandId", text(commandID)).equals("version", number(prev.Version))
	differences(u, "state.", encode(prev), encode(next))
	differences(u, "row.", encode(incomingRow(prev)), encode(incomingRow(next)))
	dueIncomingUpdate(u, prev, next)
	at, why := next.Due()
	if why == "" {
		return u.index(gsi3pk, gsi3sk, "", "").set("due", nil)
	}
	return u.index(gsi3pk, gsi3sk, duePK(shardOf(next.ID)), dueSK(at, string(why), next.ID)).
		set("due", attributes(encode(dueState(next))))
}

func dueCardUpdate(change referral.Change) *update {
	prev, _ := change.Prev()
	next := change.Next()
	u := newUpdate().set("version", number(next.Version)).exists(pk)
	differences(u, "row.", encode(view.RowOf(prev, "")), encode(view.RowOf(next, "")))
	if asking, asked := referral.Newest(change.Mails()); asked {
		u.set("row.delivery", text(string(referral.MailQueued))).set("row.undeliverable", boolean(false)).
			set("deliveryOf", number(asking.Version))
	}
	if prev.Status != next.Status {
		u.index(gsi2pk, gsi2sk, outgoingStatusPK(next.Program, next.Grantee, next.Status), next.ID)
	}
	// The earlier mails were not read, and none of a sweep's commands needs them: each asks anew, marks the referral or
	// ends it, and so decides by itself what needs attention.
	partition, sortKey := attentionOf(next, change.Mails())
	return u.index(gsi3pk, gsi3sk, partition, sortKey)
}

// differences sets the attributes that differ and removes those that are gone.
func differences(u *update, path string, before, after item) {
	names := map[string]bool{}
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	var changed []string
	for name := range names {
		if !reflect.DeepEqual(before[name], after[name]) {
			changed = append(changed, name)
		}
	}
	sort.Strings(changed)
	for _, name := range changed {
		u.set(path+name, after[name])
	}
}

// RequeueMail takes up a mail that is due: the stream brings it to the bus again. done is false when it no longer stands
// where the index had it: it has been dealt with meanwhile, or somebody holds it. That is asked for by its place and not by
// the time, because the SDK repeats an update whose answer was lost: by then a sender may have claimed what the first one
// queued, under a lease that a sweep whose clock is ahead takes for run out.
func (s *Store) RequeueMail(ctx context.Context, m DueMail, now referral.Instant) (done bool, err error) {
	id := MailIDOf(m.Mail)
	u := newUpdate().setText("state", string(referral.MailQueued)).setText("stateAt", string(now)).setText("leaseUntil", "").setText("claim", "").
		setText(gsi3sk, mailDueSK(now.Add(mailPatience), id)).equals(gsi3sk, text(m.place))
	_, err = s.client.UpdateItem(ctx, u.alone(s.table, id.key()))
	var refused *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &refused):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("queueing a mail again: %w", err)
	}
	return true, nil
}
