package referral

import "time"

// Rules are a program's settings, as far as they decide what a command may do. All of them are data of the program.
type Rules struct {
	Program  string
	Zone     *time.Location
	Workdays Workdays

	ResponseDays     int           // business days after the day of a send on which the answer is due; 0 switches deadlines off
	OverdueDays      int           // calendar days after the day of a send before an unanswered line is overdue; 0 switches it off
	Reminder         bool          // one mail on the due day
	ReminderHour     int           // of the program's clocks; digests go out then too
	Digest           bool          // staff get one mail a day
	CorrectionWindow time.Duration // after an answer, in which the same link may change what has ended
	LinkDays         int           // days after its send in which a link works
	LinkDaysAfterEnd int           // days after the referral's end in which its link still shows the page
	RetentionDays    int           // days after the end, or the last change, until personal details are erased; 0 keeps them

	Consent       ConsentRule
	Services      map[string]Service
	RejectReasons []Choice
	CloseOutcomes []Choice
	TaskOutcomes  []Choice
	Activities    []ActivityName // of an employment program
	Form          FormTemplate   // of an employment program
}

// Workdays counts business days over weekends and the program's public holidays.
type Workdays interface {
	// After is the nth business day after day, which does not count itself.
	After(day Date, n int) Date
}

// Service is one entry of the service catalog.
type Service struct {
	Key       string `json:"key"`
	Label     string `json:"label"`
	Rollup    string `json:"rollup"`    // key of the dashboard's row
	Listed    bool   `json:"listed"`    // among the guide's 13 of the New Referral window
	Sensitive bool   `json:"sensitive"` // its name alone tells something
}

// Choice is one entry of a program's list that people choose from.
type Choice struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// ConsentRule says when a referral needs a recorded consent.
type ConsentRule string

const (
	ConsentRequired  ConsentRule = "required"
	ConsentSensitive ConsentRule = "sensitive" // for sensitive services and organizations
	ConsentRecorded  ConsentRule = "recorded"  // kept when given
)

func chosen(choices []Choice, key string) bool {
	for _, c := range choices {
		if c.Key == key {
			return true
		}
	}
	return false
}

// startClocks sets all deadlines of a send at the given moment: due some business days after its day, overdue some
// calendar days after, never before it is due.
func (s *State) startClocks(at Instant, rules *Rules) {
	day := DateIn(at.Time(), rules.Zone)
	s.ResponseDueOn, s.RemindAt = "", ""
	if rules.ResponseDays > 0 && !s.Organization.ReceivesOnly {
		s.ResponseDueOn = rules.Workdays.After(day, rules.ResponseDays)
		if rules.Reminder {
			s.RemindAt = At(s.ResponseDueOn.clock(rules.ReminderHour, rules.Zone))
		}
	}
	for i := range s.Lines {
		if s.Lines[i].Status.Awaiting() {
			s.Lines[i].ClockFrom = day
		}
	}
	s.settleClocks(at, rules)
}

// settleClocks derives what the lines' answers leave of the deadlines: the reminder falls away once every line has an
// answer, the day of being overdue is the earliest of the lines still awaited, and an answer that leaves nothing
// overdue clears the mark.
func (s *State) settleClocks(at Instant, rules *Rules) {
	if !s.unanswered() || !s.Open() {
		s.RemindAt = ""
	}
	s.OverdueOn, s.OverdueAt = "", ""
	if rules.OverdueDays > 0 && s.Awaiting() {
		for _, l := range s.Lines {
			if on := overdueOn(l, s.ResponseDueOn, rules); on != "" && (s.OverdueOn == "" || on < s.OverdueOn) {
				s.OverdueOn = on
			}
		}
		s.OverdueAt = At(s.OverdueOn.Start(rules.Zone))
	}
	if s.OverdueAt == "" || s.OverdueAt > at {
		s.MarkedOverdue = false
	}
}

// overdueOn is the first day on which a line is overdue: the day after the later of the due day and the ten days.
func overdueOn(l Line, due Date, rules *Rules) Date {
	if !l.Status.Awaiting() {
		return ""
	}
	return max(l.ClockFrom.AddDays(rules.OverdueDays), due).AddDays(1)
}
