package proxy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// request is one call of DynamoDB's API.
type request struct {
	operation string // "TransactWriteItems"
	fields    map[string]json.RawMessage
	body      []byte // as it goes to the engine
	items     int    // of a transaction
	accesses  []access
}

// parse reads what a request is about and asks the engine, in it, for the capacity it takes.
func parse(target string, body []byte) (*request, error) {
	_, operation, ok := strings.Cut(target, ".")
	if !ok {
		return nil, fmt.Errorf("no operation in X-Amz-Target")
	}
	r := &request{operation: operation}
	if err := json.Unmarshal(body, &r.fields); err != nil {
		return nil, fmt.Errorf("the body is not JSON: %w", err)
	}
	var err error
	if r.accesses, err = r.readAccesses(body); err != nil {
		return nil, err
	}
	if reportsCapacity[operation] && !r.asksCapacity() {
		r.fields["ReturnConsumedCapacity"] = json.RawMessage(`"TOTAL"`)
	}
	r.body, err = json.Marshal(r.fields)
	return r, err
}

func (r *request) asksCapacity() bool {
	asked := string(r.fields["ReturnConsumedCapacity"])
	return asked != "" && asked != `"NONE"`
}

var reportsCapacity = map[string]bool{
	"BatchGetItem": true, "BatchWriteItem": true, "DeleteItem": true, "GetItem": true, "PutItem": true, "Query": true,
	"Scan": true, "TransactGetItems": true, "TransactWriteItems": true, "UpdateItem": true,
}

// access is what IAM decides on: one action on one table or index, and the partition keys it touches.
type access struct {
	action string // "dynamodb:PutItem"
	table  string
	index  string
	single
}

// single is what one item's part of a request says about its key, in the words of all operations.
type single struct {
	TableName                 string
	IndexName                 string
	Key                       attributes
	Item                      attributes
	KeyConditionExpression    string
	ExpressionAttributeNames  map[string]string
	ExpressionAttributeValues attributes
	keys                      []attributes // of a batch
}

type attributes map[string]attribute

// attribute reads texts alone: our keys are texts.
type attribute struct{ S string }

// transactions names the action of each part of a transaction. IAM has no action TransactWriteItems.
var transactions = map[string]string{
	"Put": "dynamodb:PutItem", "Update": "dynamodb:UpdateItem", "Delete": "dynamodb:DeleteItem",
	"ConditionCheck": "dynamodb:ConditionCheckItem", "Get": "dynamodb:GetItem",
}

func (r *request) readAccesses(body []byte) ([]access, error) {
	var accesses []access
	var err error
	switch r.operation {
	case "TransactWriteItems", "TransactGetItems":
		accesses, err = readTransaction(body)
		r.items = len(accesses)
	case "BatchGetItem", "BatchWriteItem":
		accesses, err = readBatch("dynamodb:"+r.operation, body)
	default:
		a := access{action: "dynamodb:" + r.operation}
		err = json.Unmarshal(body, &a.single)
		a.table, a.index = a.TableName, a.IndexName
		accesses = []access{a}
	}
	if err != nil {
		return nil, fmt.Errorf("the body of %s cannot be read: %w", r.operation, err)
	}
	return accesses, nil
}

func readTransaction(body []byte) ([]access, error) {
	var transaction struct{ TransactItems []map[string]single }
	if err := json.Unmarshal(body, &transaction); err != nil {
		return nil, err
	}
	var accesses []access
	for _, item := range transaction.TransactItems {
		for kind, part := range item {
			accesses = append(accesses, access{action: transactions[kind], table: part.TableName, single: part})
		}
	}
	return accesses, nil
}

func readBatch(action string, body []byte) ([]access, error) {
	var batch struct{ RequestItems map[string]json.RawMessage }
	if err := json.Unmarshal(body, &batch); err != nil {
		return nil, err
	}
	var accesses []access
	for _, table := range slices.Sorted(maps.Keys(batch.RequestItems)) {
		keys, err := readBatchKeys(action, batch.RequestItems[table])
		if err != nil {
			return nil, err
		}
		accesses = append(accesses, access{action: action, table: table, single: single{keys: keys}})
	}
	return accesses, nil
}

func readBatchKeys(action string, items json.RawMessage) ([]attributes, error) {
	if action == "dynamodb:BatchGetItem" {
		var get struct{ Keys []attributes }
		err := json.Unmarshal(items, &get)
		return get.Keys, err
	}
	var writes []struct {
		PutRequest    struct{ Item attributes }
		DeleteRequest struct{ Key attributes }
	}
	if err := json.Unmarshal(items, &writes); err != nil {
		return nil, err
	}
	var keys []attributes
	for _, write := range writes {
		keys = append(keys, write.PutRequest.Item, write.DeleteRequest.Key)
	}
	return keys, nil
}
