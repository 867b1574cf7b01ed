package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// record is a record of the stream as Lambda hands it to functions.
type record struct {
	ID        string `json:"eventID"`
	Name      string `json:"eventName"`
	Version   string `json:"eventVersion"`
	Source    string `json:"eventSource"`
	Region    string `json:"awsRegion"`
	SourceARN string `json:"eventSourceARN"`
	Change    change `json:"dynamodb"`
}

type change struct {
	Created  int64          `json:"ApproximateCreationDateTime"` // seconds since 1970
	Keys     map[string]any `json:"Keys"`
	NewImage map[string]any `json:"NewImage,omitempty"`
	OldImage map[string]any `json:"OldImage,omitempty"`
	Sequence string         `json:"SequenceNumber"`
	Size     int64          `json:"SizeBytes"`
	View     string         `json:"StreamViewType"`
}

func recordOf(r types.Record, stream string) record {
	d := r.Dynamodb
	return record{
		ID: aws.ToString(r.EventID), Name: string(r.EventName), Version: aws.ToString(r.EventVersion),
		Source: aws.ToString(r.EventSource), Region: aws.ToString(r.AwsRegion), SourceARN: stream,
		Change: change{
			Created: aws.ToTime(d.ApproximateCreationDateTime).Unix(), Keys: image(d.Keys), NewImage: image(d.NewImage),
			OldImage: image(d.OldImage), Sequence: aws.ToString(d.SequenceNumber), Size: aws.ToInt64(d.SizeBytes),
			View: string(d.StreamViewType),
		},
	}
}

// image writes attributes as they stand on the wire, from where the SDK has read them.
func image(attributes map[string]types.AttributeValue) map[string]any {
	if attributes == nil {
		return nil
	}
	all := make(map[string]any, len(attributes))
	for name, value := range attributes {
		all[name] = attribute(value)
	}
	return all
}

func attribute(value types.AttributeValue) map[string]any {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}
	case *types.AttributeValueMemberB:
		return map[string]any{"B": v.Value}
	case *types.AttributeValueMemberSS:
		return map[string]any{"SS": v.Value}
	case *types.AttributeValueMemberNS:
		return map[string]any{"NS": v.Value}
	case *types.AttributeValueMemberBS:
		return map[string]any{"BS": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": image(v.Value)}
	case *types.AttributeValueMemberL:
		list := make([]any, len(v.Value))
		for i, element := range v.Value {
			list[i] = attribute(element)
		}
		return map[string]any{"L": list}
	}
	return map[string]any{"NULL": true}
}
