package view

import "github.com/referral-tool/referrals/shared/referral"

// Row is a referral in a list: the outgoing list, the customer's referral page, the provider's list. The store keeps it
// on the item and in every index, so that a list does not have to read anything else.
type Row struct {
	ID            string             `json:"id"`
	Reference     string             `json:"reference"`
	Kind          referral.Kind      `json:"kind"`
	Status        referral.Status    `json:"status"`
	Overdue       bool               `json:"overdue"`
	Undeliverable bool               `json:"undeliverable"`
	Delivery      referral.MailState `json:"delivery,omitempty"` // absent before the first send
	Customer      Name               `json:"customer"`
	Organization  Name               `json:"organization"`
	Contact       Name               `json:"contact"`
	ReceivesOnly  bool               `json:"receivesOnly"` // the organization may not report back: no answer is expected
	Services      []Line             `json:"services"`
	ActivityName  string             `json:"activityName,omitempty"` // of employment services
	CaseNumber    string             `json:"caseNumber,omitempty"`   // of employment services
	CreatedAt     referral.Instant   `json:"createdAt"`
	SentAt        referral.Instant   `json:"sentAt,omitempty"`
	AnsweredAt    referral.Instant   `json:"answeredAt,omitempty"`
	ResponseDueOn referral.Date      `json:"responseDueOn,omitempty"`
	OverdueOn     referral.Date      `json:"overdueOn,omitempty"`
	OverdueAt     referral.Instant   `json:"overdueAt,omitempty"` // 00:00 of overdueOn in the program's time zone
}

// Name is a person or an organization in a list.
type Name struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Line is one service of a referral.
type Line struct {
	Key     string          `json:"key"`
	Label   string          `json:"label"`
	Status  referral.Status `json:"status"`
	Reason  string          `json:"reason,omitempty"`
	Outcome string          `json:"outcome,omitempty"`
}

// RowOf is the row of a referral; delivery is the state of its newest mail to the contact.
func RowOf(s referral.State, delivery referral.MailState) Row {
	row := Row{
		ID: s.ID, Reference: s.Reference, Kind: s.Kind, Status: s.Status, Overdue: s.MarkedOverdue,
		Undeliverable: delivery.Undeliverable(), Delivery: delivery,
		Customer:     Name{s.Customer.ID, s.Customer.Name()},
		Organization: Name{s.Organization.ID, s.Organization.Name},
		Contact:      Name{s.Contact.ID, s.Contact.Name},
		ReceivesOnly: s.Organization.ReceivesOnly,
		Services:     lines(s.Lines),
		CreatedAt:    s.CreatedAt, SentAt: s.SentAt, AnsweredAt: s.AnsweredAt,
		ResponseDueOn: s.ResponseDueOn, OverdueOn: s.OverdueOn, OverdueAt: s.OverdueAt,
	}
	if s.Employment != nil {
		row.ActivityName, row.CaseNumber = s.Employment.ActivityName, s.Customer.CaseNumber
	}
	return row
}

// At is the row as it reads at now: overdue when it is marked or past the time, before the sweep has run.
func (r Row) At(now referral.Instant) Row {
	r.Overdue = r.Overdue || r.OverdueAt != "" && r.OverdueAt <= now
	return r
}

func lines(of []referral.Line) []Line {
	out := []Line{}
	for _, l := range of {
		out = append(out, Line{l.Service, l.Label, l.Status, l.Reason, l.Outcome})
	}
	return out
}
