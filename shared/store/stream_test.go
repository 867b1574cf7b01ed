package store_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// records are all items of the table as the stream would bring them.
func (f *fixture) records(t *testing.T) []events.DynamoDBEventRecord {
	t.Helper()
	out, err := f.Client.Scan(ctx, &dynamodb.ScanInput{TableName: &f.Name})
	f.must(t, err)
	var records []events.DynamoDBEventRecord
	for _, it := range out.Items {
		encoded, err := json.Marshal(wire(it))
		f.must(t, err)
		var record events.DynamoDBEventRecord
		f.must(t, json.Unmarshal(encoded, &record.Change.NewImage))
		records = append(records, record)
	}
	return records
}

// wire is an item as DynamoDB writes it in JSON.
func wire(it map[string]types.AttributeValue) map[string]any {
	out := map[string]any{}
	for name, value := range it {
		out[name] = wireValue(value)
	}
	return out
}

func wireValue(value types.AttributeValue) map[string]any {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}
	case *types.AttributeValueMemberNULL:
		return map[string]any{"NULL": v.Value}
	case *types.AttributeValueMemberSS:
		return map[string]any{"SS": v.Value}
	case *types.AttributeValueMemberB:
		return map[string]any{"B": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": wire(v.Value)}
	case *types.AttributeValueMemberL:
		list := []any{}
		for _, element := range v.Value {
			list = append(list, wireValue(element))
		}
		return map[string]any{"L": list}
	}
	panic("no type of the table")
}

// The stream brings a referral's events and mails as they were written, and nothing of all the other items.
func TestReadStream(t *testing.T) {
	f := setUp(t)
	id := f.sent(t, "transportation", "housing-assistance")
	f.answerLine(t, id, "housing-assistance", referral.Rejected)
	f.became(t, f.mail(t, id, referral.MailSent), store.MailResult{State: referral.MailBounced, DeadEmail: dana.Email})
	f.must(t, f.RecordSeen(ctx, ceja, "n1", store.Seen{Customer: john.ID, What: "customer", At: f.at(), By: staff}))
	var got store.Record
	for _, record := range f.records(t) {
		appended, err := store.ReadStream(record)
		f.must(t, err)
		if appended.Event != nil {
			got.Events = append(got.Events, *appended.Event)
		}
		if appended.Mail != nil {
			got.Mails = append(got.Mails, *appended.Mail)
		}
		key := record.Change.NewImage["SK"].String()
		if isEvent := strings.HasPrefix(key, "E#"); (appended.Directory != nil || appended.Event != nil) && !isEvent {
			t.Errorf("%s was taken for an event", key)
		}
	}
	want := f.read(t, id)
	byKey := func(events []referral.Event) map[string]referral.Event {
		found := map[string]referral.Event{}
		for _, e := range events {
			found[e.ID+string(e.Type)] = e
		}
		return found
	}
	if !reflect.DeepEqual(byKey(got.Events), byKey(want.Events)) {
		t.Errorf("events %+v, want %+v", got.Events, want.Events)
	}
	if len(got.Mails) != len(want.Mails) {
		t.Errorf("%d mails, want %d", len(got.Mails), len(want.Mails))
	}
}
