package form

import "github.com/referral-tool/referrals/shared/referral"

// Attach renders the form that a change sends as a PDF and adds it to the change. A change that sends no form is
// returned unchanged.
func (p *Printer) Attach(change referral.Change, rules *referral.Rules) (referral.Change, error) {
	if !change.Distributes() {
		return change, nil
	}
	next := change.Next()
	f, _ := change.Form()
	pdf, err := p.PDF(Sheet{
		Form: f, Agency: next.GranteeName, Reference: next.Reference, SentOn: referral.DateIn(f.SentAt.Time(), rules.Zone),
	})
	if err != nil {
		return referral.Change{}, err
	}
	return change.Attach(pdf), nil
}
