package verify

import (
	"regexp"
	"strings"
)

// leak is a partner's link, a caller's token, an address to write to or a street, in whatever words.
var leak = regexp.MustCompile(`/r/[\w-]{56}|AQ[EI][\w-]{53}|eyJ[\w-]{10}|[\w.+-]+@[\w.-]*referrals\.test|\d Main St\b`)

// logged: nothing that was printed tells whom a referral is about or what somebody wrote, or opens a door.
func (j *judgement) logged() {
	if len(j.Log) == 0 {
		j.broken("nothing was printed, or nobody kept it")
	}
	private := j.private()
	for _, line := range j.Log {
		if found := leak.FindString(line); found != "" {
			j.broken("%q is in the log: %.500s", found, line)
		}
		lower := strings.ToLower(line)
		for _, word := range private {
			if strings.Contains(lower, word) {
				j.broken("%q is in the log: %.500s", word, line)
			}
		}
	}
}

// private are the words that stand in no log: those that tell who a customer is, and what people typed.
func (j *judgement) private() []string {
	var private []string
	for _, words := range j.Words {
		private = append(private, words...)
	}
	for _, c := range j.Calls {
		if c.Marker != "" && c.Kind != "merge" { // which is marked by an id
			private = append(private, c.Marker)
		}
	}
	for i, word := range private {
		private[i] = strings.ToLower(word)
	}
	return private
}
