package system

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
	"github.com/referral-tool/referrals/infra/local/internal/deadletter"
	"github.com/referral-tool/referrals/infra/local/internal/lambda"
	"github.com/referral-tool/referrals/infra/local/internal/respond"
	"github.com/referral-tool/referrals/infra/local/internal/stream"
)

// operatorPath is below which an operator's commands find the services that they use: queues of what was given up, the
// functions, the table with its stream, the bus.
const operatorPath = "/_local/aws"

// functionARN is a function's ARN but for its name.
const functionARN = "arn:aws:lambda:us-east-1:000000000000:function:"

// registerOperator serves the operator's services below operatorPath.
func (s *System) registerOperator(mux *http.ServeMux) error {
	address, err := url.Parse(s.endpoint)
	if err != nil {
		return err
	}
	queues := deadletter.New(map[string]deadletter.Source{
		"referrals-local-BusFailures":   s.deadEvents,
		"referrals-local-RelayFailures": func() ([]deadletter.Message, error) { return s.deadBatches("event-relay") },
		"referrals-local-TallyFailures": func() ([]deadletter.Message, error) { return s.deadBatches("dashboard-tally") },
	}, now)
	mux.Handle("POST "+operatorPath+"/sqs", queues.Handler())
	mux.Handle("POST "+operatorPath+"/events", s.Bus.Handler())
	mux.Handle("POST "+operatorPath+"/dynamodb", http.StripPrefix(operatorPath+"/dynamodb", httputil.NewSingleHostReverseProxy(address)))
	mux.HandleFunc("POST "+operatorPath+"/lambda/2015-03-31/functions/{function}/invocations", s.invoke)
	mux.HandleFunc("GET "+operatorPath+"/lambda/2015-03-31/functions/{function}/configuration", s.configuration)
	return nil
}

// invoke is Lambda's Invoke: it waits for the answer.
func (s *System) invoke(w http.ResponseWriter, r *http.Request) {
	event, err := io.ReadAll(r.Body)
	if err != nil {
		respond.Message(w, http.StatusBadRequest, "The body cannot be read.")
		return
	}
	answer, err := s.Functions.Invoke(r.Context(), functionOf(r), event)
	var failed *lambda.FunctionError
	switch {
	case errors.As(err, &failed):
		w.Header().Set("X-Amz-Function-Error", "Unhandled")
		respond.JSON(w, http.StatusOK, map[string]string{"errorType": failed.Type})
	case err != nil:
		respond.JSON(w, http.StatusInternalServerError, awsjson.Error{Type: "ServiceException", Message: "The function cannot be reached."})
	default:
		_, _ = w.Write(answer)
	}
}

// functionOf is the function that a call to Lambda names, by its ARN.
func functionOf(r *http.Request) string {
	return strings.TrimSuffix(strings.TrimPrefix(r.PathValue("function"), functionARN), ":$LATEST")
}

// configuration is Lambda's GetFunctionConfiguration, as far as it tells the environment.
func (s *System) configuration(w http.ResponseWriter, r *http.Request) {
	for _, f := range s.Template.Functions {
		if f.Name == functionOf(r) {
			respond.JSON(w, http.StatusOK, map[string]any{"Environment": map[string]any{"Variables": f.Env}})
			return
		}
	}
	respond.Message(w, http.StatusNotFound, "There is no such function.")
}

// deadEvents are those that the bus gave up, as EventBridge puts them into a queue.
func (s *System) deadEvents() (messages []deadletter.Message, err error) {
	for _, dead := range s.Bus.DeadLetters() {
		messages = append(messages, deadletter.Message{
			Body:       string(dead.Event),
			Attributes: map[string]string{"TARGET_ARN": functionARN + dead.Function, "ERROR_CODE": "SDK_CLIENT_ERROR"},
		})
	}
	return messages, nil
}

// deadBatches are those that a reader of the stream gave up, as Lambda puts them into a queue: without the records.
func (s *System) deadBatches(function string) (messages []deadletter.Message, err error) {
	var at *place
	for _, dead := range s.Stream.Dead() {
		if dead.Function != function {
			continue
		}
		if at == nil {
			if at, err = s.placeOfStream(); err != nil {
				return nil, err
			}
		}
		body, err := json.Marshal(at.batch(dead))
		if err != nil {
			return nil, err
		}
		messages = append(messages, deadletter.Message{Body: string(body)})
	}
	return messages, nil
}

// place is where the stream is read: the engine keeps it in one shard.
type place struct{ stream, shard string }

func (s *System) placeOfStream() (*place, error) {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	client := engine.StreamsClient(s.endpoint)
	streams, err := client.ListStreams(ctx, &dynamodbstreams.ListStreamsInput{TableName: &s.Template.Table.Name})
	if err != nil {
		return nil, fmt.Errorf("listing the table's streams: %w", err)
	}
	if len(streams.Streams) == 0 {
		return nil, errors.New("the table has no stream")
	}
	arn := streams.Streams[len(streams.Streams)-1].StreamArn
	described, err := client.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: arn})
	if err != nil {
		return nil, fmt.Errorf("reading what the stream is: %w", err)
	}
	if len(described.StreamDescription.Shards) == 0 {
		return nil, errors.New("the stream has no shard")
	}
	return &place{*arn, *described.StreamDescription.Shards[0].ShardId}, nil
}

func (p place) batch(dead stream.Dead) any {
	first, last := dead.Records[0], dead.Records[len(dead.Records)-1]
	return map[string]any{
		"version":        "1.0",
		"requestContext": map[string]any{"functionArn": functionARN + dead.Function, "condition": "RetryAttemptsExhausted"},
		"DDBStreamBatchInfo": map[string]any{
			"streamArn": p.stream, "shardId": p.shard, "batchSize": len(dead.Records),
			"startSequenceNumber": first.SequenceNumber, "endSequenceNumber": last.SequenceNumber,
			"approximateArrivalOfFirstRecord": first.Created().Format(time.RFC3339),
			"approximateArrivalOfLastRecord":  last.Created().Format(time.RFC3339),
		},
	}
}
