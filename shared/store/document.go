package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

// maxPDF keeps an item, with all that stands beside the PDF, under DynamoDB's 400 KB.
const maxPDF = 350 << 10

// sentToProvider is the status of all forms in Distributed Documents: "the form was sent electronically through the
// Provider Portal and not mailed".
const sentToProvider = "Sent to Provider"

// distributionWrites keep a form as it was sent: the PDF with its checksum, and its line in Distributed Documents.
func (s *Store) distributionWrites(change referral.Change) []write {
	if !change.Distributes() {
		return nil
	}
	next, pdf := change.Next(), change.PDF()
	if len(pdf) == 0 || len(pdf) > maxPDF {
		panic(fmt.Sprintf("a form is sent with a PDF of %d bytes", len(pdf)))
	}
	form, _ := change.Form()
	sum := sha256.Sum256(pdf)
	checksum := hex.EncodeToString(sum[:])
	kept := pdfKey(next.Program, next.ID, form.Revision).with(item{
		"pdf": &types.AttributeValueMemberB{Value: pdf}, "sha256": text(checksum),
		"grantee": text(next.Grantee), "provider": text(next.Organization.ID), "sentAt": text(string(form.SentAt)),
	})
	document := documentKey(next.Program, next.Customer.CaseNumber, form.SentAt, next.ID, form.Revision).with(item{
		"row": attributes(encode(view.Document{
			ID: next.ID + "." + revision(form.Revision), Form: form.Name, Version: form.Revision, Title: form.Heading,
			Status: sentToProvider, SentAt: form.SentAt, ReferralID: next.ID,
			Provider: view.Name{ID: next.Organization.ID, Name: next.Organization.Name}, SHA256: checksum,
		})),
	})
	return []write{
		{TransactWriteItem: s.put(kept, isNew, nil, nil)},
		{TransactWriteItem: s.put(document, isNew, nil, nil)},
	}
}

// Documents lists the forms that were sent on a case, newest first, strongly consistent: the guide's Distributed
// Documents. One request a page.
func (s *Store) Documents(ctx context.Context, program, caseNumber string, from Position, limit int) (Page[view.Document], error) {
	list := listing[view.Document]{
		partitions: []string{casePK(program, caseNumber)},
		query:      func(partition string) *dynamodb.QueryInput { return downwards(inPartition("", partition)) },
		read: func(it item) (view.Document, bool, error) {
			var d view.Document
			err := decodeMap(it, "row", &d)
			return d, true, err
		},
	}
	return list.page(ctx, s, from, limit)
}

// PDF reads a referral's state and the PDF of a revision of its form, strongly consistent. In one request where
// the revision is the one that was sent first, as nearly always; 0 asks for the newest. The PDF is nil when there is none.
func (s *Store) PDF(ctx context.Context, program, id string, n int) (referral.State, []byte, error) {
	asked := max(n, 1)
	found, err := s.batchGet(ctx, map[string]key{"meta": metaKey(program, id), "pdf": pdfKey(program, id, asked)})
	if err != nil {
		return referral.State{}, nil, err
	}
	var state referral.State
	if found["meta"] == nil {
		return state, nil, errUnknown("referral")
	}
	if err := decodeMap(found["meta"], "state", &state); err != nil {
		return state, nil, err
	}
	if newest := newestRevision(state); n == 0 && newest > asked {
		return s.PDF(ctx, program, id, newest)
	}
	return state, bytesOf(found["pdf"], "pdf"), nil
}

func newestRevision(s referral.State) int {
	if s.Employment == nil {
		return 0
	}
	return s.Employment.Revision
}

func bytesOf(it item, name string) []byte {
	b, _ := it[name].(*types.AttributeValueMemberB)
	if b == nil {
		return nil
	}
	return b.Value
}
