// Package proxy stands between the functions and the DynamoDB engine. It counts what each function asks, refuses what
// the template's policies do not allow it, as IAM would, and is where tests inject what the engine never does:
// throttling, conflicts of transactions, lost connections.
package proxy

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/referral-tool/referrals/infra/template"
)

// maxBody is above DynamoDB's largest request, a batch of 16 MB, in bytes.
const maxBody = 20 << 20

// Proxy is an http.Handler: /<function> is the endpoint of that function.
type Proxy struct {
	engine   string // URL
	policies map[string]*policy
	client   *http.Client
	fault    atomic.Pointer[func(Call) Action]

	mu     sync.Mutex
	counts Counts
}

// New makes a proxy of the engine at that URL for the functions. The table tells which attributes are keys. A
// condition in a statement that is not served is an error.
func New(engine string, functions []template.Function, table template.Table) (*Proxy, error) {
	p := &Proxy{
		engine:   strings.TrimSuffix(engine, "/"),
		policies: map[string]*policy{},
		// Answers pass as they are: their checksum is of the bytes on the wire.
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}},
		counts: Counts{},
	}
	keys := partitionKeys(table)
	for _, function := range functions {
		policy, err := newPolicy(function, keys)
		if err != nil {
			return nil, err
		}
		p.policies[function.Name] = policy
	}
	return p, nil
}

// ServeHTTP serves DynamoDB's protocol to one function.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	function := strings.Trim(r.URL.Path, "/")
	policy, ok := p.policies[function]
	if !ok {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		cut()
	}
	request, err := parse(r.Header.Get("X-Amz-Target"), body)
	if err != nil {
		refuse(w, "com.amazon.coral.service#SerializationException", err.Error())
		return
	}
	p.count(function, request.operation, Count{Requests: 1})
	if denied := policy.denies(request); denied != "" {
		refuse(w, "com.amazon.coral.service#AccessDeniedException", denied)
		return
	}
	call := Call{Function: function, Operation: request.operation, Point: Before, Body: body}
	if p.inject(w, call, request) {
		return
	}
	answer, err := p.forward(r, request)
	if err != nil {
		cut() // the engine is down, which looks like a lost connection
	}
	p.count(function, request.operation, Count{Units: consumed(answer.body)})
	call.Point, call.Status, call.Answer = After, answer.status, answer.body
	if p.inject(w, call, request) {
		return
	}
	answer.write(w)
}

// cut ends the connection without an answer.
func cut() { panic(http.ErrAbortHandler) }

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) write(w http.ResponseWriter) {
	for _, name := range []string{"Content-Type", "X-Amz-Crc32", "X-Amzn-Requestid"} {
		if value := a.header.Get(name); value != "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a function that died takes no answer
}

func (p *Proxy) forward(r *http.Request, request *request) (answer, error) {
	forwarded, err := http.NewRequestWithContext(r.Context(), http.MethodPost, p.engine+"/", bytes.NewReader(request.body))
	if err != nil {
		return answer{}, fmt.Errorf("asking the engine: %w", err)
	}
	for _, name := range []string{"Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target"} {
		forwarded.Header.Set(name, r.Header.Get(name))
	}
	response, err := p.client.Do(forwarded)
	if err != nil {
		return answer{}, fmt.Errorf("asking the engine: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, fmt.Errorf("reading the engine's answer: %w", err)
	}
	return answer{status: response.StatusCode, header: response.Header, body: body}, nil
}
