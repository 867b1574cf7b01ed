package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// IncomingFilter narrows a provider's list; its zero value shows all.
type IncomingFilter struct {
	Status referral.Status
	Query  string // any word of the client's name, or the case number, by prefix
}

// ProviderReferrals lists the referrals for employment services that were sent to a provider, newest first: the guide's
// View Client Referrals. What the provider no longer sees is not found by the client's name either. One request a page.
func (s *Store) ProviderReferrals(ctx context.Context, program, provider string, f IncomingFilter, now referral.Instant, from Position, limit int) (Page[view.Row], error) {
	index, partition := index1, incomingPK(program, provider)
	if f.Status != "" {
		index, partition = index2, incomingStatusPK(program, provider, f.Status)
	}
	list := listing[view.Row]{
		partitions: []string{partition},
		query: func(partition string) *dynamodb.QueryInput {
			q := downwards(inPartition(index, partition))
			search(q, searchWords(f.Query))
			filter(q, "#row.kind = :kind", ":kind", text(string(referral.Employment)))
			q.ExpressionAttributeNames = map[string]string{"#row": "row"}
			return q
		},
		read: readRow(now),
	}
	return list.page(ctx, s, from, limit)
}

// incomingRow is the row of a referral as the organization's list shows it: without the client where a provider no
// longer sees them.
func incomingRow(s referral.State) view.Row {
	if s.Employment != nil && s.Withheld() {
		s.Customer = referral.Customer{}
	}
	return view.RowOf(s, "")
}

func incomingWords(s referral.State) string {
	if s.Employment != nil && s.Withheld() {
		return wordsAttribute(foldWords(s.Reference + " " + s.Employment.ActivityName))
	}
	return cardWords(s)
}

// dueIncomingUpdate moves a provider's entry along with what a sweep decided.
func dueIncomingUpdate(u *update, prev, next referral.State) {
	if next.Employment == nil || prev.Status == next.Status {
		return
	}
	u.set("words", text(incomingWords(next)))
	u.index(gsi2pk, gsi2sk, incomingStatusPK(next.Program, next.Organization.ID, next.Status), incomingSK(next.SentAt, next.ID))
}
