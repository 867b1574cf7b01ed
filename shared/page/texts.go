package page

import (
	"github.com/referral-tool/referrals/shared/language"
	"github.com/referral-tool/referrals/shared/referral"
)

// texts are all words of the pages in one language. Those with a %s take the value that their name or comment says.
type texts struct {
	Language language.Language

	// The page of a referral.
	Title, ReferralFrom     string // of the referring organization
	Reference, From, SentTo string
	PleaseAnswerBy          string // the due day, written out
	WasDueBy                string // the same, of an overdue answer
	PleaseAnswer            string
	ReceivesOnly            string
	Who, Name, Address      string
	Phone, Email            string
	HowToReachHidden        string
	WhatIsAsked, NoteFrom   string // of the referring organization
	Part2Heading, Part2Hint string
	AnswersSoFar            string
	NoMoreAnswers           string
	Questions, CallGrantee  string // grantee
	CallGranteeAt           string // grantee; the number follows
	Privacy                 string

	// Answers that were given.
	Thanks, SoFar  string
	Answered       string // name, when
	RecordedFrom   string // name, recorder, when
	Recorded       string // recorder, when
	Changed        string
	YouCanChange   string
	ChangeUntil    string // when
	EndedUntil     string // when
	StillWaitedFor string
	Statuses       map[referral.Status]string

	// The form.
	YourAnswer, ChangeAnswer string
	DecisionLegend           string
	DecisionForAllHint       string
	EachService, EachHint    string
	SameAsForAll             string
	Decisions, DecisionHints map[referral.Status]string
	WhyRejected, HowClosed   string
	Choose                   string
	Note, NoteHint           string
	YourName, YourNameHint   string
	Send                     string

	// What is wrong with an answer.
	Problem, ErrorPrefix  string
	ErrDecision           string
	ErrLineDecision       string // service
	ErrReason, ErrOutcome string
	ErrLineReason         string // service
	ErrLineOutcome        string // service
	ErrName, ErrNameLong  string
	ErrNote, ErrNoteLong  string
	ErrUnreadable         string
	Unseen, Refused, Kept string
	ErrSend               string

	// The page before the code of a sensitive referral.
	LockedTitle, LockedWhy   string
	SendCodeHeading          string
	SendCodeHint, SendCode   string
	CodeSent                 string
	EnterCodeHeading         string
	Code, CodeHint, OpenPage string
	ErrCodeMissing, ErrCode  string
	ErrCodeTooMany           string
	Expired                  string // an answer came after the page was locked again

	// Pages that reveal nothing.
	DeadTitle, DeadText, DeadNext       string
	DeadAnswer                          string
	WithdrawnTitle, WithdrawnText       string
	FailedTitle, FailedText, FailedCode string

	choicesByKey map[string]string // labels of the programs' own choices, where the language is not theirs
}

func textsOf(l language.Language) *texts {
	if l == language.Spanish {
		return spanish()
	}
	return english()
}

// choices are a program's choices in the language of the page; those that the page has no words for keep their own
// labels.
func (t *texts) choices(own []referral.Choice) []referral.Choice {
	choices := make([]referral.Choice, 0, len(own))
	for _, c := range own {
		if label, translated := t.choicesByKey[c.Key]; translated {
			c.Label = label
		}
		choices = append(choices, c)
	}
	return choices
}
