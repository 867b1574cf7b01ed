package store_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/store"
)

// FuzzReadStream: whatever an item of the table's stream looks like, it is read or refused; one that ended the process
// would come again for ever.
func FuzzReadStream(f *testing.F) {
	files, err := filepath.Glob("../../events/*/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var batch struct{ Records []json.RawMessage }
		if json.Unmarshal(text, &batch) != nil {
			continue
		}
		for _, record := range batch.Records {
			f.Add([]byte(record))
		}
	}
	for _, value := range []string{`{"NS":["1"]}`, `{"BS":["AA=="]}`, `{"L":[{"NULL":true}]}`, `{"B":"AA=="}`} {
		f.Add([]byte(`{"dynamodb":{"NewImage":{"SK":{"S":"E#000001"},"referralId":{"S":"r"},"version":` + value + `}}}`))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var record events.DynamoDBEventRecord
		if json.Unmarshal(text, &record) != nil {
			return // Lambda sends nothing like it
		}
		appended, err := store.ReadStream(record)
		kinds := 0
		for _, is := range []bool{appended.Event != nil, appended.Mail != nil, appended.Directory != nil, appended.Customer != nil} {
			if is {
				kinds++
			}
		}
		if err == nil && kinds > 1 {
			t.Errorf("%s is %d things at once", text, kinds)
		}
	})
}
