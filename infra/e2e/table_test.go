package e2e

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/local/system"
)

// contents are all items of the table, by their keys, each as a text to compare.
type contents map[string]string

// stored reads the whole table, past the functions and their counts.
func stored(t testing.TB, s *system.System) contents {
	t.Helper()
	all := contents{}
	pages := dynamodb.NewScanPaginator(engineOf(s), &dynamodb.ScanInput{
		TableName: &s.Template.Table.Name, ConsistentRead: aws.Bool(true),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var items []map[string]any
		if err := attributevalue.UnmarshalListOfMaps(page.Items, &items); err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			text, err := json.Marshal(item)
			if err != nil {
				t.Fatal(err)
			}
			all[item["PK"].(string)+" "+item["SK"].(string)] = string(text)
		}
	}
	return all
}

func engineOf(s *system.System) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(s.Engine.Endpoint()),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
}

// wantUnchanged fails the test when do stored, changed or removed anything, or sent a mail.
func wantUnchanged(t *testing.T, s *system.System, do func()) {
	t.Helper()
	settle(t, s)
	before, mails := stored(t, s), len(s.Mailbox.Mails(""))
	do()
	settle(t, s)
	after := stored(t, s)
	for _, key := range changes(before, after) {
		t.Errorf("item %s\n was %s\n  is %s", key, before[key], after[key])
	}
	if got := len(s.Mailbox.Mails("")); got != mails {
		t.Errorf("%d mails were sent", got-mails)
	}
}

// changes are the keys of the items that differ.
func changes(before, after contents) []string {
	differ := map[string]bool{}
	for key, item := range before {
		if after[key] != item {
			differ[key] = true
		}
	}
	for key, item := range after {
		if before[key] != item {
			differ[key] = true
		}
	}
	return slices.Sorted(maps.Keys(differ))
}
