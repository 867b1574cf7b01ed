// Package deadletter stands in for the queues of what was given up, by SQS's own protocol: an operator's command finds
// in the local run what it would find in the cloud.
package deadletter

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
)

// Message is one thing that was given up.
type Message struct {
	Body       string
	Attributes map[string]string
}

// Source gives all that was ever given up on one way, the oldest first: it only grows, so that a message's place is its
// name.
type Source func() ([]Message, error)

// Queues are the queues by their names.
type Queues struct {
	sources map[string]Source
	now     func() time.Time

	mu      sync.Mutex
	deleted map[string]bool
	hidden  map[string]time.Time // until when
}

// New makes queues of their sources.
func New(sources map[string]Source, now func() time.Time) *Queues {
	return &Queues{sources: sources, now: now, deleted: map[string]bool{}, hidden: map[string]time.Time{}}
}

// Handler serves ListQueues, ReceiveMessage and DeleteMessage.
func (q *Queues) Handler() http.Handler {
	return awsjson.Handler(map[string]awsjson.Operation{
		"ListQueues": q.list, "ReceiveMessage": q.receive, "DeleteMessage": q.remove,
	})
}

func (q *Queues) list(r *http.Request, body []byte) (any, error) {
	var input struct{ QueueNamePrefix string }
	if err := decode(body, &input); err != nil {
		return nil, err
	}
	urls := []string{}
	for name := range q.sources {
		if strings.HasPrefix(name, input.QueueNamePrefix) {
			urls = append(urls, "http://"+r.Host+"/000000000000/"+name)
		}
	}
	return map[string]any{"QueueUrls": urls}, nil
}

// received is a message as SQS hands it out.
type received struct {
	MessageID         string `json:"MessageId"`
	ReceiptHandle     string
	MD5OfBody         string
	Body              string
	MessageAttributes map[string]attribute `json:",omitempty"`
}

type attribute struct{ DataType, StringValue string }

func (q *Queues) receive(_ *http.Request, body []byte) (any, error) {
	var input struct {
		QueueURL            string `json:"QueueUrl"`
		MaxNumberOfMessages int
		VisibilityTimeout   int
	}
	if err := decode(body, &input); err != nil {
		return nil, err
	}
	name := path.Base(input.QueueURL)
	source, known := q.sources[name]
	if !known {
		return nil, &awsjson.Error{Type: "QueueDoesNotExist", Message: "There is no queue " + name}
	}
	messages, err := source()
	if err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	handed := []received{}
	for i, message := range messages {
		id := name + "-" + strconv.Itoa(i)
		if len(handed) == max(input.MaxNumberOfMessages, 1) {
			break
		}
		if q.deleted[id] || q.hidden[id].After(q.now()) {
			continue
		}
		q.hidden[id] = q.now().Add(time.Duration(input.VisibilityTimeout) * time.Second)
		handed = append(handed, message.received(id))
	}
	return map[string]any{"Messages": handed}, nil
}

func (m Message) received(id string) received {
	sum := md5.Sum([]byte(m.Body)) // by which the client checks what it got
	r := received{MessageID: id, ReceiptHandle: id, MD5OfBody: hex.EncodeToString(sum[:]), Body: m.Body}
	if len(m.Attributes) > 0 {
		r.MessageAttributes = map[string]attribute{}
	}
	for name, value := range m.Attributes {
		r.MessageAttributes[name] = attribute{"String", value}
	}
	return r
}

func (q *Queues) remove(_ *http.Request, body []byte) (any, error) {
	var input struct{ ReceiptHandle string }
	if err := decode(body, &input); err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.deleted[input.ReceiptHandle] = true
	return map[string]any{}, nil
}

func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return &awsjson.Error{Type: "SerializationException", Message: "The body cannot be read."}
	}
	return nil
}
