package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/engine/enginetest"
	"github.com/referral-tool/referrals/infra/local/internal/stream"
	"github.com/referral-tool/referrals/infra/template"
)

// consumer stands for the host of functions: it takes note of the sort keys it is given and answers as told.
type consumer struct {
	answer func(batch []string) ([]byte, error) // nil takes everything

	mu      sync.Mutex
	batches [][]string
	last    events.DynamoDBEvent
}

func (c *consumer) Invoke(_ context.Context, function string, event []byte) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = events.DynamoDBEvent{}
	if err := json.Unmarshal(event, &c.last); err != nil {
		return nil, err
	}
	var batch []string
	for _, record := range c.last.Records {
		batch = append(batch, record.Change.Keys["SK"].String())
	}
	c.batches = append(c.batches, batch)
	if c.answer == nil {
		return []byte(`{"batchItemFailures":[]}`), nil
	}
	return c.answer(batch)
}

func (c *consumer) got() [][]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([][]string(nil), c.batches...)
}

// invoker is a function that is never told what it gets.
type invoker func(context.Context) error

func (i invoker) Invoke(ctx context.Context, _ string, _ []byte) ([]byte, error) { return nil, i(ctx) }

// table is a table with a stream, and how to write to it.
type table struct {
	name     string
	endpoint string
	db       *dynamodb.Client
}

func newTable(t *testing.T, endpoint string) table {
	t.Helper()
	read, err := template.ReadTable("../../../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	made := table{name: strings.ReplaceAll(t.Name(), "/", "."), endpoint: endpoint, db: engine.Client(endpoint)}
	input := read.CreateTableInput()
	input.TableName = aws.String(made.name)
	if _, err := made.db.CreateTable(t.Context(), input); err != nil {
		t.Fatal(err)
	}
	return made
}

func (b table) put(t *testing.T, sortKeys ...string) {
	t.Helper()
	for _, sk := range sortKeys {
		item := map[string]types.AttributeValue{
			"PK": &types.AttributeValueMemberS{Value: "p"}, "SK": &types.AttributeValueMemberS{Value: sk},
		}
		if _, err := b.db.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String(b.name), Item: item}); err != nil {
			t.Fatal(err)
		}
	}
}

func mapping() template.Stream {
	return template.Stream{
		Function: "relay", BatchSize: 100, StartingPosition: "TRIM_HORIZON", Retries: 2, MaxAge: -1, PartialFailures: true,
	}
}

func options(b table, c *consumer, m template.Stream) stream.Options {
	return stream.Options{
		Endpoint: b.endpoint, Table: b.name, SourceARN: "arn:source", Mappings: []template.Stream{m}, Functions: c,
		Backoff: func(int) time.Duration { return 0 },
	}
}

func start(t *testing.T, o stream.Options) *stream.Pump {
	t.Helper()
	p, err := stream.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func drain(t *testing.T, p *stream.Pump) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := p.Drain(ctx); err != nil {
		t.Fatal(err)
	}
}

// run writes the keys, lets a pump hand them over and gives it back.
func run(t *testing.T, c *consumer, m template.Stream, sortKeys ...string) *stream.Pump {
	t.Helper()
	b := newTable(t, enginetest.Endpoint(t))
	b.put(t, sortKeys...)
	p := start(t, options(b, c, m))
	drain(t, p)
	return p
}

func TestHandsOver(t *testing.T) {
	t.Run("InOrder", func(t *testing.T) {
		c := &consumer{}
		run(t, c, mapping(), "a", "b", "c")
		equal(t, c.got(), [][]string{{"a", "b", "c"}})
	})

	t.Run("AsLambdaDoes", func(t *testing.T) {
		c := &consumer{}
		run(t, c, mapping(), "a")
		r := c.last.Records[0]
		if r.EventSourceArn != "arn:source" || r.EventSource != "aws:dynamodb" || r.AWSRegion != "us-east-1" ||
			r.EventName != "INSERT" || r.EventID == "" || r.Change.SequenceNumber == "" ||
			r.Change.StreamViewType != "NEW_AND_OLD_IMAGES" || r.Change.NewImage["PK"].String() != "p" ||
			r.Change.ApproximateCreationDateTime.IsZero() {
			t.Errorf("record = %+v", r)
		}
	})

	t.Run("InBatches", func(t *testing.T) {
		c, m := &consumer{}, mapping()
		m.BatchSize = 2
		run(t, c, m, "a", "b", "c", "d", "e")
		equal(t, c.got(), [][]string{{"a", "b"}, {"c", "d"}, {"e"}})
	})

	t.Run("WhatTheFiltersWant", func(t *testing.T) {
		c, m := &consumer{}, mapping()
		m.Filters = []string{
			`{"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"E#"}]}}}}`, `{"dynamodb":{"Keys":{"SK":{"S":["M#1"]}}}}`,
		}
		run(t, c, m, "E#1", "X#1", "M#1", "M#2", "E#2", "X#2")
		equal(t, c.got(), [][]string{{"E#1", "M#1", "E#2"}})
	})

	t.Run("WhatIsWrittenLater", func(t *testing.T) {
		c := &consumer{}
		b := newTable(t, enginetest.Endpoint(t))
		p := start(t, options(b, c, mapping()))
		drain(t, p)
		b.put(t, "a")
		drain(t, p)
		equal(t, c.got(), [][]string{{"a"}})
	})
}

func TestFailures(t *testing.T) {
	failing := func(bad string) func([]string) ([]byte, error) {
		return func(batch []string) ([]byte, error) {
			for _, sk := range batch {
				if sk == bad {
					return nil, errors.New("cannot take " + bad)
				}
			}
			return nil, nil
		}
	}

	t.Run("RetriesThenGivesUp", func(t *testing.T) {
		c := &consumer{answer: failing("a")}
		p := run(t, c, mapping(), "a")
		equal(t, c.got(), [][]string{{"a"}, {"a"}, {"a"}}) // once, and two retries
		dead := p.Dead()
		if len(dead) != 1 || dead[0].Function != "relay" || len(dead[0].Records) != 1 || dead[0].Cause == nil {
			t.Errorf("Dead = %+v", dead)
		}
	})

	t.Run("BisectsToTheBadRecord", func(t *testing.T) {
		c, m := &consumer{answer: failing("c")}, mapping()
		m.Bisect, m.Retries = true, 0
		p := run(t, c, m, "a", "b", "c", "d")
		equal(t, c.got(), [][]string{{"a", "b", "c", "d"}, {"a", "b"}, {"c", "d"}, {"c"}, {"d"}})
		if dead := p.Dead(); len(dead) != 1 || len(dead[0].Records) != 1 {
			t.Errorf("Dead = %+v", dead)
		}
	})

	t.Run("BisectingIsNoRetry", func(t *testing.T) {
		c, m := &consumer{answer: failing("d")}, mapping()
		m.Bisect, m.Retries = true, 1
		run(t, c, m, "a", "b", "c", "d")
		equal(t, c.got(), [][]string{{"a", "b", "c", "d"}, {"a", "b"}, {"c", "d"}, {"c"}, {"d"}, {"d"}})
	})

	t.Run("GivesUpWhatIsTooOld", func(t *testing.T) {
		c, m := &consumer{answer: failing("a")}, mapping()
		m.Retries, m.MaxAge = -1, 60
		b := newTable(t, enginetest.Endpoint(t))
		b.put(t, "a")
		o := options(b, c, m)
		o.Now = func() time.Time { return time.Now().Add(2 * time.Minute) }
		p := start(t, o)
		drain(t, p)
		equal(t, c.got(), [][]string{{"a"}})
		if len(p.Dead()) != 1 {
			t.Errorf("Dead = %+v", p.Dead())
		}
	})

	t.Run("GoesOnAtTheFirstFailedRecord", func(t *testing.T) {
		c := &consumer{}
		c.answer = func(batch []string) ([]byte, error) {
			if len(c.batches) > 1 {
				return nil, nil
			}
			// The order of the report says nothing.
			return fmt.Appendf(nil, `{"batchItemFailures":[{"itemIdentifier":%q},{"itemIdentifier":%q},{"itemIdentifier":%q}]}`,
				c.last.Records[3].Change.SequenceNumber, c.last.Records[1].Change.SequenceNumber,
				c.last.Records[2].Change.SequenceNumber), nil
		}
		p := run(t, c, mapping(), "a", "b", "c", "d")
		equal(t, c.got(), [][]string{{"a", "b", "c", "d"}, {"b", "c", "d"}})
		if len(p.Dead()) != 0 {
			t.Errorf("Dead = %+v", p.Dead())
		}
	})

	for name, answer := range map[string]string{
		"UnknownIdentifierFailsTheBatch": `{"batchItemFailures":[{"itemIdentifier":"nowhere"}]}`,
		"EmptyIdentifierFailsTheBatch":   `{"batchItemFailures":[{"itemIdentifier":""}]}`,
		"NonsenseFailsTheBatch":          `"done"`,
	} {
		t.Run(name, func(t *testing.T) {
			c := &consumer{}
			c.answer = func([]string) ([]byte, error) {
				if len(c.batches) == 1 {
					return []byte(answer), nil
				}
				return nil, nil
			}
			run(t, c, mapping(), "a", "b")
			equal(t, c.got(), [][]string{{"a", "b"}, {"a", "b"}})
		})
	}
}

func TestSetDeliver(t *testing.T) {
	c := &consumer{}
	b := newTable(t, enginetest.Endpoint(t))
	p := start(t, options(b, c, mapping()))
	p.SetDeliver(func(batch []stream.Record) [][]stream.Record { return [][]stream.Record{batch, batch} })
	b.put(t, "a")
	drain(t, p)
	p.SetDeliver(nil)
	b.put(t, "b")
	drain(t, p)
	equal(t, c.got(), [][]string{{"a"}, {"a"}, {"b"}})
}

func TestCheckpoint(t *testing.T) {
	t.Run("GoesOnWhereItWas", func(t *testing.T) {
		c := &consumer{}
		b := newTable(t, enginetest.Endpoint(t))
		o := options(b, c, mapping())
		o.Checkpoint = filepath.Join(t.TempDir(), "checkpoints.json")
		b.put(t, "a")
		first := start(t, o)
		drain(t, first)
		first.Close()
		b.put(t, "b")
		drain(t, start(t, o))
		equal(t, c.got(), [][]string{{"a"}, {"b"}})
	})

	t.Run("MovesOnlyAfterDelivery", func(t *testing.T) {
		entered := make(chan struct{})
		b := newTable(t, enginetest.Endpoint(t))
		o := options(b, nil, mapping())
		o.Functions = invoker(func(ctx context.Context) error {
			close(entered)
			<-ctx.Done()
			return ctx.Err()
		})
		o.Checkpoint = filepath.Join(t.TempDir(), "checkpoints.json")
		b.put(t, "a")
		first := start(t, o)
		<-entered
		first.Close()

		after := &consumer{}
		o.Functions = after
		drain(t, start(t, o))
		equal(t, after.got(), [][]string{{"a"}})
	})

	t.Run("OfAnotherTableIsForgotten", func(t *testing.T) {
		c := &consumer{}
		file := filepath.Join(t.TempDir(), "checkpoints.json")
		for range 2 {
			e := startEngine(t, "")
			b := newTable(t, e.Endpoint())
			b.put(t, "a")
			o := options(b, c, mapping())
			o.Checkpoint = file
			p := start(t, o)
			drain(t, p)
			p.Close()
		}
		equal(t, c.got(), [][]string{{"a"}, {"a"}})
	})
}

func TestSurvivesTheEngine(t *testing.T) {
	e := startEngine(t, filepath.Join(t.TempDir(), "table.db"))
	c := &consumer{}
	b := newTable(t, e.Endpoint())
	p := start(t, options(b, c, mapping()))
	b.put(t, "a")
	drain(t, p)
	if err := e.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.put(t, "b")
	drain(t, p)
	equal(t, c.got(), [][]string{{"a"}, {"b"}})
}

func TestDrainEndsWithItsContext(t *testing.T) {
	b := newTable(t, enginetest.Endpoint(t))
	o := options(b, nil, mapping())
	o.Functions = invoker(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	p := start(t, o)
	b.put(t, "a")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := p.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Drain = %v", err)
	}
}

func TestNewRefusesAFilterThatIsNotServed(t *testing.T) {
	m := mapping()
	m.Filters = []string{`{"a":[{"numeric":[">",1]}]}`}
	if _, err := stream.New(stream.Options{Mappings: []template.Stream{m}}); err == nil {
		t.Error("New took the filter")
	}
}

func startEngine(t *testing.T, file string) *engine.Engine {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Options{DBPath: file})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func equal(t *testing.T, got, want [][]string) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("handed over %v, want %v", got, want)
	}
}
