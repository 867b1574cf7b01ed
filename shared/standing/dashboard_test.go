package standing_test

import (
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

func TestStanding(t *testing.T) {
	catalog, _ := ceja(t)
	const all = standing.Everybody
	for name, c := range map[string]struct {
		latest    *standing.Assessment
		referrals []standing.Referral
		want      []standing.List
		made      int
	}{
		"NeverAssessed": {want: []standing.List{standing.Unclassified, all}},
		"NotRequired":   {latest: assessed(), want: []standing.List{standing.NotRequired, all}},
		"NotRequiredOnceItWasCanceled": {
			latest: assessed(), referrals: []standing.Referral{sent("r", referral.Canceled, line("uniforms", referral.Canceled))},
			want: []standing.List{standing.NotRequired, all},
		},
		"NotRequiredBesideADraft": {
			latest: assessed(), referrals: []standing.Referral{sent("r", referral.Draft, line("uniforms", referral.Draft))},
			want: []standing.List{standing.NotRequired, all},
		},
		"NothingNeededButReferred": {
			latest: assessed(), referrals: []standing.Referral{sent("r", referral.Sent, line("uniforms", referral.Sent))},
			want: []standing.List{standing.AwaitingResponse, all, "uniforms"}, made: 1,
		},
		"RequiredNotSent": {latest: assessed(housing), want: []standing.List{standing.RequiredNotSent, all}},
		"AwaitingPending": {
			referrals: []standing.Referral{sent("r", referral.Pending, line("legal-aid", referral.Pending))},
			want:      []standing.List{standing.AwaitingResponse, all, "legal-aid"}, made: 1,
		},
		"OverdueIsNoLongerAwaiting": {
			referrals: []standing.Referral{overdue(sent("r", referral.Sent, line("legal-aid", referral.Sent)))},
			want:      []standing.List{standing.OverdueRow, standing.InAttention, all, "legal-aid"}, made: 1,
		},
		"ReceivesOnlyIsNeverAwaited": {
			referrals: []standing.Referral{receivesOnly(sent("r", referral.Sent, line("domestic-violence", referral.Sent)))},
			want:      []standing.List{standing.Unclassified, all, "other-support-services"}, made: 1,
		},
		"AwaitingCustomer": {
			referrals: []standing.Referral{sent("r", referral.CustomerNotResponding, line("health-care", referral.CustomerNotResponding))},
			want:      []standing.List{standing.AwaitingCustomer, standing.InAttention, all, "health-care"}, made: 1,
		},
		"AnsweredAccepted": {
			referrals: []standing.Referral{sent("r", referral.Accepted, line("health-care", referral.Accepted))},
			want:      []standing.List{standing.Answered, all, "health-care"}, made: 1,
		},
		"AnsweredRejected": {
			referrals: []standing.Referral{sent("r", referral.Rejected, line("health-care", referral.Rejected))},
			want:      []standing.List{standing.Answered, standing.InAttention, all, "health-care"}, made: 1,
		},
		"AnsweredClosed": {
			referrals: []standing.Referral{sent("r", referral.Closed, line("health-care", referral.Closed))},
			want:      []standing.List{standing.Answered, all, "health-care"}, made: 1,
		},
		"Undeliverable": {
			referrals: []standing.Referral{undeliverable(sent("r", referral.Sent, line("health-care", referral.Sent)))},
			want:      []standing.List{standing.AwaitingResponse, standing.InAttention, all, "health-care"}, made: 1,
		},
		"EveryRowThatIsTrue": {
			latest: assessed(housing, food),
			referrals: []standing.Referral{
				overdue(sent("r1", referral.Sent, line("housing-assistance", referral.Sent))),
				sent("r2", referral.Accepted, line("transportation", referral.Accepted), line("health-care", referral.Sent)),
			},
			want: []standing.List{
				standing.AwaitingResponse, standing.RequiredNotSent, standing.OverdueRow, standing.Answered, standing.InAttention, all,
				"housing-assistance", "transportation", "health-care",
			},
			made: 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := catalog.Standing(c.latest, c.referrals)
			if !slices.Equal(s.Lists, c.want) || s.Referrals != c.made {
				t.Errorf("got %v, %d; want %v, %d", s.Lists, s.Referrals, c.want, c.made)
			}
		})
	}
}

// TestPercent: the guide's own figures, of 75 customers.
func TestPercent(t *testing.T) {
	for count, want := range map[int]int{0: 0, 5: 6, 18: 24, 13: 17, 6: 8, 74: 98, 75: 100} {
		if got := standing.Percent(count, 75); got != want {
			t.Errorf("%d of 75 is %d %%, want %d", count, got, want)
		}
	}
	if standing.Percent(0, 0) != 0 {
		t.Error("of nobody it is not 0")
	}
}

// TestRows: as the guide's table has them.
func TestRows(t *testing.T) {
	want := []string{
		"Customers that do not require a referral",
		"Referral(s) was sent and has not received a response, or has a pending response",
		"A referral is required based on the Service Needs Assessment, but one has not been sent",
		"Open Referral(s) was sent; no response from service provider after 10 days",
		"Referral(s) was sent, service provider responded, but customer has not responded to the service provider",
		"Referral(s) was sent and received a response as accepted, rejected, or closed",
	}
	var got []string
	for _, row := range standing.Rows() {
		got = append(got, standing.RowLabel(row, 10))
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows are %q", got)
	}
}
