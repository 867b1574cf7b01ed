package proxy_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/engine/enginetest"
	"github.com/referral-tool/referrals/infra/local/internal/proxy"
	"github.com/referral-tool/referrals/infra/template"
)

// bench is a proxy before an engine with a table of its own, and the client of a function that talks through it.
type bench struct {
	proxy  *proxy.Proxy
	db     *dynamodb.Client // through the proxy, without retries
	direct *dynamodb.Client
	table  *string
}

const arn = "arn:aws:dynamodb:us-east-1:000000000000:table/"

func newBench(t *testing.T, statements func(table string) []template.Statement) bench {
	t.Helper()
	table, err := template.ReadTable("../../../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b := bench{table: aws.String(strings.ReplaceAll(t.Name(), "/", "."))}
	endpoint := enginetest.Endpoint(t)
	b.direct = engine.Client(endpoint)
	input := table.CreateTableInput()
	input.TableName = b.table
	if _, err := b.direct.CreateTable(t.Context(), input); err != nil {
		t.Fatal(err)
	}
	function := template.Function{Name: "work", Statements: statements(arn + *b.table)}
	if b.proxy, err = proxy.New(endpoint, []template.Function{function}, table); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(b.proxy)
	t.Cleanup(server.Close)
	b.db = dynamodb.New(dynamodb.Options{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(server.URL + "/work"), // the SDK keeps the path
		Retryer:      aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})
	return b
}

func everything(table string) []template.Statement {
	return []template.Statement{{Actions: []string{"dynamodb:*"}, Resources: []string{table, table + "/index/*"}}}
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func key(pk string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": text(pk), "SK": text("a")}
}

func (b bench) put(ctx context.Context, pk string) error {
	_, err := b.db.PutItem(ctx, &dynamodb.PutItemInput{TableName: b.table, Item: key(pk)})
	return err
}

func (b bench) transact(ctx context.Context, pks ...string) error {
	var items []types.TransactWriteItem
	for _, pk := range pks {
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: b.table, Item: key(pk)}})
	}
	_, err := b.db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items})
	return err
}

func (b bench) has(t *testing.T, pk string) bool {
	t.Helper()
	out, err := b.direct.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: b.table, Key: key(pk)})
	if err != nil {
		t.Fatal(err)
	}
	return len(out.Item) > 0
}

func (b bench) query(ctx context.Context, index *string, expression, value string) error {
	_, err := b.db.Query(ctx, &dynamodb.QueryInput{
		TableName: b.table, IndexName: index, KeyConditionExpression: aws.String(expression),
		ExpressionAttributeValues: map[string]types.AttributeValue{":v": text(value)},
	})
	return err
}

func TestCounts(t *testing.T) {
	b := newBench(t, everything)
	if err := b.put(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	if err := b.transact(t.Context(), "y", "z"); err != nil {
		t.Fatal(err)
	}
	counts := b.proxy.Counts()
	if got := counts[proxy.Key{Function: "work", Operation: "PutItem"}]; got != (proxy.Count{Requests: 1, Units: 1}) {
		t.Errorf("PutItem: %+v", got)
	}
	// A transaction takes two units for each item.
	if got := counts.Of("work"); got != (proxy.Count{Requests: 2, Units: 5}) {
		t.Errorf("all: %+v", got)
	}
	b.proxy.Reset()
	if got := b.proxy.Counts().Of("work"); got != (proxy.Count{}) {
		t.Errorf("after Reset: %+v", got)
	}
}

func TestErrorsPassUnchanged(t *testing.T) {
	b := newBench(t, everything)
	if err := b.put(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	_, err := b.db.PutItem(t.Context(), &dynamodb.PutItemInput{
		TableName: b.table, Item: key("x"), ConditionExpression: aws.String("attribute_not_exists(PK)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	var failed *types.ConditionalCheckFailedException
	if !errors.As(err, &failed) || len(failed.Item) != 2 {
		t.Errorf("PutItem = %v", err)
	}
}

func TestPolicy(t *testing.T) {
	allow := func(action string, resources ...string) func(string) []template.Statement {
		return func(table string) []template.Statement {
			s := template.Statement{Actions: []string{action}}
			for _, suffix := range resources {
				s.Resources = append(s.Resources, table+suffix)
			}
			return []template.Statement{s}
		}
	}
	put := func(b bench, ctx context.Context) error { return b.put(ctx, "x") }
	transact := func(b bench, ctx context.Context) error { return b.transact(ctx, "x", "y") }
	get := func(b bench, ctx context.Context) error {
		_, err := b.db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{
			*b.table: {Keys: []map[string]types.AttributeValue{key("x")}},
		}})
		return err
	}
	query := func(b bench, ctx context.Context) error { return b.query(ctx, nil, "PK = :v", "x") }
	queryIndex := func(b bench, ctx context.Context) error {
		return b.query(ctx, aws.String("GSI1"), "GSI1PK = :v", "x")
	}
	tests := []struct {
		name     string
		policy   func(string) []template.Statement
		call     func(bench, context.Context) error
		refusing string // what is said to be missing; "" where the call is allowed
	}{
		{"Allowed", allow("dynamodb:PutItem", ""), put, ""},
		{"ByWildcard", allow("dynamodb:Put*", ""), put, ""},
		{"NoStatement", allow("dynamodb:GetItem", ""), put, "dynamodb:PutItem"},
		{"AnotherTable", allow("dynamodb:PutItem", "2"), put, "dynamodb:PutItem"},
		{"TransactionByItsParts", allow("dynamodb:PutItem", ""), transact, ""},
		{"TransactionHasNoActionOfItsOwn", allow("dynamodb:TransactWriteItems", ""), transact, "dynamodb:PutItem"},
		{"BatchIsItsOwnAction", allow("dynamodb:GetItem", ""), get, "dynamodb:BatchGetItem"},
		{"Batch", allow("dynamodb:BatchGetItem", ""), get, ""},
		{"Query", allow("dynamodb:Query", ""), query, ""},
		{"QueryOfAnIndexNeedsTheIndex", allow("dynamodb:Query", ""), queryIndex, "/index/GSI1"},
		{"QueryOfTheTableNeedsTheTable", allow("dynamodb:Query", "/index/GSI1"), query, "dynamodb:Query"},
		{"QueryOfAnIndex", allow("dynamodb:Query", "/index/GSI1"), queryIndex, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, test.policy)
			wantAccess(t, test.call(b, t.Context()), test.refusing)
		})
	}
}

func TestLeadingKeys(t *testing.T) {
	b := newBench(t, func(table string) []template.Statement {
		return []template.Statement{{
			Actions: []string{"dynamodb:*"}, Resources: []string{table, table + "/index/*"},
			Condition: map[string]any{"ForAllValues:StringLike": map[string]any{"dynamodb:LeadingKeys": []any{"ceja#*"}}},
		}}
	})
	wantAccess(t, b.put(t.Context(), "ceja#1"), "")
	wantAccess(t, b.put(t.Context(), "ks-dcf#1"), "dynamodb:PutItem")
	wantAccess(t, b.transact(t.Context(), "ceja#1", "ceja#2"), "")
	wantAccess(t, b.transact(t.Context(), "ceja#1", "ks-dcf#2"), "dynamodb:PutItem")
	wantAccess(t, b.query(t.Context(), nil, "PK = :v", "ceja#1"), "")
	wantAccess(t, b.query(t.Context(), nil, "PK = :v", "ks-dcf#1"), "dynamodb:Query")
	wantAccess(t, b.query(t.Context(), aws.String("GSI1"), "GSI1PK = :v", "ceja#1"), "")
	wantAccess(t, b.query(t.Context(), aws.String("GSI1"), "GSI1PK = :v", "ks-dcf#1"), "dynamodb:Query")
}

func TestNewRefusesConditionsThatAreNotServed(t *testing.T) {
	for _, condition := range []map[string]any{
		{"StringEquals": map[string]any{"dynamodb:LeadingKeys": "a"}},
		{"ForAllValues:StringLike": map[string]any{"dynamodb:Attributes": "a"}},
	} {
		function := template.Function{Name: "work", Statements: []template.Statement{
			{Actions: []string{"dynamodb:GetItem"}, Resources: []string{"*"}, Condition: condition},
		}}
		if _, err := proxy.New("", []template.Function{function}, template.Table{}); err == nil {
			t.Errorf("New took condition %v", condition)
		}
	}
}

func TestFault(t *testing.T) {
	at := func(point proxy.Point, action proxy.Action) func(proxy.Call) proxy.Action {
		return func(call proxy.Call) proxy.Action {
			if call.Point != point {
				return proxy.Action{}
			}
			return action
		}
	}

	t.Run("Throttle", func(t *testing.T) {
		b := newBench(t, everything)
		b.proxy.SetFault(at(proxy.Before, proxy.Action{Outcome: proxy.Throttle}))
		var throttled *types.ProvisionedThroughputExceededException
		if err := b.put(t.Context(), "x"); !errors.As(err, &throttled) || b.has(t, "x") {
			t.Errorf("PutItem = %v", err)
		}
		b.proxy.SetFault(nil)
		if err := b.put(t.Context(), "x"); err != nil {
			t.Errorf("the fault did not end: %v", err)
		}
	})

	t.Run("Broken", func(t *testing.T) {
		b := newBench(t, everything)
		for point, kept := range map[proxy.Point]bool{proxy.Before: false, proxy.After: true} {
			b.proxy.SetFault(at(point, proxy.Action{Outcome: proxy.Broken}))
			var broken *types.InternalServerError
			if err := b.put(t.Context(), string(point)); !errors.As(err, &broken) || b.has(t, string(point)) != kept {
				t.Errorf("%s: PutItem = %v", point, err)
			}
		}
	})

	t.Run("ConflictOfATransaction", func(t *testing.T) {
		b := newBench(t, everything)
		b.proxy.SetFault(at(proxy.Before, proxy.Action{Outcome: proxy.Conflict}))
		var canceled *types.TransactionCanceledException
		err := b.transact(t.Context(), "x", "y")
		if !errors.As(err, &canceled) || len(canceled.CancellationReasons) != 2 ||
			aws.ToString(canceled.CancellationReasons[0].Code) != "TransactionConflict" ||
			aws.ToString(canceled.CancellationReasons[1].Code) != "None" {
			t.Errorf("TransactWriteItems = %v", err)
		}
	})

	t.Run("ConflictOfOneItem", func(t *testing.T) {
		b := newBench(t, everything)
		b.proxy.SetFault(at(proxy.Before, proxy.Action{Outcome: proxy.Conflict}))
		var conflict *types.TransactionConflictException
		if err := b.put(t.Context(), "x"); !errors.As(err, &conflict) {
			t.Errorf("PutItem = %v", err)
		}
	})

	t.Run("CutBeforeTheWork", func(t *testing.T) {
		b := newBench(t, everything)
		b.proxy.SetFault(at(proxy.Before, proxy.Action{Outcome: proxy.Cut}))
		if err := b.put(t.Context(), "x"); err == nil || b.has(t, "x") {
			t.Errorf("PutItem = %v", err)
		}
	})

	t.Run("CutAfterTheWork", func(t *testing.T) {
		b := newBench(t, everything)
		b.proxy.SetFault(at(proxy.After, proxy.Action{Outcome: proxy.Cut}))
		if err := b.put(t.Context(), "x"); err == nil || !b.has(t, "x") {
			t.Errorf("PutItem = %v", err)
		}
	})

	t.Run("AnotherAnswer", func(t *testing.T) {
		b := newBench(t, everything)
		var earlier []byte
		b.proxy.SetFault(func(call proxy.Call) proxy.Action {
			if call.Point == proxy.Before {
				return proxy.Action{}
			}
			if earlier == nil {
				earlier = call.Answer
			}
			return proxy.Action{Answer: earlier}
		})
		for range 2 { // the second sees what the first saw
			out, err := b.db.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: b.table, Key: key("x")})
			if err != nil || len(out.Item) > 0 {
				t.Errorf("GetItem = %v, %v", out, err)
			}
			if _, err := b.direct.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: b.table, Item: key("x")}); err != nil {
				t.Fatal(err)
			}
		}
	})

	t.Run("RunTellsTheCall", func(t *testing.T) {
		b := newBench(t, everything)
		var ran atomic.Int32
		names := map[proxy.Point]string{proxy.Before: "work/PutItem/before", proxy.After: "work/PutItem/after"}
		b.proxy.SetFault(func(call proxy.Call) proxy.Action {
			if call.Name() != names[call.Point] || !strings.Contains(string(call.Body), `"x"`) ||
				(call.Point == proxy.After) != (call.Status == 200) {
				t.Errorf("call = %+v", call)
			}
			return proxy.Action{Run: func() { ran.Add(1) }}
		})
		if err := b.put(t.Context(), "x"); err != nil || ran.Load() != 2 {
			t.Errorf("PutItem = %v, ran %d times", err, ran.Load())
		}
	})
}

func wantAccess(t *testing.T, err error, refusing string) {
	t.Helper()
	if refusing == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "AccessDeniedException" || !strings.Contains(api.ErrorMessage(), refusing) {
		t.Errorf("err = %v, want AccessDeniedException about %s", err, refusing)
	}
}
