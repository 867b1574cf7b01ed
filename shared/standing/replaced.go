package standing

import (
	"slices"

	"github.com/referral-tool/referrals/shared/referral"
)

// remaining is the reason to look at a line that the customer's other referrals leave. A line that was rejected, or whose
// customer did not respond, asks for no attention any more once a later line for the same need has taken its place:
// nothing is left for staff to do about it. serves tells which services are for the same need.
func (r Referral) remaining(l Line, referrals []Referral, serves func(service string) bool) Attention {
	reason := r.attention(l)
	if reason != Rejected && reason != CustomerNotResponding {
		return reason
	}
	each(referrals, func(other Referral, in Line) {
		if other.ID != r.ID && serves(in.Service) && other.laterThan(r) && other.replaces(in) {
			reason = ""
		}
	})
	return reason
}

// laterThan reports whether the referral was sent, or answered, after the other one was sent: of two that were sent side
// by side, the one that is accepted in the end stands for both.
func (r Referral) laterThan(other Referral) bool {
	latest := max(r.SentAt, r.AnsweredAt)
	return latest > other.SentAt || latest == other.SentAt && r.ID > other.ID
}

// replaces reports whether a line meets a need that another one did not meet: it was accepted, it has served, or a partner
// is at it and nothing is amiss.
func (r Referral) replaces(l Line) bool {
	switch l.Status {
	case referral.Accepted:
		return true
	case referral.Closed:
		return slices.Contains(served, l.Outcome)
	}
	return l.Status.Open() && r.attention(l) == ""
}

// served are the outcomes of a closing by which the customer got what was asked for.
var served = []string{"service-received", "enrolled"}

// alike tells which services are for the same need as one: itself, and those aligned to an option that it is aligned to.
func (c *Catalog) alike(service string) func(string) bool {
	return func(other string) bool {
		return other == service || slices.ContainsFunc(c.options, func(o Option) bool {
			return slices.Contains(o.Services, service) && slices.Contains(o.Services, other)
		})
	}
}
