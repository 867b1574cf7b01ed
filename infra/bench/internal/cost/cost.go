// Package cost counts what each call of the API takes of the services, on the real programs, and what a million of them
// cost at AWS's list prices.
package cost

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scene"
)

// Options say what to measure.
type Options struct {
	Root     string // the repository
	Rounds   int    // through all operations, after a first one that starts the functions
	Progress func(string)
}

// Run counts all operations.
func Run(ctx context.Context, options Options) ([]report.Table, error) {
	options.Progress("Starting a system to count in")
	s, err := scene.Start(ctx, options.Root, "")
	if err != nil {
		return nil, err
	}
	defer s.Close()
	all := append(support(), employment()...)
	counted := map[string][]taking{}
	m := newMeter(s)
	for round := range options.Rounds + 1 {
		options.Progress(fmt.Sprintf("Counting %d operations, round %d of %d", len(all), round, options.Rounds))
		for _, operations := range [][]operation{support(), employment()} {
			w := newWalk(s, fmt.Sprintf("bench%d", round))
			for _, o := range operations {
				t, _, err := m.measure(ctx, o.function, func() (scene.Answer, error) { return w.do(ctx, o) })
				if err != nil {
					return nil, fmt.Errorf("%s: %w", o.name, err)
				}
				if round > 0 {
					counted[o.name] = append(counted[o.name], t)
				}
			}
		}
	}
	usual := map[string]taking{}
	for name, takings := range counted {
		usual[name] = typical(takings)
	}
	quiet, err := m.sweep(ctx)
	if err != nil {
		return nil, err
	}
	return []report.Table{operationsTable(all, usual), behindTable(usual, quiet), lifeTable(usual)}, nil
}

// typical is the taking that asked the least of DynamoDB: here a report on a mail now and then overtakes the sender's own
// record of it, and one of them is written again; SES reports seconds later. Its time is the median of all.
func typical(takings []taking) taking {
	least := slices.MinFunc(takings, func(a, b taking) int {
		return (a.call.Requests + a.follows.Requests) - (b.call.Requests + b.follows.Requests)
	})
	var took report.Sample
	for _, t := range takings {
		took = append(took, t.call.Computed)
	}
	least.call.Computed = took.Median()
	return least
}

// sweep counts a sweep that finds nothing due: what the schedule costs whether or not anything happens.
func (m *meter) sweep(ctx context.Context) (Use, error) {
	caller, err := m.system.As("")
	if err != nil {
		return Use{}, err
	}
	at := time.Now().UTC().Format(time.RFC3339)
	t, _, err := m.measure(ctx, "overdue-sweep", func() (scene.Answer, error) {
		return caller.Call(ctx, "POST", "/_local/schedules/overdue-sweep", `{"time":"`+at+`"}`)
	})
	t.call.Calls, t.call.Fires = 0, 1
	return t.call, err
}

func operationsTable(all []operation, usual map[string]taking) report.Table {
	t := report.Table{
		Title: "Requests, capacity units and price of each operation",
		Note: fmt.Sprintf("Of DynamoDB: requests, read and write units as the engine counts them. What follows: all that the stream and the bus do "+
			"because of the call. Dollars are of a million calls with all that follows, at AWS's list prices in US East (N. Virginia) of %s, mails "+
			"in a column of their own. Assumed: functions of 512 MB that compute %.1f times as long as here, %v for each request of DynamoDB, an "+
			"invocation for each batch; left out are logs, storage and data transfer, which depend on how long things are kept.",
			pricedOn, slowdown, tableLatency),
		Header: []string{
			"operation", "requests", "read units", "write units", "following: requests", "read units", "write units",
			"here, median ms", "$, a million", "of it mail",
		},
	}
	for _, o := range all {
		u := usual[o.name]
		price := u.call.plus(u.follows).price()
		t.Add(o.name, report.Count(u.call.Requests), report.Units(u.call.Reads), report.Units(u.call.Writes),
			report.Count(u.follows.Requests), report.Units(u.follows.Reads), report.Units(u.follows.Writes),
			report.Milliseconds(u.call.Computed), report.Dollars(price.total()*million), report.Dollars(price.Mail*million))
	}
	return t
}

// behindTable takes apart what follows from a referral and from an answer.
func behindTable(usual map[string]taking, quiet Use) report.Table {
	t := report.Table{
		Title:  "What follows from a call, by function",
		Note:   "The relay asks nothing of DynamoDB. The sweep runs every five minutes: some 8,800 times a month.",
		Header: []string{"function", "requests", "read units", "write units", "DynamoDB, $ a million"},
	}
	row := func(name string, u Use) {
		t.Add(name, report.Count(u.Requests), report.Units(u.Reads), report.Units(u.Writes), report.Dollars(u.price().DynamoDB*million))
	}
	for _, name := range []string{refers, answers} {
		behind := usual[name].behind
		for _, function := range slices.Sorted(maps.Keys(behind)) {
			row(name+": "+function, behind[function])
		}
	}
	row("overdue-sweep, with nothing due", quiet)
	return t
}

// lifeTable is a referral from the request to the answer, with all that follows, by service.
func lifeTable(usual map[string]taking) report.Table {
	var u Use
	for _, name := range []string{refers, opens, answers} {
		u = u.plus(usual[name].call).plus(usual[name].follows)
	}
	price := u.price()
	t := report.Table{
		Title: "A million referrals, from the request to the answer",
		Note: fmt.Sprintf("Refer, mail, open the page, answer, tell the staff member, count: %d requests of DynamoDB, %s read units, %s write units, "+
			"%d invocations, %d events, %d mails for each.", u.Requests, report.Units(u.Reads), report.Units(u.Writes), u.Invocations, u.Events, u.Mails),
		Header: []string{"service", "$"},
	}
	t.Add("DynamoDB", report.Dollars(price.DynamoDB*million))
	t.Add("Lambda", report.Dollars(price.Lambda*million))
	t.Add("API Gateway", report.Dollars(price.Gateway*million))
	t.Add("EventBridge", report.Dollars(price.Bus*million))
	t.Add("SES", report.Dollars(price.Mail*million))
	t.Add("all", report.Dollars(price.total()*million))
	return t
}
