package referral

// Status is where a referral, or one of its service lines, stands.
type Status string

const (
	Draft                 Status = "draft"
	Sent                  Status = "sent"
	Pending               Status = "pending"
	Accepted              Status = "accepted"
	CustomerNotResponding Status = "customer-not-responding"
	Rejected              Status = "rejected"
	Closed                Status = "closed"
	Canceled              Status = "canceled"
)

// Statuses are all statuses, in the order of a referral's life.
func Statuses() []Status {
	return []Status{Draft, Sent, Pending, Accepted, CustomerNotResponding, Rejected, Closed, Canceled}
}

// Decisions are what a partner may answer.
func Decisions() []Status {
	return []Status{Accepted, Rejected, Pending, CustomerNotResponding, Closed}
}

// Label is the status as the screens of the guide write it.
func (s Status) Label() string {
	return map[Status]string{
		Draft: "Draft", Sent: "Sent", Pending: "Pending", Accepted: "Accepted", Rejected: "Rejected",
		CustomerNotResponding: "Customer not responding", Closed: "Closed", Canceled: "Canceled",
	}[s]
}

// Open reports whether the status still waits for something to happen outside.
func (s Status) Open() bool {
	return s == Sent || s == Pending || s == Accepted || s == CustomerNotResponding
}

// Ended reports whether the status ends a referral or a line.
func (s Status) Ended() bool { return s == Rejected || s == Closed || s == Canceled }

// Awaiting reports whether the partner's final answer is still awaited: "has not received a response, or has a
// pending response".
func (s Status) Awaiting() bool { return s == Sent || s == Pending }

// Decision reports whether a partner can answer so.
func (s Status) Decision() bool { return s.Open() && s != Sent || s == Rejected || s == Closed }

// statusOf is the referral's status that follows from its lines: all rejected: rejected; all ended, at least one
// closed: closed; else the furthest that any open line has reached.
func statusOf(lines []Line) Status {
	for _, reached := range []Status{Accepted, CustomerNotResponding, Pending, Sent} {
		for _, l := range lines {
			if l.Status == reached {
				return reached
			}
		}
	}
	for _, l := range lines {
		if l.Status == Closed {
			return Closed
		}
	}
	return Rejected
}
