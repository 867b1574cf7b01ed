package system

import (
	"github.com/referral-tool/referrals/infra/local/internal/bus"
	"github.com/referral-tool/referrals/infra/local/internal/mailbox"
	"github.com/referral-tool/referrals/infra/local/internal/proxy"
	"github.com/referral-tool/referrals/infra/local/internal/stream"
)

// What the hooks of a System's parts speak of, for tests outside of the local run to name.
type (
	Call     = proxy.Call   // Proxy.SetFault
	Action   = proxy.Action // its answer
	Delivery = bus.Delivery // Bus.Inject
	Fault    = bus.Fault    // its answer
	BusHooks = bus.Hooks    // Bus.SetHooks
	Event    = bus.Event
	Hooks    = mailbox.Hooks
	Mail     = mailbox.Mail
	Record   = stream.Record // Stream.SetDeliver
)

// Outcomes of an Action.
const (
	Pass     = proxy.Pass
	Throttle = proxy.Throttle
	Conflict = proxy.Conflict
	Broken   = proxy.Broken
	Cut      = proxy.Cut
)

// ErrMailRejected is an answer of Hooks.Before.
var ErrMailRejected = mailbox.ErrRejected

// Answers of BusHooks to a whole call.
var (
	ErrBusThrottled = bus.ErrThrottled
	ErrBusBroken    = bus.ErrBroken
	ErrBusCut       = bus.ErrCut
)
