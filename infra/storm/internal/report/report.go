// Package report sums up rounds and prints them.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/verify"
)

// Fates count what became of commands.
type Fates struct{ Acknowledged, Refused, Unknown, Tries int }

// Add counts one.
func (f *Fates) Add(c client.Result) {
	f.Tries += c.Tries
	switch c.Fate {
	case client.Acknowledged:
		f.Acknowledged++
	case client.Refused:
		f.Refused++
	case client.Unknown:
		f.Unknown++
	}
}

func (f Fates) plus(other Fates) Fates {
	return Fates{
		f.Acknowledged + other.Acknowledged, f.Refused + other.Refused, f.Unknown + other.Unknown, f.Tries + other.Tries,
	}
}

// All are the commands, whatever became of them.
func (f Fates) All() int { return f.Acknowledged + f.Refused + f.Unknown }

// Round is what one round came to.
type Round struct {
	Seed       uint64
	Took       time.Duration
	Commands   map[string]Fates // by kind
	Faults     map[string]int   // by kind
	Mails      int              // that SES accepted
	Doubles    int              // of them, those that went out again inside the documented window
	Redriven   int              // deliveries that were given up and delivered again afterwards
	Violations []verify.Violation
}

// Line is the round in one line.
func (r Round) Line() string {
	sum := sumOf(r.Commands)
	return fmt.Sprintf("seed %d: %d commands, %d acknowledged, %d faults, %d mails, %d broken promises, %s",
		r.Seed, sum.All(), sum.Acknowledged, total(r.Faults), r.Mails, len(r.Violations), r.Took.Round(100*time.Millisecond))
}

// Total is the sum of rounds.
type Total struct {
	Rounds int
	Round
}

// Add takes in a round.
func (t *Total) Add(r Round) {
	if t.Commands == nil {
		t.Commands, t.Faults = map[string]Fates{}, map[string]int{}
	}
	t.Rounds++
	for kind, fates := range r.Commands {
		t.Commands[kind] = t.Commands[kind].plus(fates)
	}
	for kind, count := range r.Faults {
		t.Faults[kind] += count
	}
	t.Took += r.Took
	t.Mails += r.Mails
	t.Doubles += r.Doubles
	t.Redriven += r.Redriven
	t.Violations = append(t.Violations, r.Violations...)
}

// Print writes the figures as Markdown.
func (t *Total) Print(out io.Writer) {
	sum := sumOf(t.Commands)
	fmt.Fprintf(out, "| command | made | acknowledged | refused | of unknown fate | tries |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	for _, kind := range slices.Sorted(maps.Keys(t.Commands)) {
		row(out, kind, t.Commands[kind])
	}
	row(out, "all", sum)
	fmt.Fprintf(out, "\n| fault | times |\n| --- | ---: |\n")
	for _, kind := range slices.Sorted(maps.Keys(t.Faults)) {
		fmt.Fprintf(out, "| %s | %d |\n", kind, t.Faults[kind])
	}
	fmt.Fprintf(out, "| all | %d |\n", total(t.Faults))
	fmt.Fprintf(out, "\n%d rounds, %d commands, %d acknowledged, %d faults, %d mails, %d of them twice inside the documented window, "+
		"%d deliveries redriven; losses: %d, other broken promises: %d. %s.\n",
		t.Rounds, sum.All(), sum.Acknowledged, total(t.Faults), t.Mails, t.Doubles, t.Redriven, t.losses(), len(t.Violations)-t.losses(),
		t.Took.Round(time.Second))
}

func (t *Total) losses() int {
	losses := 0
	for _, v := range t.Violations {
		if v.Loss() {
			losses++
		}
	}
	return losses
}

func row(out io.Writer, kind string, f Fates) {
	fmt.Fprintf(out, "| %s | %d | %d | %d | %d | %d |\n", kind, f.All(), f.Acknowledged, f.Refused, f.Unknown, f.Tries)
}

func sumOf(commands map[string]Fates) Fates {
	var sum Fates
	for _, fates := range commands {
		sum = sum.plus(fates)
	}
	return sum
}

func total(counts map[string]int) int {
	sum := 0
	for _, count := range counts {
		sum += count
	}
	return sum
}
