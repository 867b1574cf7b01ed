package store

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func reason(code string, stands item) types.CancellationReason {
	return types.CancellationReason{Code: aws.String(code), Item: stands}
}

func TestJudge(t *testing.T) {
	first, second := errors.New("first"), errors.New("second")
	refusing := func(err error) write { return write{refused: func(item) error { return err }} }
	plain := write{}
	ours := item{"commandId": text("command-1")}
	theirs := item{"commandId": text("command-2")}
	for _, c := range []struct {
		name    string
		writes  []write
		reasons []types.CancellationReason
		retry   bool
		want    error // nil: a lost race
	}{
		{"RefusedInTheOrderOfTheWrites", []write{refusing(first), refusing(second)},
			[]types.CancellationReason{reason("ConditionalCheckFailed", theirs), reason("ConditionalCheckFailed", theirs)}, false, first},
		{"TheSecondAlone", []write{refusing(first), refusing(second)},
			[]types.CancellationReason{reason("None", nil), reason("ConditionalCheckFailed", theirs)}, false, second},
		// The state moved on, so the guard may be free again by the time it is decided anew.
		{"APlainLostRaceBeforeARefusal", []write{plain, refusing(second)},
			[]types.CancellationReason{reason("ConditionalCheckFailed", theirs), reason("ConditionalCheckFailed", theirs)}, false, nil},
		{"ACollisionAlone", []write{plain, plain},
			[]types.CancellationReason{reason("TransactionConflict", nil), reason("None", nil)}, true, nil},
		{"ThrottlingAlone", []write{plain}, []types.CancellationReason{reason("ThrottlingError", nil)}, true, nil},
		{"ACollisionBesideAFailedCondition", []write{plain, refusing(second)},
			[]types.CancellationReason{reason("TransactionConflict", nil), reason("ConditionalCheckFailed", theirs)}, false, second},
		{"OurOwnEarlierTry", []write{plain, refusing(second)},
			[]types.CancellationReason{reason("ConditionalCheckFailed", ours), reason("ConditionalCheckFailed", ours)}, false, errOwnWrite},
	} {
		t.Run(c.name, func(t *testing.T) {
			retry, err := judge(c.reasons, c.writes, "command-1")
			if retry != c.retry {
				t.Errorf("to be tried again: %v, want %v", retry, c.retry)
			}
			var lost *lostRace
			switch {
			case c.want != nil && !errors.Is(err, c.want):
				t.Errorf("judged as %v, want %v", err, c.want)
			case c.want == nil && !c.retry && !errors.As(err, &lost):
				t.Errorf("judged as %v, want a lost race", err)
			}
		})
	}
}

// What stands is handed back by the index of the write, so that a conflict is answered without a second read.
func TestJudgeHandsBackWhatStands(t *testing.T) {
	stands := item{"PK": text("p")}
	_, err := judge([]types.CancellationReason{reason("None", nil), reason("ConditionalCheckFailed", stands)}, []write{{}, {}}, "")
	var lost *lostRace
	if !errors.As(err, &lost) || lost.stands[0] != nil || textOf(lost.stands[1], "PK") != "p" {
		t.Errorf("handed back %v", err)
	}
}

// What is no collision is a fault: it names the item, and is not tried again.
func TestJudgeFaults(t *testing.T) {
	for _, code := range []string{"ValidationError", "ItemCollectionSizeLimitExceeded"} {
		if retry, err := judge([]types.CancellationReason{reason(code, nil)}, []write{{}}, ""); retry || err == nil {
			t.Errorf("%s: again %v, %v", code, retry, err)
		}
	}
	if retry, err := judge(nil, []write{{}}, ""); retry || err == nil {
		t.Error("a transaction that was canceled for no reason is taken as written")
	}
}
