package referral

import (
	"strings"
	"time"
)

// ActivityName is one entry of the Select Activity page: what a client can be referred for, in which sessions, and who
// offers them.
type ActivityName struct {
	Name     string    `json:"name"`
	Category string    `json:"category"`
	Type     string    `json:"type"`
	Sessions []Session `json:"sessions"`
}

// Session is one Session Description: "the Session Description field populates as the referred Service".
type Session struct {
	Description string   `json:"description"`
	Providers   []string `json:"providers"` // ids of organizations
}

// session is the session of a description; false when the activity has none of it.
func (a ActivityName) session(description string) (Session, bool) {
	for _, s := range a.Sessions {
		if s.Description == description {
			return s, true
		}
	}
	return Session{}, false
}

// Activity is one line of a client's Customer Activity List.
type Activity struct {
	ID           string   `json:"id"`
	Block        string   `json:"programBlock"`
	Name         string   `json:"activityName"`
	Session      string   `json:"sessionDescription"`
	ProviderID   string   `json:"providerId"`
	StartDate    Date     `json:"startDate"`
	EndDate      Date     `json:"endDate"`
	HoursPerWeek float64  `json:"hoursPerWeek,omitempty"`
	Comments     []string `json:"comments,omitempty"` // Additional Comments; each service noted later is one more
}

// AdditionalComments are the comments as one text.
func (a Activity) AdditionalComments() string { return strings.Join(a.Comments, "\n") }

// What an activity may have before the answer warns: a slip of the pen is likelier than such a plan.
const (
	warnMonths = 12
	warnHours  = 40
	mostHours  = 168 // a week has no more
)

// Warnings say what looks like a slip, without refusing it.
func (a Activity) Warnings() []string {
	warnings := []string{}
	start, end := a.StartDate.noon(time.UTC), a.EndDate.noon(time.UTC)
	if end.After(start.AddDate(0, warnMonths, 0)) {
		warnings = append(warnings, "The dates are more than twelve months apart.")
	}
	if a.HoursPerWeek > warnHours {
		warnings = append(warnings, "The hours are more than forty a week.")
	}
	return warnings
}

// Check names everything that keeps the activity from being one of the client's under the rules.
func (a Activity) Check(client Customer, rules *Rules) error {
	var wrong Problems
	if _, enrolled := client.block(a.Block); !enrolled {
		wrong.Add("programBlock", "The client takes part in: %s.", joinBlocks(client.ProgramBlocks))
	}
	a.checkOffer(rules, &wrong)
	start, errStart := ParseDate(string(a.StartDate))
	if errStart != nil {
		wrong.Add("startDate", "Give the first day as YYYY-MM-DD.")
	}
	end, errEnd := ParseDate(string(a.EndDate))
	switch {
	case errEnd != nil:
		wrong.Add("endDate", "Give the last day as YYYY-MM-DD.")
	case errStart == nil && end < start:
		wrong.Add("endDate", "The activity would end before it begins.")
	}
	if a.HoursPerWeek < 0 || a.HoursPerWeek > mostHours {
		wrong.Add("hoursPerWeek", "Use 0 to %d.", mostHours)
	}
	checkText(&wrong, "additionalComments", a.AdditionalComments(), MaxNote)
	return wrong.Err()
}

// checkOffer holds activity, session and provider against the Select Activity page.
func (a Activity) checkOffer(rules *Rules, wrong *Problems) {
	offered, known := rules.activity(a.Name)
	if !known {
		wrong.Add("activityName", "There is no such activity; GET /v1/activities lists them.")
		return
	}
	session, known := offered.session(a.Session)
	switch {
	case !known:
		wrong.Add("sessionDescription", "%s has no such session; GET /v1/activities lists them.", offered.Name)
	case !oneOf(a.ProviderID, session.Providers):
		wrong.Add("providerId", "This provider does not offer that session; GET /v1/activities lists those that do.")
	}
}

func (r *Rules) activity(name string) (ActivityName, bool) {
	for _, a := range r.Activities {
		if a.Name == name {
			return a, true
		}
	}
	return ActivityName{}, false
}

// block is the client's program block of a name; false when the client does not take part in it.
func (c Customer) block(name string) (ProgramBlock, bool) {
	for _, b := range c.ProgramBlocks {
		if b.Block == name {
			return b, true
		}
	}
	return ProgramBlock{}, false
}

func joinBlocks(blocks []ProgramBlock) string {
	var names []string
	for _, b := range blocks {
		names = append(names, b.Block)
	}
	if len(names) == 0 {
		return "no program block"
	}
	return strings.Join(names, ", ")
}

// Resembles reports whether two activities would be referred for alike: what a form is made from.
func (a Activity) Resembles(b Activity) bool {
	return a.Block == b.Block && a.Name == b.Name && a.Session == b.Session && a.ProviderID == b.ProviderID
}
