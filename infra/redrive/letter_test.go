package main

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const arn = "arn:aws:lambda:us-east-1:000000000000:function:referrals-MailSend-1A2B"

func message(body string, attributes map[string]string) types.Message {
	m := types.Message{Body: aws.String(body), MessageAttributes: map[string]types.MessageAttributeValue{}}
	for name, value := range attributes {
		m.MessageAttributes[name] = types.MessageAttributeValue{StringValue: aws.String(value)}
	}
	return m
}

// Whoever gave up, wrote in a form of their own.
func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		message        types.Message
		event, summary string
	}{
		"Rule": {
			message(`{"detail-type":"MailQueued"}`, map[string]string{"TARGET_ARN": arn, "RULE_ARN": "r", "ERROR_CODE": "THROTTLED"}),
			`{"detail-type":"MailQueued"}`, "an event for referrals-MailSend-1A2B (THROTTLED)",
		},
		"Invocation": {
			message(`{"version":"1.0","requestContext":{"functionArn":"`+arn+`:$LATEST","condition":"RetriesExhausted"},
				"requestPayload":{"detail-type":"MailQueued"},"responsePayload":{"errorMessage":"no"}}`, nil),
			`{"detail-type":"MailQueued"}`, "an event for referrals-MailSend-1A2B:$LATEST (RetriesExhausted)",
		},
		"Schedule": {
			message(`{"FunctionName":"x","Payload":"y"}`, map[string]string{
				"TARGET_ARN": arn, "SCHEDULE_ARN": "s", "SCHEDULED_TIME": "2026-11-23T15:05:00Z", "ERROR_CODE": "AWS.Lambda.TooManyRequestsException",
			}),
			`{"time":"2026-11-23T15:05:00Z"}`, "an event for referrals-MailSend-1A2B (AWS.Lambda.TooManyRequestsException)",
		},
		"Stream": {
			message(`{"requestContext":{"functionArn":"`+arn+`","condition":"RetryAttemptsExhausted"},"DDBStreamBatchInfo":{
				"shardId":"shardId-1","startSequenceNumber":"100","endSequenceNumber":"300","batchSize":3,
				"approximateArrivalOfFirstRecord":"2026-11-23T15:00:00.5Z","streamArn":"arn:stream"}}`, nil),
			"", "3 changes for referrals-MailSend-1A2B, from 2026-11-23T15:00:00Z on (RetryAttemptsExhausted)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := read(c.message)
			if err != nil || string(l.event) != c.event || l.String() != c.summary {
				t.Errorf("read %s, event %s, %v", l, l.event, err)
			}
		})
	}
}

func TestErrRead(t *testing.T) {
	for name, m := range map[string]types.Message{
		"NoJSON":     message(`event`, map[string]string{"TARGET_ARN": arn}),
		"NoFunction": message(`{}`, map[string]string{"TARGET_ARN": "arn:aws:sqs:us-east-1:0:queue"}),
		"NoEvent":    message(`{"requestContext":{"functionArn":"`+arn+`"}}`, nil),
		"NoTime":     message(`{}`, map[string]string{"TARGET_ARN": arn, "SCHEDULE_ARN": "s"}),
	} {
		if l, err := read(m); err == nil {
			t.Errorf("%s: read %s", name, l)
		}
	}
}

func TestErrArguments(t *testing.T) {
	unset := func(string) (string, bool) { return "", false }
	for name, arguments := range map[string][]string{
		"NoStack":       nil,
		"Rest":          {"-stack", "referrals", "rest"},
		"NoCredentials": {"-stack", "referrals"},
	} {
		if err := redrive(t.Context(), arguments, unset, t.Output()); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}
