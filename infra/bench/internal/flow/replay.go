package flow

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/report"
)

// replayed is what a bare engine took for the requests of some journeys.
type replayed struct {
	mail, count report.Sample // sums over a leg's requests
	took        time.Duration // for all journeys
	unlike      int           // requests that it answered with another status than the system's engine
}

// replayer puts recorded requests straight to an engine.
type replayer struct {
	endpoint string
	http     *http.Client
}

// replay walks journeys by so many clients at once, each journey in its order.
func (r replayer) replay(ctx context.Context, clients int, all map[string][]request) (replayed, error) {
	var result replayed
	var mu sync.Mutex
	waiting := make(chan []request)
	errs := make(chan error, clients)
	began := time.Now()
	for range clients {
		go func() {
			for journey := range waiting {
				mail, count, unlike, err := r.walk(ctx, journey)
				if err != nil {
					errs <- err
					return
				}
				mu.Lock()
				result.mail, result.count = append(result.mail, mail), append(result.count, count)
				result.unlike += unlike
				mu.Unlock()
			}
			errs <- nil
		}()
	}
	err := feed(waiting, errs, slices.Sorted(maps.Keys(all)), all)
	for range clients {
		if failed := <-errs; err == nil {
			err = failed
		}
	}
	result.took = time.Since(began)
	return result, err
}

// feed hands out the journeys, until one has failed: then the clients are let go.
func feed(waiting chan<- []request, errs chan error, names []string, all map[string][]request) error {
	defer close(waiting)
	for _, name := range names {
		select {
		case waiting <- all[name]:
		case err := <-errs:
			errs <- nil // in the place of the one taken
			return err
		}
	}
	return nil
}

func (r replayer) walk(ctx context.Context, journey []request) (mail, count time.Duration, unlike int, err error) {
	for _, request := range journey {
		began := time.Now()
		status, err := r.send(ctx, request)
		if err != nil {
			return 0, 0, unlike, err
		}
		took := time.Since(began)
		switch request.leg {
		case toMail:
			mail += took
		case toCount:
			count += took
		}
		if status != request.status {
			unlike++
		}
	}
	return mail, count, unlike, nil
}

// send puts a request as it was recorded. An engine wants to see a signature, and does not check it.
func (r replayer) send(ctx context.Context, recorded request) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.endpoint+"/", bytes.NewReader(recorded.body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	request.Header.Set("X-Amz-Target", "DynamoDB_20120810."+recorded.operation)
	request.Header.Set("X-Amz-Date", "20260101T000000Z")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "+
		"SignedHeaders=host, Signature=none")
	response, err := r.http.Do(request)
	if err != nil {
		return 0, fmt.Errorf("asking the bare engine: %w", err)
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}
