package scene

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// client keeps its connections: to make one is not what is measured.
var client = &http.Client{
	Transport:     &http.Transport{MaxIdleConnsPerHost: 128},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Caller calls the API as one person.
type Caller struct {
	url, token string
	http       *http.Client
}

// Answer is what a call was answered.
type Answer struct {
	Status int
	Body   []byte
	Took   time.Duration
}

// Text reads a text in the answer's JSON by the names and indexes on the way to it, "" when there is none.
func (a Answer) Text(path ...any) string {
	var at any
	if json.Unmarshal(a.Body, &at) != nil {
		return ""
	}
	for _, step := range path {
		switch inside := at.(type) {
		case map[string]any:
			name, _ := step.(string)
			at = inside[name]
		case []any:
			index, isIndex := step.(int)
			if !isIndex || index >= len(inside) {
				return ""
			}
			at = inside[index]
		}
	}
	text, _ := at.(string)
	return text
}

// Call makes a call with a JSON body, "" for none. An answer of 400 or more is an error.
func (c *Caller) Call(ctx context.Context, method, path, body string) (Answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, strings.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	request.Header.Set("Accept", "application/json")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	return c.do(request)
}

func (c *Caller) do(request *http.Request) (Answer, error) {
	began := time.Now()
	response, err := c.http.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	answer := Answer{Status: response.StatusCode, Body: text, Took: time.Since(began)}
	if err == nil && answer.Status >= http.StatusBadRequest {
		err = fmt.Errorf("%s %s answered %d: %.300s", request.Method, request.URL.Path, answer.Status, text)
	}
	return answer, err
}
