// Package flow measures referrals from end to end, on the running system: from the request to the partner's mail, and
// from the answer to its count on the dashboard. Beside it stands what a bare engine takes for the same requests of
// DynamoDB: what is left is ours.
package flow

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/shared/store"
)

// Options say what to measure.
type Options struct {
	Root     string // the repository
	Loads    []Load
	Progress func(string)
}

// Load is so many clients at once, and the referrals that they make together. A few hundred at most: the engine becomes
// slower with each record in its stream.
type Load struct{ Clients, Referrals int }

// journeys are those that are measured, and behind them those that start the functions before.
func (l Load) journeys() []*journey {
	var all []*journey
	for n := range l.Referrals + max(l.Clients, 8) {
		all = append(all, newJourney(n))
	}
	return all
}

// Run measures all loads, each on a fresh system and a fresh engine.
func Run(ctx context.Context, options Options) ([]report.Table, error) {
	t := report.Table{
		Title: "Referrals from end to end",
		Note: "Each client refers a customer, waits for the partner's mail, answers through its link, and waits until the dashboard has counted the " +
			"answer. All of it runs on this machine: clients, gateway, functions, stream, bus, mailbox, engine. Engine: the same requests of " +
			"DynamoDB, those of the wait in the latencies and all of them in the throughput, put straight to a fresh engine by as many clients.",
		Header: []string{
			"clients", "referrals", "call, median ms", "request to mail, median ms", "p99 ms", "engine, median ms",
			"answer to count, median ms", "p99 ms", "engine, median ms", "referrals a second", "engine, a second",
		},
	}
	for _, load := range options.Loads {
		own, bare, err := measure(ctx, options, load)
		if err != nil {
			return nil, fmt.Errorf("%d clients: %w", load.Clients, err)
		}
		t.Add(report.Count(load.Clients), report.Count(load.Referrals), report.Milliseconds(own.create.Median()),
			report.Milliseconds(own.mail.Median()), report.Milliseconds(own.mail.Percentile(99)), report.Milliseconds(bare.mail.Median()),
			report.Milliseconds(own.count.Median()), report.Milliseconds(own.count.Percentile(99)), report.Milliseconds(bare.count.Median()),
			rate(load.Referrals, own.took), rate(load.Referrals, bare.took))
		options.Progress(strings.Join(t.Rows[len(t.Rows)-1], " | "))
	}
	return []report.Table{t}, nil
}

func rate(count int, took time.Duration) string {
	return fmt.Sprintf("%.1f", float64(count)/took.Seconds())
}

// measure walks a load on a system, then puts what its functions asked to a bare engine.
func measure(ctx context.Context, options Options, load Load) (*walked, replayed, error) {
	at := time.Now()
	warming, measured, own, err := onSystem(ctx, options, load, at)
	if err != nil {
		return nil, replayed{}, err
	}
	options.Progress(fmt.Sprintf("The same %d requests by %d clients on a bare engine", len(measured), load.Clients))
	bare, err := onEngine(ctx, options, load, at, warming, measured)
	if err == nil && bare.unlike*10 > len(measured) {
		// The sender's record of a mail and SES's report on it race, and what was answered at about the same time may have
		// been recorded in either order. More than that would mean that something else than the system's work is measured.
		err = fmt.Errorf("the bare engine answered %d of %d requests otherwise", bare.unlike, len(measured))
	}
	return own, bare, err
}

func onSystem(ctx context.Context, options Options, load Load, at time.Time) (warming, measured []request, own *walked, err error) {
	options.Progress(fmt.Sprintf("Starting a system for %d referrals by %d clients", load.Referrals, load.Clients))
	all := load.journeys()
	prepared, err := prepare(ctx, options, all, at)
	if err != nil {
		return nil, nil, nil, err
	}
	defer prepared.Close()
	s, err := scene.Start(ctx, options.Root, prepared.Endpoint())
	if err != nil {
		return nil, nil, nil, err
	}
	defer s.Close()
	c, err := newCourse(s, all)
	if err != nil {
		return nil, nil, nil, err
	}
	if _, err := c.walk(ctx, load.Clients, all[load.Referrals:]); err != nil {
		return nil, nil, nil, err
	}
	if err := s.Settled(ctx); err != nil {
		return nil, nil, nil, err
	}
	warming = c.recorder.take()
	options.Progress(fmt.Sprintf("%d referrals by %d clients", load.Referrals, load.Clients))
	if own, err = c.walk(ctx, load.Clients, all[:load.Referrals]); err != nil {
		return nil, nil, nil, err
	}
	err = s.Settled(ctx)
	return warming, c.recorder.take(), own, err
}

// onEngine brings an engine to where the system's was, and puts the measured requests to it.
func onEngine(ctx context.Context, options Options, load Load, at time.Time, warming, measured []request) (replayed, error) {
	bare, err := prepare(ctx, options, load.journeys(), at)
	if err != nil {
		return replayed{}, err
	}
	defer bare.Close()
	r := replayer{endpoint: bare.Endpoint(), http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: load.Clients}}}
	for _, before := range warming {
		if _, err := r.send(ctx, before); err != nil {
			return replayed{}, err
		}
	}
	return r.replay(ctx, load.Clients, journeys(measured))
}

// prepare starts an engine with the customers of all journeys, and a partner with a contact for each: the same items
// whenever it is done.
func prepare(ctx context.Context, options Options, all []*journey, at time.Time) (*engine.Engine, error) {
	read, err := scene.Template(options.Root, "http://127.0.0.1")
	if err != nil {
		return nil, err
	}
	support, err := scene.Support()
	if err != nil {
		return nil, err
	}
	prepared, err := engine.Start(ctx, engine.Options{Progress: options.Progress})
	if err != nil {
		return nil, err
	}
	client := engine.Client(prepared.Endpoint())
	people := scene.People{Store: store.New(client, read.Table.Name), Program: support, At: at}
	if err := scene.MakeTable(ctx, client, read.Table, func() error { return enroll(ctx, people, all) }); err != nil {
		prepared.Close()
		return nil, err
	}
	return prepared, nil
}

func enroll(ctx context.Context, people scene.People, all []*journey) error {
	if err := people.Partner(ctx); err != nil {
		return err
	}
	for _, j := range all {
		if err := people.Customer(ctx, j.name); err != nil {
			return err
		}
		if err := people.Contact(ctx, j.name); err != nil {
			return err
		}
	}
	return nil
}
