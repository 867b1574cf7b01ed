package standing

import "github.com/referral-tool/referrals/shared/referral"

// Assessment is a Service Needs Assessment: the options that were ticked on a day. "The most recent assessment will
// determine what is needed."
type Assessment struct {
	ID        string           `json:"id"`
	Date      referral.Date    `json:"date"`
	Options   []string         `json:"options"` // keys, in the order of the alignment table; none: nothing is needed
	EnteredAt referral.Instant `json:"enteredAt"`
}

// Assess makes an assessment. Invalid if the date is missing, wrong or in the future, or an option is unknown, missing
// or given twice.
func Assess(cmd referral.Command, id string, date referral.Date, options []string, c *Catalog) (Assessment, error) {
	var wrong referral.Problems
	switch day, err := referral.ParseDate(string(date)); {
	case err != nil:
		wrong.Add("date", "Give the day of the assessment as YYYY-MM-DD.")
	case day > referral.DateIn(cmd.At.Time(), cmd.Rules.Zone):
		wrong.Add("date", "An assessment cannot be dated in the future.")
	}
	if options == nil {
		wrong.Add("options", "Send the options that were ticked: an empty list when none was.")
	}
	seen := map[string]bool{}
	for _, key := range options {
		switch _, known := c.place[key]; {
		case !known:
			wrong.Add("options", "%q is not an option of this program's assessment; GET /v1/services lists them.", key)
		case seen[key]:
			wrong.Add("options", "%q appears more than once.", key)
		}
		seen[key] = true
	}
	if err := wrong.Err(); err != nil {
		return Assessment{}, err
	}
	a := Assessment{ID: id, Date: date, Options: []string{}, EnteredAt: cmd.At}
	for _, o := range c.options {
		if seen[o.Key] {
			a.Options = append(a.Options, o.Key)
		}
	}
	return a, nil
}

// Supersedes reports whether the assessment, entered now, takes the place of the latest one: of two with the same date,
// the one entered later counts. latest is nil before the first.
func (a Assessment) Supersedes(latest *Assessment) bool {
	return latest == nil || a.Date >= latest.Date
}
