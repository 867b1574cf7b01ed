package page

import (
	"io"
	"net/url"

	"github.com/referral-tool/referrals/shared/language"
)

// Lock is what the page of a sensitive referral shows before the code: the reference and the referring organization.
type Lock struct {
	Language     language.Language
	Reference    string
	Grantee      string
	GranteePhone string
	Path         string // of the link, "/r/{token}": the code is asked for and entered below it
	CodeSent     bool
	Problem      CodeProblem
	Typed        url.Values // an answer that came too late to be recorded: it goes along until the page is open again
}

// CodeProblem is why a code did not open the page.
type CodeProblem string

const (
	CodeMissing  CodeProblem = "missing"  // nothing was entered
	CodeWrong    CodeProblem = "wrong"    // not the newest code, or none that works: which, nobody is told
	CodesTooMany CodeProblem = "too-many" // no further code is sent for now
)

// Locked writes the page that asks for the code.
func (p *Pages) Locked(w io.Writer, l Lock) error {
	return write(w, p.locked(), lockedSheet{T: textsOf(l.Language), L: l})
}

type lockedSheet struct {
	T *texts
	L Lock
}

func (s lockedSheet) Lang() language.Language { return s.T.Language }

func (s lockedSheet) Title() string {
	if s.L.Problem != "" || len(s.L.Typed) > 0 {
		return s.T.ErrorPrefix + s.T.LockedTitle
	}
	return s.T.LockedTitle
}

// Error is what to do about the problem.
func (s lockedSheet) Error() string {
	switch s.L.Problem {
	case CodeMissing:
		return s.T.ErrCodeMissing
	case CodeWrong:
		return s.T.ErrCode
	case CodesTooMany:
		return s.T.ErrCodeTooMany
	}
	return ""
}

// AtCode reports whether the problem is with what was entered.
func (s lockedSheet) AtCode() bool { return s.L.Problem == CodeMissing || s.L.Problem == CodeWrong }
