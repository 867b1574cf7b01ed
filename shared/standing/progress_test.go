package standing_test

import (
	"slices"
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

func TestProgress(t *testing.T) {
	catalog, _ := ceja(t)
	for name, c := range map[string]struct {
		latest    *standing.Assessment
		referrals []standing.Referral
		status    standing.Status
		items     []string // option status attention
		others    []string // service attention
	}{
		"NeverAssessed": {status: standing.NotAssessed},
		"NeverAssessedWithAReferral": {
			referrals: []standing.Referral{sent("r1", referral.Sent, line("housing-assistance", referral.Sent))},
			status:    standing.NotAssessed, others: []string{"housing-assistance "},
		},
		"NothingNeeded": {latest: assessed(), status: standing.Good},
		"Needed":        {latest: assessed(housing), status: standing.NeedsAttention, items: []string{housing + " needed "}},
		"SentIsGood": {
			latest: assessed(housing), referrals: []standing.Referral{sent("r1", referral.Sent, line("housing-assistance", referral.Sent))},
			status: standing.Good, items: []string{housing + " good "},
		},
		"DraftIsNothing": {
			latest: assessed(housing), referrals: []standing.Referral{sent("r1", referral.Draft, line("housing-assistance", referral.Draft))},
			status: standing.NeedsAttention, items: []string{housing + " needed "},
		},
		"CanceledIsNothing": {
			latest: assessed(housing),
			referrals: []standing.Referral{sent("r1", referral.Canceled,
				line("housing-assistance", referral.Canceled), line("health-care", referral.Rejected))},
			status: standing.NeedsAttention, items: []string{housing + " needed "},
		},
		"RejectedIsGoodToTheLetter": {
			latest:    assessed(housing),
			referrals: []standing.Referral{sent("r1", referral.Rejected, line("housing-assistance", referral.Rejected))},
			status:    standing.NeedsAttention, items: []string{housing + " good rejected"},
		},
		"EachLineByItself": {
			latest: assessed(housing, transportation),
			referrals: []standing.Referral{sent("r1", referral.Accepted,
				line("transportation", referral.Accepted), line("housing-assistance", referral.Rejected))},
			status: standing.NeedsAttention, items: []string{transportation + " good ", housing + " good rejected"},
		},
		"OverdueConcernsWhatIsAwaited": {
			latest: assessed(housing, transportation),
			referrals: []standing.Referral{overdue(sent("r1", referral.Accepted,
				line("transportation", referral.Accepted), line("housing-assistance", referral.Pending)))},
			status: standing.NeedsAttention, items: []string{transportation + " good ", housing + " good overdue"},
		},
		"CustomerNotResponding": {
			latest:    assessed(housing),
			referrals: []standing.Referral{sent("r1", referral.CustomerNotResponding, line("housing-assistance", referral.CustomerNotResponding))},
			status:    standing.NeedsAttention, items: []string{housing + " good customer-not-responding"},
		},
		"TheMostUrgentReason": {
			latest: assessed(housing),
			referrals: []standing.Referral{
				sent("r1", referral.Rejected, line("housing-assistance", referral.Rejected)),
				overdue(undeliverable(sent("r2", referral.Sent, line("housing-assistance", referral.Sent)))),
				overdue(sent("r3", referral.Sent, line("housing-assistance", referral.Sent))),
			},
			status: standing.NeedsAttention, items: []string{housing + " good undeliverable"},
		},
		"UndeliverableNoMoreOnceItEnded": {
			latest:    assessed(housing),
			referrals: []standing.Referral{undeliverable(sent("r1", referral.Closed, line("housing-assistance", referral.Closed)))},
			status:    standing.Good, items: []string{housing + " good "},
		},
		"OneServiceAddressesTwoOptions": {
			latest:    assessed(childcare, dependentCare),
			referrals: []standing.Referral{sent("r1", referral.Sent, line("dependent-care", referral.Sent))},
			status:    standing.Good, items: []string{childcare + " good ", dependentCare + " good "},
		},
		"AChildcareReferralIsNoElderCare": {
			latest:    assessed(childcare, dependentCare),
			referrals: []standing.Referral{sent("r1", referral.Sent, line("dependent-care-childcare", referral.Sent))},
			status:    standing.NeedsAttention, items: []string{childcare + " good ", dependentCare + " needed "},
		},
		"OtherReferrals": {
			latest: assessed(transportation),
			referrals: []standing.Referral{
				sent("r1", referral.Accepted, line("transportation", referral.Accepted)),
				sent("r2", referral.Rejected, line("health-care", referral.Rejected), line("other-phone", referral.Closed)),
			},
			status: standing.NeedsAttention, items: []string{transportation + " good "},
			others: []string{"health-care rejected", "other-phone "},
		},
		"OrderOfTheAlignmentTable": {
			latest: assessed(food, transportation, "referral-of-an-older-catalog"), status: standing.NeedsAttention,
			items: []string{transportation + " needed ", food + " needed ", "referral-of-an-older-catalog needed "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := catalog.Progress(c.latest, c.referrals)
			var items, others []string
			for _, it := range p.AssessmentItems {
				items = append(items, it.Option+" "+string(it.Status)+" "+string(it.Attention))
			}
			for _, o := range p.OtherReferrals {
				others = append(others, o.Service+" "+string(o.Attention))
			}
			if p.Status != c.status || !slices.Equal(items, c.items) || !slices.Equal(others, c.others) {
				t.Errorf("got %s %q %q,\nwant %s %q %q", p.Status, items, others, c.status, c.items, c.others)
			}
		})
	}
}

// TestAttention_Replaced: a rejection, or a customer who does not respond, is history once a later line of another referral
// for the same need has taken its place. Progress page and dashboard say the same.
func TestAttention_Replaced(t *testing.T) {
	catalog, _ := ceja(t)
	const internet, rental = "other-internet", "other-technology-rental" // of one option
	technology := assessed("referral-for-technology-assistance")
	rejected := at(sent("r1", referral.Rejected, line(internet, referral.Rejected)), "10", "12")
	next := func(service string, status referral.Status) standing.Referral {
		return at(sent("r2", status, line(service, status)), "14", "")
	}
	closed := func(outcome string) standing.Referral {
		r := next(internet, referral.Closed)
		r.Lines[0].Outcome = outcome
		return r
	}
	for name, c := range map[string]struct {
		latest    *standing.Assessment
		referrals []standing.Referral
		want      standing.Attention // the most urgent of the page
	}{
		"Accepted":         {technology, []standing.Referral{rejected, next(internet, referral.Accepted)}, ""},
		"Served":           {technology, []standing.Referral{rejected, closed("service-received")}, ""},
		"Enrolled":         {technology, []standing.Referral{rejected, closed("enrolled")}, ""},
		"ClosedForNothing": {technology, []standing.Referral{rejected, closed("customer-declined")}, standing.Rejected},
		"UnderWay":         {technology, []standing.Referral{rejected, next(internet, referral.Sent)}, ""},
		"Pending":          {technology, []standing.Referral{rejected, next(internet, referral.Pending)}, ""},
		"RejectedAgain":    {technology, []standing.Referral{rejected, next(internet, referral.Rejected)}, standing.Rejected},
		"CanceledAgain":    {technology, []standing.Referral{rejected, next(internet, referral.Canceled)}, standing.Rejected},
		"DraftedAgain":     {technology, []standing.Referral{rejected, next(internet, referral.Draft)}, standing.Rejected},
		"Overdue":          {technology, []standing.Referral{rejected, overdue(next(internet, referral.Sent))}, standing.Overdue},
		"Undeliverable":    {technology, []standing.Referral{rejected, undeliverable(next(internet, referral.Sent))}, standing.Undeliverable},
		"AcceptedByTelephone": {
			technology, []standing.Referral{rejected, undeliverable(next(internet, referral.Accepted))}, standing.Undeliverable,
		},
		"NotRespondingEither": {
			technology, []standing.Referral{rejected, next(internet, referral.CustomerNotResponding)}, standing.Rejected,
		},
		"NotRespondingReplaced": {
			technology, []standing.Referral{
				at(sent("r1", referral.CustomerNotResponding, line(internet, referral.CustomerNotResponding)), "10", "12"),
				next(internet, referral.Accepted),
			}, "",
		},
		"OtherServiceOfTheOption": {technology, []standing.Referral{rejected, next(rental, referral.Accepted)}, ""},
		"OtherNeed":               {technology, []standing.Referral{rejected, next("legal-aid", referral.Accepted)}, standing.Rejected},
		"OtherReferrals":          {assessed(), []standing.Referral{rejected, next(internet, referral.Accepted)}, ""},
		"OtherReferralsOfTheOption": {
			nil, []standing.Referral{rejected, next(rental, referral.Accepted)}, "",
		},
		"SameReferral": {
			technology, []standing.Referral{at(sent("r1", referral.Accepted,
				line(internet, referral.Rejected), line(rental, referral.Accepted)), "10", "12")}, standing.Rejected,
		},
		"AcceptedBefore": {
			technology, []standing.Referral{
				at(sent("r0", referral.Accepted, line(internet, referral.Accepted)), "08", "09"), rejected,
			}, standing.Rejected,
		},
		"SentBeforeAcceptedAfter": {
			technology, []standing.Referral{
				at(sent("r0", referral.Accepted, line(internet, referral.Accepted)), "08", "16"), rejected,
			}, "",
		},
		"SentAgainLater": { // made first, and resent last
			technology, []standing.Referral{at(sent("r0", referral.Sent, line(internet, referral.Sent)), "18", ""), rejected}, "",
		},
		"SentAtTheSameMoment": {
			technology, []standing.Referral{rejected, at(sent("r2", referral.Sent, line(internet, referral.Sent)), "10", "")}, "",
		},
		"ThenRejectedOnceMore": {
			technology, []standing.Referral{
				rejected, next(internet, referral.Accepted), at(sent("r3", referral.Rejected, line(internet, referral.Rejected)), "16", "17"),
			}, standing.Rejected,
		},
		"EveryOptionForItself": { // a place for the child is none for the mother
			assessed(childcare, dependentCare), []standing.Referral{
				at(sent("r1", referral.Rejected, line("dependent-care", referral.Rejected)), "10", "12"),
				next("dependent-care-childcare", referral.Accepted),
			}, standing.Rejected,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := catalog.Progress(c.latest, c.referrals)
			var shown []standing.Attention
			for _, it := range p.AssessmentItems {
				shown = append(shown, it.Attention)
			}
			for _, o := range p.OtherReferrals {
				shown = append(shown, o.Attention)
			}
			asks := slices.ContainsFunc(shown, func(a standing.Attention) bool { return a != "" })
			if (c.want == "") == asks || c.want != "" && !slices.Contains(shown, c.want) {
				t.Errorf("the page shows %q, want %q", shown, c.want)
			}
			if c.latest != nil && (p.Status == standing.NeedsAttention) != asks {
				t.Errorf("the section reads %s over %q", p.Status, shown)
			}
			if counted := slices.Contains(catalog.Standing(c.latest, c.referrals).Lists, standing.InAttention); counted != asks {
				t.Errorf("the dashboard counts the customer: %v", counted)
			}
		})
	}
}

// TestProgress_NothingVanishes: whatever the next assessment ticks, each line of each referral that counts stands under
// one heading or the other.
func TestProgress_NothingVanishes(t *testing.T) {
	catalog, _ := ceja(t)
	referrals := []standing.Referral{
		sent("r1", referral.Sent, line("housing-assistance", referral.Sent), line("transportation", referral.Sent)),
		sent("r2", referral.Pending, line("dependent-care", referral.Pending)),
	}
	for _, latest := range []*standing.Assessment{
		nil, assessed(), assessed(housing), assessed(transportation, childcare), assessed(food, dependentCare, housing),
	} {
		p := catalog.Progress(latest, referrals)
		shown := map[string]bool{}
		for _, it := range p.AssessmentItems {
			for _, id := range it.Referrals {
				shown[id] = true
			}
		}
		for _, o := range p.OtherReferrals {
			shown[o.Referral] = true
		}
		if !shown["r1"] || !shown["r2"] {
			t.Errorf("with %v only %v are shown", latest, shown)
		}
	}
}

// TestProgress_Labels: as the guide's progress page prints them, without shouting, and with what is short for something
// left as it is.
func TestProgress_Labels(t *testing.T) {
	catalog, _ := ceja(t)
	p := catalog.Progress(assessed(transportation, food, "referral-for-child-safety-services-counseling"), []standing.Referral{
		sent("r1", referral.Accepted, line("transportation", referral.Accepted)),
		sent("r2", referral.Accepted, standing.Line{Service: "other-phone", Label: "Other: Phone", Status: referral.Accepted}),
	})
	want := []string{
		"Referral for transportation assistance - Good",
		"Referral to local food pantry or SNAP benefits - Needed",
		"Referral for child safety services/counseling - Needed",
		"Referral for Other: Phone - Good",
	}
	var got []string
	for _, it := range p.AssessmentItems {
		got = append(got, it.Label)
	}
	for _, o := range p.OtherReferrals {
		got = append(got, o.Label)
	}
	if !slices.Equal(got, want) || p.Label != "Needs attention" {
		t.Errorf("labels are %q, %q", got, p.Label)
	}
}

func TestProgress_ReferralsOfAnItem(t *testing.T) {
	catalog, _ := ceja(t)
	p := catalog.Progress(assessed("referral-for-technology-assistance"), []standing.Referral{
		sent("r1", referral.Sent, line("other-internet", referral.Sent), line("other-technology-rental", referral.Sent)),
		sent("r2", referral.Sent, line("other-internet", referral.Sent)),
		sent("r3", referral.Canceled, line("other-internet", referral.Canceled)),
	})
	if got := p.AssessmentItems[0].Referrals; !slices.Equal(got, []string{"r1", "r2"}) {
		t.Errorf("it is addressed by %v, want each once, oldest first", got)
	}
}
