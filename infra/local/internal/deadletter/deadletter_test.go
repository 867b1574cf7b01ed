package deadletter_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/referral-tool/referrals/infra/local/internal/deadletter"
)

// TestQueue: the SDK's own client reads a queue as it would in the cloud: what it takes is hidden for a while, what it
// deletes is gone, what is given up later is there.
func TestQueue(t *testing.T) {
	messages := []deadletter.Message{{Body: "first", Attributes: map[string]string{"TARGET_ARN": "a"}}, {Body: "second"}}
	at := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	queues := deadletter.New(map[string]deadletter.Source{
		"stack-BusFailures": func() ([]deadletter.Message, error) { return messages, nil },
		"other-BusFailures": func() ([]deadletter.Message, error) { return nil, nil },
	}, func() time.Time { return at })
	server := httptest.NewServer(queues.Handler())
	t.Cleanup(server.Close)
	client := sqs.New(sqs.Options{
		Region: "us-east-1", BaseEndpoint: &server.URL,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	})

	listed, err := client.ListQueues(t.Context(), &sqs.ListQueuesInput{QueueNamePrefix: aws.String("stack-")})
	if err != nil || len(listed.QueueUrls) != 1 {
		t.Fatalf("listed %v, %v", listed, err)
	}
	receive := func() []types.Message {
		t.Helper()
		received, err := client.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{
			QueueUrl: &listed.QueueUrls[0], MaxNumberOfMessages: 10, VisibilityTimeout: 30,
		})
		if err != nil {
			t.Fatal(err)
		}
		return received.Messages
	}
	first := receive()
	if len(first) != 2 || *first[0].Body != "first" || *first[0].MessageAttributes["TARGET_ARN"].StringValue != "a" {
		t.Fatalf("received %v", first)
	}
	if again := receive(); len(again) != 0 {
		t.Errorf("what was taken is handed out again: %v", again)
	}
	_, err = client.DeleteMessage(t.Context(), &sqs.DeleteMessageInput{QueueUrl: &listed.QueueUrls[0], ReceiptHandle: first[0].ReceiptHandle})
	if err != nil {
		t.Fatal(err)
	}
	at = at.Add(time.Minute)
	messages = append(messages, deadletter.Message{Body: "third"})
	if later := receive(); len(later) != 2 || *later[0].Body != "second" || *later[1].Body != "third" {
		t.Errorf("later there is %v", later)
	}

	unknown := server.URL + "/000000000000/nowhere"
	if _, err := client.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &unknown}); err == nil {
		t.Error("a queue that is nowhere was read")
	}
}
