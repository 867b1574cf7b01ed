package template_test

import (
	"slices"
	"testing"

	"github.com/referral-tool/referrals/infra/template"
)

func TestReadResources(t *testing.T) {
	resources, err := template.ReadResources("testdata/resources.yaml", map[string]string{"Url": ""})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, resources, []template.Resource{
		{LogicalID: "Kept", Type: "AWS::SQS::Queue", Name: "kept", ARN: "arn:aws:sqs:us-east-1:000000000000:kept",
			Properties: map[string]any{"QueueName": "kept", "MessageRetentionPeriod": 60}},
		{LogicalID: "Watching", Type: "AWS::CloudWatch::Alarm", Name: "referrals-local-Watching",
			ARN:        "arn:aws:cloudwatch:us-east-1:000000000000:alarm:referrals-local-Watching",
			Properties: map[string]any{"Dimensions": []any{map[string]any{"Name": "QueueName", "Value": "kept"}}}},
		{LogicalID: "Work", Type: "AWS::Serverless::Function", Name: "referrals-local-Work",
			ARN:        "arn:aws:lambda:us-east-1:000000000000:function:referrals-local-Work",
			Properties: map[string]any{"CodeUri": "functions/work/", "Timeout": 5, "MemorySize": 256}},
		{LogicalID: "Bare", Type: "AWS::SNS::Topic", Name: "referrals-local-Bare"},
	})
}

func TestReadResourcesRefuses(t *testing.T) {
	if _, err := template.ReadResources("testdata/resources.yaml", nil); err == nil {
		t.Error("a parameter without a value was taken")
	}
}

func TestReadResourcesOfACondition(t *testing.T) {
	resources, err := template.ReadResources("testdata/resources.yaml", map[string]string{"Url": "x"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(resources, func(r template.Resource) bool { return r.LogicalID == "Conditional" }) {
		t.Error("a resource whose condition holds is missing")
	}
}
