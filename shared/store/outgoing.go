package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// OutgoingFilter narrows the list of outgoing referrals; its zero value shows all.
type OutgoingFilter struct {
	Status    referral.Status
	Overdue   bool   // only what is overdue, marked or by the clock
	Attention bool   // only what staff should look at: overdue, rejected, customer not responding, undeliverable
	Query     string // any word of the names or the reference, by prefix
}

// Outgoing lists the referrals of grantees, newest first, one grantee after the other; attention and overdue lists begin
// with what has come to need a look last. They list referrals, each by itself: a rejected one stays, also when another
// referral has met the customer's need since, and standing no longer counts the customer. One request a page.
func (s *Store) Outgoing(ctx context.Context, program string, grantees []string, f OutgoingFilter, now referral.Instant, from Position, limit int) (Page[view.Row], error) {
	list := listing[view.Row]{read: readRow(now)}
	for _, g := range grantees {
		switch {
		case f.Overdue || f.Attention:
			list.partitions = append(list.partitions, attentionPK(program, g))
		case f.Status != "":
			list.partitions = append(list.partitions, outgoingStatusPK(program, g, f.Status))
		default:
			list.partitions = append(list.partitions, outgoingPK(program, g))
		}
	}
	list.query = func(partition string) *dynamodb.QueryInput { return outgoingQuery(partition, f, now) }
	return list.page(ctx, s, from, limit)
}

func outgoingQuery(partition string, f OutgoingFilter, now referral.Instant) *dynamodb.QueryInput {
	var query *dynamodb.QueryInput
	switch {
	case f.Overdue || f.Attention:
		query = inPartition(index3, partition)
		// What waits is found once its time has come, what needs attention always.
		query.KeyConditionExpression = aws.String("GSI3PK = :pk AND GSI3SK BETWEEN :first AND :now")
		query.ExpressionAttributeValues[":first"] = text("0#")
		query.ExpressionAttributeValues[":now"] = text("1#" + string(now) + "#~")
	case f.Status != "":
		query = inPartition(index2, partition)
	default:
		query = inPartition(index1, partition)
	}
	names := map[string]string{"#row": "row"}
	if f.Overdue {
		// Marked by a sweep, whose clock may be ahead of this one's, or past the time before a sweep has seen it.
		filter(query, "(#row.#overdue = :marked OR #row.overdueAt <= :at)", ":at", text(string(now)))
		query.ExpressionAttributeValues[":marked"] = boolean(true)
		names["#overdue"] = "overdue"
		query.ExpressionAttributeNames = names
	}
	if f.Status != "" && (f.Overdue || f.Attention) {
		filter(query, "#row.#status = :status", ":status", text(string(f.Status)))
		names["#status"] = "status"
		query.ExpressionAttributeNames = names
	}
	search(query, searchWords(f.Query))
	return downwards(query)
}
