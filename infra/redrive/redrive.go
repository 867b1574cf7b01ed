package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const (
	// longestCall is more than any function's time limit.
	longestCall = 6 * time.Minute
	// hidden is how long a message is not handed out again, in seconds: it is worked off by then, or was not to be.
	hidden = 600
	// hiddenDry is the same where nothing is worked off.
	hiddenDry = 30
)

// redriver works queues off.
type redriver struct {
	what
	out       io.Writer
	queues    *sqs.Client
	functions *lambda.Client
	streams   *dynamodbstreams.Client
	dynamodb  *dynamodb.Client
	events    *eventbridge.Client
}

func (r redriver) run(ctx context.Context) error {
	urls, err := r.find(ctx)
	if err != nil {
		return err
	}
	left := 0
	for _, url := range urls {
		kept, err := r.workOff(ctx, url)
		if err != nil {
			return fmt.Errorf("%s: %w", path.Base(url), err)
		}
		left += kept
	}
	if left > 0 {
		return fmt.Errorf("%d messages are left in their queues", left)
	}
	return nil
}

// find lists the stack's queues of what was given up. A stack whose name begins with this one's has others.
func (r redriver) find(ctx context.Context) (urls []string, err error) {
	name := `[A-Za-z]+Failures`
	if r.queue != "" {
		name = regexp.QuoteMeta(r.queue)
	}
	own := regexp.MustCompile(`^` + regexp.QuoteMeta(r.stack) + `-` + name + `(-[A-Za-z0-9]+)?$`)
	pages := sqs.NewListQueuesPaginator(r.queues, &sqs.ListQueuesInput{
		QueueNamePrefix: aws.String(r.stack + "-"), MaxResults: aws.Int32(1000),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, url := range page.QueueUrls {
			if own.MatchString(path.Base(url)) {
				urls = append(urls, url)
			}
		}
	}
	if len(urls) == 0 {
		return nil, fmt.Errorf("stack %s has no such queue here", r.stack)
	}
	return urls, nil
}

// workOff hands over every message that a queue holds. Those that fail stay, and are counted.
func (r redriver) workOff(ctx context.Context, url string) (kept int, err error) {
	done := 0
	for {
		messages, err := r.receive(ctx, url)
		if err != nil {
			return kept, err
		}
		if len(messages) == 0 {
			fmt.Fprintf(r.out, "%s: %d %s, %d left\n", path.Base(url), done, r.verb(), kept)
			return kept, nil
		}
		for _, m := range messages {
			if err := r.message(ctx, url, m); err != nil {
				kept++
				fmt.Fprintf(r.out, "%s: %s stays: %v\n", path.Base(url), aws.ToString(m.MessageId), err)
				continue
			}
			done++
		}
	}
}

func (r redriver) verb() string {
	if r.dry {
		return "found"
	}
	return "handed over"
}

func (r redriver) receive(ctx context.Context, url string) ([]types.Message, error) {
	input := &sqs.ReceiveMessageInput{
		QueueUrl: &url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: hidden,
		MessageAttributeNames: []string{"All"},
	}
	if r.dry {
		input.VisibilityTimeout = hiddenDry
	}
	received, err := r.queues.ReceiveMessage(ctx, input)
	if err != nil {
		return nil, err
	}
	return received.Messages, nil
}

func (r redriver) message(ctx context.Context, url string, m types.Message) error {
	l, err := read(m)
	if err != nil {
		return err
	}
	if r.dry {
		fmt.Fprintf(r.out, "%s: %s\n", path.Base(url), l)
		return nil
	}
	if err := r.handOver(ctx, path.Base(url), l); err != nil {
		return err
	}
	fmt.Fprintf(r.out, "%s: handed over %s\n", path.Base(url), l)
	_, err = r.queues.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: m.ReceiptHandle})
	return err
}

func (r redriver) handOver(ctx context.Context, queue string, l letter) error {
	if l.batch == nil {
		_, err := r.invoke(ctx, l.function, l.event)
		return err
	}
	records, err := r.reread(ctx, *l.batch)
	switch {
	case errors.Is(err, errForgotten):
		fmt.Fprintf(r.out, "%s: %v, so all of the table is looked through\n", queue, err)
		return r.remake(ctx, queue, l)
	case err != nil:
		return err
	}
	for len(records) > 0 {
		some := records[:min(len(records), l.batch.size())]
		if err := r.records(ctx, l.function, some); err != nil {
			return err
		}
		records = records[len(some):]
	}
	return nil
}

// records has a function take some records of the stream, all of them.
func (r redriver) records(ctx context.Context, function string, records []record) error {
	event, err := json.Marshal(map[string]any{"Records": records})
	if err != nil {
		return err
	}
	answer, err := r.invoke(ctx, function, event)
	if err != nil {
		return err
	}
	var report events.DynamoDBEventResponse
	if err := json.Unmarshal(answer, &report); err != nil {
		return fmt.Errorf("the function's answer is no report: %w", err)
	}
	if len(report.BatchItemFailures) > 0 {
		return fmt.Errorf("the function failed again, from record %s on", report.BatchItemFailures[0].ItemIdentifier)
	}
	return nil
}

// invoke calls a function and waits for its answer, so that a message leaves its queue only when its work is done.
func (r redriver) invoke(ctx context.Context, function string, event []byte) ([]byte, error) {
	answer, err := r.functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: &function, Payload: event})
	if err != nil {
		return nil, err
	}
	if answer.FunctionError != nil {
		return nil, fmt.Errorf("the function failed again: see its log") // what it said may name somebody
	}
	return answer.Payload, nil
}
