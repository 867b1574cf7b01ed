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
	Outcome = "outcome" // state that a mail came to
	Cause   = "cause"   // of a conflict, as the store names it
)

// ReferralsCreated counts referrals when they are sent for the first time; a draft counts nowhere. This one and the two
// that follow are counted by the relay when their event is on the bus and the stream will not bring it again. Only an
// invocation that ends between both (a crash, the time limit) counts an event twice.
func ReferralsCreated() Definition { return Definition{"ReferralsCreated", Times, Program} }

// ReferralsAnswered counts answers, by whichever way they came. Corrections are not counted.
func ReferralsAnswered() Definition { return Definition{"ReferralsAnswered", Times, Program} }

// ReferralsOverdue counts referrals that the sweep has found to be overdue.
func ReferralsOverdue() Definition { return Definition{"ReferralsOverdue", Times, Program} }

// RelayLag is the time from an event to the moment at which it is on the bus, in milliseconds.
func RelayLag() Definition { return Definition{"RelayLag", Milliseconds, ""} }

// Mails counts what mails came to, when that is recorded: handing over and delivery are two outcomes of one mail. Each
// outcome is recorded once; a crash between the record and the line leaves one out.
func Mails() Definition { return Definition{"Mails", Times, Outcome} }

// OldestMail is the age of the oldest mail that a sweep had to take up again, in seconds; 0 when all have gone out.
// Each sweep measures it.
func OldestMail() Definition { return Definition{"OldestMail", Seconds, ""} }

// Replays counts calls that were answered as they had been before, by their Idempotency-Key.
func Replays() Definition { return Definition{"Replays", Times, ""} }

// Conflicts counts transactions that did not get through at once.
func Conflicts() Definition { return Definition{"Conflicts", Times, Cause} }

// Definitions are all of the system's own metrics. The dashboard and the alarms are held against them.
func Definitions() []Definition {
	return []Definition{
		ReferralsCreated(), ReferralsAnswered(), ReferralsOverdue(), RelayLag(), Mails(), OldestMail(), Replays(), Conflicts(),
	}
}
