package fault

import (
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// mailSender is the only function that calls SES.
const mailSender = "mail-send"

// database decides at both points of each request to DynamoDB.
func (f *Faults) database(call system.Call) system.Action {
	if call.Point == "before" {
		f.Mails.begin(call)
		return f.beforeWrite(call)
	}
	f.Mails.answered(call)
	return f.afterWrite(call)
}

func (f *Faults) beforeWrite(call system.Call) system.Action {
	switch {
	case f.strikes("DynamoDB: throttled", 40):
		return f.failing(call, system.Action{Outcome: system.Throttle})
	case call.Operation == "TransactWriteItems" && f.strikes("DynamoDB: transaction conflict", 25):
		return f.failing(call, system.Action{Outcome: system.Conflict})
	case f.strikes("DynamoDB: broken before", 80):
		return f.failing(call, system.Action{Outcome: system.Broken})
	case f.strikes("DynamoDB: cut before", 80):
		return f.failing(call, system.Action{Outcome: system.Cut})
	case f.strikes("DynamoDB: slow", 25):
		return system.Action{Delay: f.dice.upTo(120 * time.Millisecond)}
	case f.strikes("function: killed before a request", 500):
		return system.Action{Run: func() { f.kill(call.Function) }, Outcome: system.Cut}
	}
	return system.Action{}
}

func (f *Faults) afterWrite(call system.Call) system.Action {
	if call.Status == http.StatusOK {
		f.Mails.written(call)
	}
	if old, known := f.indexes.before(call); known && f.strikes("DynamoDB: index behind", 4) {
		return system.Action{Answer: old}
	}
	switch {
	case f.strikes("DynamoDB: cut after it was done", 70):
		return f.failing(call, system.Action{Outcome: system.Cut})
	case f.strikes("DynamoDB: broken after it was done", 80):
		return f.failing(call, system.Action{Outcome: system.Broken})
	case f.strikes("DynamoDB: late answer", 40):
		return system.Action{Delay: f.dice.upTo(300 * time.Millisecond)}
	case f.strikes("function: killed after a request", 500):
		return system.Action{Run: func() { f.kill(call.Function) }, Outcome: system.Cut}
	}
	return system.Action{}
}

// failing notes a mail whose record the fault may keep from being written.
func (f *Faults) failing(call system.Call, action system.Action) system.Action {
	f.Mails.unwritten(call)
	return action
}
