package template

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// CreateTableInput is the request that makes this table in the local engine. The caller may change it, for example
// the name; its slices are shared with the Table.
func (t Table) CreateTableInput() *dynamodb.CreateTableInput {
	input := t.create
	return &input
}

func (r *reader) readTable(resource *resource, properties *lazy) {
	properties.get("TableName") // through name
	name := r.name(resource)
	create := dynamodb.CreateTableInput{
		TableName:            aws.String(name),
		BillingMode:          types.BillingModePayPerRequest,
		AttributeDefinitions: readAttributes(properties.need("AttributeDefinitions")),
		KeySchema:            readKeys(properties.need("KeySchema")),
		StreamSpecification:  readStreamSpecification(properties.get("StreamSpecification").object()),
	}
	properties.need("BillingMode").only(string(types.BillingModePayPerRequest))
	for _, index := range properties.get("GlobalSecondaryIndexes").items() {
		create.GlobalSecondaryIndexes = append(create.GlobalSecondaryIndexes, readIndex(index.object()))
	}
	r.template.Table = Table{
		LogicalID:  resource.id,
		Name:       name,
		ARN:        tableARN(name),
		StreamARN:  streamARN(name),
		Properties: properties.plain(),
		create:     create,
	}
	properties.ignore(ignoredOfTables)
	properties.close()
}

func readAttributes(definitions *value) []types.AttributeDefinition {
	var attributes []types.AttributeDefinition
	for _, item := range definitions.items() {
		o := item.object()
		attributes = append(attributes, types.AttributeDefinition{
			AttributeName: aws.String(o.need("AttributeName").string()),
			AttributeType: types.ScalarAttributeType(o.need("AttributeType").string()),
		})
		o.close()
	}
	return attributes
}

func readKeys(schema *value) []types.KeySchemaElement {
	var keys []types.KeySchemaElement
	for _, item := range schema.items() {
		o := item.object()
		keys = append(keys, types.KeySchemaElement{
			AttributeName: aws.String(o.need("AttributeName").string()),
			KeyType:       types.KeyType(o.need("KeyType").string()),
		})
		o.close()
	}
	return keys
}

func readIndex(index *object) types.GlobalSecondaryIndex {
	projection := index.need("Projection").object()
	defer index.close()
	defer projection.close()
	index.ignore(ignoredOfIndexes)
	return types.GlobalSecondaryIndex{
		IndexName: aws.String(index.need("IndexName").string()),
		KeySchema: readKeys(index.need("KeySchema")),
		Projection: &types.Projection{
			ProjectionType:   types.ProjectionType(projection.need("ProjectionType").string()),
			NonKeyAttributes: projection.get("NonKeyAttributes").strings(),
		},
	}
}

// readStreamSpecification: CloudFormation turns the stream on by naming its view, CreateTable wants both said.
func readStreamSpecification(stream *object) *types.StreamSpecification {
	view := stream.get("StreamViewType")
	stream.close()
	if view == nil {
		return nil
	}
	return &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewType(view.string())}
}
