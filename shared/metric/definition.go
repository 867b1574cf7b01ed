package metric

// Name is a metric's name in CloudWatch.
type Name string

// Definition is what a metric is.
type Definition struct {
	Name  Name
	Unit  Unit
	Label string // the dimension that it has beside the stage, if any
}

// Labels of metrics.
const (
	Program = "program" // key of the program
	Outcome = "outcome" // what became of a mail
	Cause   = "cause"   // of a conflict, as the store names it
)

// ReferralsCreated counts referrals when they are sent for the first time; drafts are not counted. The relay counts
// this metric and the next two when their event is on the bus and the stream will not deliver it again. Only if an
// invocation ends between publishing and reporting back (a crash, the time limit) is an event counted twice.
func ReferralsCreated() Definition { return Definition{"ReferralsCreated", Times, Program} }

// ReferralsAnswered counts answers, by whichever way they came. Corrections are not counted.
func ReferralsAnswered() Definition { return Definition{"ReferralsAnswered", Times, Program} }

// ReferralsOverdue counts referrals that the sweep has found to be overdue.
func ReferralsOverdue() Definition { return Definition{"ReferralsOverdue", Times, Program} }

// RelayLag is the time from an event to the moment at which it is on the bus, in milliseconds.
func RelayLag() Definition { return Definition{"RelayLag", Milliseconds, ""} }

// Mails counts the outcomes of mails when they are recorded; one mail can have two, for example sent and delivered.
// Each is counted once, or not at all after a crash between the record and the log line.
func Mails() Definition { return Definition{"Mails", Times, Outcome} }

// OldestMail is the age of the oldest mail that a sweep had to take up again, in seconds; 0 when all have gone out.
// Each sweep measures it.
func OldestMail() Definition { return Definition{"OldestMail", Seconds, ""} }

// Replays counts repeated calls that got the first call's answer, by their Idempotency-Key.
func Replays() Definition { return Definition{"Replays", Times, ""} }

// Conflicts counts transactions that did not succeed at the first attempt.
func Conflicts() Definition { return Definition{"Conflicts", Times, Cause} }

// Definitions are all of the system's own metrics. The dashboard and the alarms are checked against them.
func Definitions() []Definition {
	return []Definition{
		ReferralsCreated(), ReferralsAnswered(), ReferralsOverdue(), RelayLag(), Mails(), OldestMail(), Replays(), Conflicts(),
	}
}
