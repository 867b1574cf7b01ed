package standing

import (
	"slices"
	"strings"
	"unicode"

	"github.com/referral-tool/referrals/shared/referral"
)

// Status is how an item of the progress page, or the whole section, reads.
type Status string

// An item is good or needed, a section good, in need of attention, or not assessed.
const (
	Good           Status = "good"
	Needed         Status = "needed"
	NeedsAttention Status = "needs-attention"
	NotAssessed    Status = "not-assessed"
)

// Label is the status as the page writes it.
func (s Status) Label() string {
	return map[Status]string{
		Good: "Good", Needed: "Needed", NeedsAttention: "Needs attention", NotAssessed: "Not assessed",
	}[s]
}

// Progress is the section "Referral Status" of a customer's progress page.
type Progress struct {
	Status          Status  `json:"status"`
	Label           string  `json:"label"`
	AssessmentItems []Item  `json:"assessmentItems"` // "Service Needs Assessment Items"
	OtherReferrals  []Other `json:"otherReferrals"`  // "Other Referrals"
}

// Item is one option of the latest assessment.
type Item struct {
	Option    string    `json:"option"`
	Label     string    `json:"label"`  // "Referral for transportation assistance - Good"
	Status    Status    `json:"status"` // good or needed
	Attention Attention `json:"attention,omitempty"`
	Referrals []string  `json:"referrals"` // ids of those that address it, oldest first
}

// Other is a service line that aligns with nothing in the latest assessment.
type Other struct {
	Service   string    `json:"service"`
	Label     string    `json:"label"`  // "Referral for Health Care - Good"
	Status    Status    `json:"status"` // good: it was sent
	Attention Attention `json:"attention,omitempty"`
	Referral  string    `json:"referral"`
}

// Progress judges a customer by the latest assessment, nil before the first, and the referrals, oldest first. A line of
// a service that is aligned to several options addresses them all. A new assessment never makes a referral vanish:
// lines that no longer align with anything are listed under Other Referrals.
func (c *Catalog) Progress(latest *Assessment, referrals []Referral) Progress {
	p := Progress{AssessmentItems: []Item{}, OtherReferrals: []Other{}}
	aligned := map[string]bool{}
	for _, o := range c.ticked(latest) {
		p.AssessmentItems = append(p.AssessmentItems, item(o, referrals))
		for _, service := range o.Services {
			aligned[service] = true
		}
	}
	each(referrals, func(r Referral, l Line) {
		if !aligned[l.Service] {
			p.OtherReferrals = append(p.OtherReferrals, Other{
				Service: l.Service, Label: "Referral for " + l.Label + " - " + Good.Label(), Status: Good,
				Attention: r.remaining(l, referrals, c.alike(l.Service)), Referral: r.ID,
			})
		}
	})
	p.Status = p.section(latest != nil)
	p.Label = p.Status.Label()
	return p
}

// item judges one option. "As those referrals are sent/responded to, the system will indicate they are good": a
// rejected line is answered, so it is literally good, and the attention beside it says that the need may remain, until
// another line for the same option has taken its place.
func item(o Option, referrals []Referral) Item {
	it := Item{Option: o.Key, Status: Needed, Referrals: []string{}}
	serves := func(service string) bool { return slices.Contains(o.Services, service) }
	each(referrals, func(r Referral, l Line) {
		if !serves(l.Service) {
			return
		}
		it.Status = Good
		it.Attention = it.Attention.orMore(r.remaining(l, referrals, serves))
		if !slices.Contains(it.Referrals, r.ID) {
			it.Referrals = append(it.Referrals, r.ID)
		}
	})
	it.Label = sentence(o.Label) + " - " + it.Status.Label()
	return it
}

// section is the status of the whole: good only when every item is good and none needs attention.
func (p Progress) section(assessed bool) Status {
	needed := slices.ContainsFunc(p.AssessmentItems, func(it Item) bool { return it.Status == Needed })
	switch {
	case !assessed:
		return NotAssessed
	case needed, p.attention():
		return NeedsAttention
	}
	return Good
}

// attention reports whether anything on the page asks for it.
func (p Progress) attention() bool {
	return slices.ContainsFunc(p.AssessmentItems, func(it Item) bool { return it.Attention != "" }) ||
		slices.ContainsFunc(p.OtherReferrals, func(o Other) bool { return o.Attention != "" })
}

// each goes through the lines of all referrals that count. A line that was canceled with its referral is none of them.
func each(referrals []Referral, do func(Referral, Line)) {
	for _, r := range referrals {
		if !r.counts() {
			continue
		}
		for _, l := range r.Lines {
			if l.Status != referral.Canceled {
				do(r, l)
			}
		}
	}
}

// sentence writes an option's label as the guide's progress page does: "Referral for Transportation Assistance" of the
// alignment table reads "Referral for transportation assistance" there. Words in capitals, such as SNAP, stay as they
// are.
func sentence(label string) string {
	letters := []rune(label)
	var b strings.Builder
	for i, letter := range letters {
		if i > 0 && i+1 < len(letters) && unicode.IsLower(letters[i+1]) {
			letter = unicode.ToLower(letter)
		}
		b.WriteRune(letter)
	}
	return b.String()
}
