package store

import (
	"fmt"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// Appended is what a record of the table's stream brings: an event of a referral, a mail, or an event of the directory
// or of a customer.
type Appended struct {
	Event     *referral.Event
	Mail      *referral.Mail
	Directory *DirectoryEvent
	Customer  *CustomerEvent
}

// ReadStream reads a record of the stream. All fields are nil for items that are none of these.
func ReadStream(record events.DynamoDBEventRecord) (Appended, error) {
	image := fromStream(record.Change.NewImage)
	sortKey := textOf(image, sk)
	switch {
	case strings.HasPrefix(sortKey, eventPrefix) && textOf(image, "referralId") != "":
		var e referral.Event
		err := decode(image, &e)
		return Appended{Event: &e}, err
	case strings.HasPrefix(sortKey, mailPrefix):
		var m referral.Mail
		err := decode(image, &m)
		return Appended{Mail: &m}, err
	case strings.HasPrefix(sortKey, eventPrefix) && textOf(image, "organizationId") != "":
		var e DirectoryEvent
		err := decode(image, &e)
		return Appended{Directory: &e}, err
	case strings.HasPrefix(sortKey, eventPrefix) && textOf(image, "customerId") != "":
		var e CustomerEvent
		err := decode(image, &e)
		return Appended{Customer: &e}, err
	}
	return Appended{}, nil
}

// fromStream turns an image of aws-lambda-go into the attributes that the SDK decodes.
func fromStream(image map[string]events.DynamoDBAttributeValue) item {
	out := make(item, len(image))
	for name, value := range image {
		out[name] = attributeFromStream(value)
	}
	return out
}

func attributeFromStream(v events.DynamoDBAttributeValue) types.AttributeValue {
	switch v.DataType() {
	case events.DataTypeString:
		return text(v.String())
	case events.DataTypeNumber:
		return &types.AttributeValueMemberN{Value: v.Number()}
	case events.DataTypeBoolean:
		return boolean(v.Boolean())
	case events.DataTypeStringSet:
		return texts(v.StringSet()...)
	case events.DataTypeMap:
		return attributes(fromStream(v.Map()))
	case events.DataTypeList:
		list := &types.AttributeValueMemberL{}
		for _, element := range v.List() {
			list.Value = append(list.Value, attributeFromStream(element))
		}
		return list
	case events.DataTypeNull:
		return &types.AttributeValueMemberNULL{Value: true}
	case events.DataTypeBinary:
		return &types.AttributeValueMemberB{Value: v.Binary()}
	case events.DataTypeNumberSet:
		return &types.AttributeValueMemberNS{Value: v.NumberSet()}
	case events.DataTypeBinarySet:
		return &types.AttributeValueMemberBS{Value: v.BinarySet()}
	}
	panic(fmt.Sprintf("aws-lambda-go has no stream type %d", v.DataType()))
}
