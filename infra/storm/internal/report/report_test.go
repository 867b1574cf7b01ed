package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/report"
	"github.com/referral-tool/referrals/infra/storm/internal/verify"
)

func TestTotal(t *testing.T) {
	var creates report.Fates
	for _, fate := range []client.Fate{client.Acknowledged, client.Refused, client.Unknown, client.Acknowledged} {
		creates.Add(client.Result{Fate: fate, Tries: 2})
	}
	one := report.Round{
		Seed: 7, Took: time.Second, Commands: map[string]report.Fates{"create": creates}, Faults: map[string]int{"SES: late answer": 3},
		Mails: 5, Doubles: 1, Redriven: 2, Violations: []verify.Violation{{Promise: "no event is lost", What: "one is"}, {Promise: "nobody is mailed twice", What: "one is"}},
	}
	if want := "seed 7: 4 commands, 2 acknowledged, 3 faults, 5 mails, 2 broken promises, 1s"; one.Line() != want {
		t.Errorf("a round reads %q, want %q", one.Line(), want)
	}
	var total report.Total
	total.Add(one)
	total.Add(one)
	var out strings.Builder
	total.Print(&out)
	for _, want := range []string{
		"| create | 8 | 4 | 2 | 2 | 16 |\n", "| all | 8 | 4 | 2 | 2 | 16 |\n", "| SES: late answer | 6 |\n", "| all | 6 |\n",
		"2 rounds, 8 commands, 4 acknowledged, 6 faults, 10 mails, 2 of them twice inside the documented window, " +
			"4 deliveries redriven; losses: 2, other broken promises: 2. 2s.\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the figures lack %q:\n%s", want, &out)
		}
	}
}
