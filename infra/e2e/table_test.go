package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// contents are all items of the table by their keys, each as its JSON.
type contents map[string]json.RawMessage

// stored reads the whole table, past the functions and their counts, and past the SDK: its types would only have to be
// compared by other means than texts are.
func stored(t testing.TB, s *system.System) contents {
	t.Helper()
	type key struct{ S string }
	all := contents{}
	scan := object{"TableName": s.Template.Table.Name, "ConsistentRead": true}
	for {
		var page struct {
			Items            []json.RawMessage
			LastEvaluatedKey json.RawMessage
		}
		scanPage(t, s, scan, &page)
		for _, item := range page.Items {
			var keys struct{ PK, SK key }
			if err := json.Unmarshal(item, &keys); err != nil {
				t.Fatal(err)
			}
			all[keys.PK.S+" "+keys.SK.S] = item
		}
		if len(page.LastEvaluatedKey) == 0 {
			return all
		}
		scan["ExclusiveStartKey"] = page.LastEvaluatedKey
	}
}

func scanPage(t testing.TB, s *system.System, scan object, page any) {
	t.Helper()
	body, err := json.Marshal(scan)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, s.Engine.Endpoint()+"/", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	request.Header.Set("X-Amz-Target", "DynamoDB_20120810.Scan")
	// The engine looks at the form alone.
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "+
		"SignedHeaders=host, Signature=0")
	request.Header.Set("X-Amz-Date", "20260101T000000Z")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode == http.StatusOK {
		err = json.Unmarshal(answer, page)
	}
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("reading the table: %d %.300s: %v", response.StatusCode, answer, err)
	}
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
		if !sameItem(item, after[key]) {
			differ[key] = true
		}
	}
	for key := range after {
		if before[key] == nil {
			differ[key] = true
		}
	}
	return slices.Sorted(maps.Keys(differ))
}

// sameItem knows that attributes have no order.
func sameItem(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var one, other any
	return json.Unmarshal(a, &one) == nil && json.Unmarshal(b, &other) == nil && reflect.DeepEqual(one, other)
}
