package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// letter is what a message says was given up: an event for a function, or a batch of the stream.
type letter struct {
	function string // ARN
	why      string // in the words of whoever gave up
	event    []byte
	batch    *batch
}

func (l letter) String() string {
	function := l.function[strings.LastIndex(l.function, ":function:")+len(":function:"):]
	if l.batch != nil {
		return fmt.Sprintf("%d changes for %s, from %s on (%s)", l.batch.Size, function, l.batch.First.UTC().Format(time.RFC3339), l.why)
	}
	return fmt.Sprintf("an event for %s (%s)", function, l.why)
}

// invocation is what Lambda writes of an event that a function did not take, and of a batch of the stream.
type invocation struct {
	RequestContext *struct {
		FunctionARN string `json:"functionArn"`
		Condition   string `json:"condition"`
	} `json:"requestContext"`
	RequestPayload json.RawMessage `json:"requestPayload"`
	Batch          *batch          `json:"DDBStreamBatchInfo"`
}

// read reads a message by whoever wrote it: Lambda says in the body what it is; EventBridge and its scheduler put the
// event into the body, and the rest into the message's attributes.
func read(m types.Message) (letter, error) {
	var of invocation
	if err := json.Unmarshal([]byte(aws.ToString(m.Body)), &of); err != nil {
		return letter{}, fmt.Errorf("its body is no JSON: %w", err)
	}
	attribute := func(name string) string { return aws.ToString(m.MessageAttributes[name].StringValue) }
	l := letter{function: attribute("TARGET_ARN"), why: attribute("ERROR_CODE"), event: []byte(aws.ToString(m.Body))}
	switch {
	case of.RequestContext != nil:
		l = letter{of.RequestContext.FunctionARN, of.RequestContext.Condition, of.RequestPayload, of.Batch}
	case attribute("SCHEDULE_ARN") != "":
		// Its body tells of the call that was tried, the attribute of what a function is to hear.
		due, err := time.Parse(time.RFC3339, attribute("SCHEDULED_TIME"))
		if err != nil {
			return letter{}, errors.New("it does not say for when the schedule was")
		}
		l.event = fmt.Appendf(nil, `{"time":%q}`, due.UTC().Format(time.RFC3339))
	}
	switch {
	case !strings.Contains(l.function, ":function:"):
		return letter{}, errors.New("it names no function")
	case l.batch == nil && len(l.event) == 0:
		return letter{}, errors.New("it holds no event")
	}
	return l, nil
}
