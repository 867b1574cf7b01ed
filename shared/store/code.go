package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// The code that opens a sensitive referral's page.
const (
	// CodeLife is how long a code works.
	CodeLife = 10 * time.Minute
	// codeTries is how often one code may be tried: with the limit below, a million codes outlast any guessing.
	codeTries = 5
	// codesPerWindow bounds the codes that a link's holder can have mailed in a window.
	codesPerWindow = 5
	codeWindow     = time.Hour
)

// errNoCode is what a code answers that was never asked for, has run out, or was tried too often: which of these it
// is, is not told.
func errNoCode() error {
	return referral.Errorf(referral.Invalid, "This code does not work, or no longer does. Ask for a new one.")
}

// IssueCode notes that a code was asked for and queues the mail that brings it: one request, or two in a new window.
// TooMany when too many were asked for.
func (s *Store) IssueCode(ctx context.Context, cmd referral.Command, state referral.State) error {
	m := state.CodeMail(cmd, rand.Text())
	err := s.issue(ctx, m, withinWindow(m))
	if errors.Is(err, errWindowOver) {
		err = s.issue(ctx, m, openWindow(m))
	}
	if errors.Is(err, errWindowOpen) { // by somebody who asked at the same time
		err = s.issue(ctx, m, withinWindow(m))
	}
	return err
}

func (s *Store) issue(ctx context.Context, m referral.Mail, counter codeCounter) error {
	return s.transact(ctx, "", []write{
		{TransactWriteItem: counter.update.in(s.table, codeKey(m.Program, m.ReferralID, m.Send)), refused: counter.refused},
		{TransactWriteItem: s.put(mailItem(m), "", nil, nil)},
	})
}

// codeCounter is what a code's mail does to the counter of its link.
type codeCounter struct {
	update  *update
	refused func(stands item) error
}

var (
	errWindowOver = errors.New("the window for codes has ended")
	errWindowOpen = errors.New("a window for codes is open")
)

// withinWindow counts one code more in the window that is open.
func withinWindow(m referral.Mail) codeCounter {
	return codeCounter{
		codeUpdate(m).count("issued", 1).below("issued", codesPerWindow).after("windowEnds", string(m.At)),
		func(stands item) error {
			if textOf(stands, "windowEnds") > string(m.At) {
				return referral.Errorf(referral.TooMany, "Too many codes were asked for. Please wait an hour, or call the referring organization.")
			}
			return errWindowOver
		},
	}
}

// openWindow counts the first code of a window.
func openWindow(m referral.Mail) codeCounter {
	u := codeUpdate(m).set("issued", number(1)).setText("windowEnds", string(m.At.Add(codeWindow))).
		set("ttl", number(m.At.Add(2*codeWindow).Time().Unix())).
		either(func(u *update) { u.absent(pk) }, func(u *update) { u.before("windowEnds", string(m.At.Add(time.Millisecond))) })
	return codeCounter{u, func(item) error { return errWindowOpen }}
}

func codeUpdate(m referral.Mail) *update {
	return newUpdate().setText("nonce", m.Nonce).setText("expiresAt", string(m.At.Add(CodeLife))).set("tries", number(0))
}

// TryCode counts one try of the code that was mailed last, and returns the nonce that it was made of. Invalid when
// there is none to be tried.
func (s *Store) TryCode(ctx context.Context, state referral.State, now referral.Instant) (nonce string, err error) {
	try := rand.Text()
	u := newUpdate().count("tries", 1).setText("lastTry", try).below("tries", codeTries).after("expiresAt", string(now)).
		either(func(u *update) { u.absent("lastTry") }, func(u *update) { u.differs("lastTry", text(try)) })
	out, err := s.client.UpdateItem(ctx, u.alone(s.table, codeKey(state.Program, state.ID, state.Sends)))
	var refused *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &refused) && textOf(refused.Item, "lastTry") == try:
		// The SDK repeats a request whose answer was lost: this try was counted, and must not count twice.
		return textOf(refused.Item, "nonce"), nil
	case errors.As(err, &refused):
		return "", errNoCode()
	case err != nil:
		return "", fmt.Errorf("trying a code: %w", err)
	}
	return textOf(out.Attributes, "nonce"), nil
}

// WrongCode is the answer to a code that is not the one that was mailed.
func WrongCode() error { return errNoCode() }
