package lambda

import (
	"testing"

	"github.com/referral-tool/referrals/infra/template"
)

// TestExpire: a timer that fires while the answer comes in must not end the instance, which has new work by then.
func TestExpire(t *testing.T) {
	f := newFunction(template.Function{Name: "work", Timeout: 1}, Options{}, "")
	answered, next := newInvocation(nil), newInvocation(nil)
	i := &instance{current: next} // without a process: killing it would panic
	f.expire(i, answered)
	if i.doomed || len(next.result) != 0 {
		t.Error("the next invocation paid for one that was answered in time")
	}
}
