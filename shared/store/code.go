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
	nonce := rand.Text()
	m := state.CodeMail(cmd, nonce)
	mail := write{TransactWriteItem: s.put(mailItem(m), "", nil, nil)}
	k := codeKey(state.Program, state.ID, state.Sends)
	within := codeUpdate(nonce, cmd.At).count("issued", 1).below("issued", codesPerWindow).after("windowEnds", string(cmd.At))
	err := s.transact(ctx, "", []write{{TransactWriteItem: within.in(s.table, k), refused: func(stands item) error {
		if textOf(stands, "windowEnds") > string(cmd.At) {
			return referral.Errorf(referral.TooMany, "Too many codes were asked for. Please wait an hour, or call the referring organization.")
		}
		return errNewWindow
	}}, mail})
	if !errors.Is(err, errNewWindow) {
		return err
	}
	fresh := codeUpdate(nonce, cmd.At).set("issued", number(1)).setText("windowEnds", string(cmd.At.Add(codeWindow))).
		set("ttl", number(cmd.At.Add(2*codeWindow).Time().Unix())).
		either(func(u *update) { u.absent(pk) }, func(u *update) { u.before("windowEnds", string(cmd.At.Add(time.Millisecond))) })
	return s.transact(ctx, "", []write{{TransactWriteItem: fresh.in(s.table, k)}, mail})
}

var errNewWindow = errors.New("the window for codes has ended")

func codeUpdate(nonce string, now referral.Instant) *update {
	return newUpdate().setText("nonce", nonce).setText("expiresAt", string(now.Add(CodeLife))).set("tries", number(0))
}

// TryCode counts one try of the code that was mailed last, and returns the nonce that it was made of. Invalid when
// there is none to be tried.
func (s *Store) TryCode(ctx context.Context, state referral.State, now referral.Instant) (nonce string, err error) {
	u := newUpdate().count("tries", 1).below("tries", codeTries).after("expiresAt", string(now))
	out, err := s.client.UpdateItem(ctx, u.alone(s.table, codeKey(state.Program, state.ID, state.Sends)))
	var refused *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &refused):
		return "", errNoCode()
	case err != nil:
		return "", fmt.Errorf("trying a code: %w", err)
	}
	return textOf(out.Attributes, "nonce"), nil
}

// WrongCode is the answer to a code that is not the one that was mailed.
func WrongCode() error { return errNoCode() }
