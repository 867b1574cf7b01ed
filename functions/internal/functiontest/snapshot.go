package functiontest

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/batch"
)

type item = map[string]types.AttributeValue

// snapshots are the items of those who were made once, by who they are. To make them by commands takes several times as
// long as what is then tested.
var snapshots sync.Map

// once makes people by commands in the first world that wants them, and copies them into each that follows.
func (w *World) once(t testing.TB, who string, make func()) {
	t.Helper()
	if kept, made := snapshots.Load(who); made {
		w.put(t, kept.([]item))
		return
	}
	before := w.items(t)
	make()
	added := slices.DeleteFunc(w.items(t), func(it item) bool {
		return slices.ContainsFunc(before, func(other item) bool { return sameKey(it, other) })
	})
	snapshots.Store(who, added)
}

func sameKey(a, b item) bool {
	return keyText(a, "PK") == keyText(b, "PK") && keyText(a, "SK") == keyText(b, "SK")
}

func keyText(it item, attribute string) string {
	return it[attribute].(*types.AttributeValueMemberS).Value
}

// items reads the whole table.
func (w *World) items(t testing.TB) (all []item) {
	t.Helper()
	pages := dynamodb.NewScanPaginator(w.Client, &dynamodb.ScanInput{TableName: &w.Name})
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		must(t, err)
		all = append(all, page.Items...)
	}
	return all
}

func (w *World) put(t testing.TB, items []item) {
	t.Helper()
	must(t, batch.Put(context.Background(), w.Client, w.Name, items))
}
