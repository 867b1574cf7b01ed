package standing

import (
	"fmt"

	"github.com/referral-tool/referrals/shared/referral"
)

// List is a list of customers behind a figure of the dashboard: a row's, a roll-up's, or one of those beside them.
type List string

// The rows of the dashboard, and the lists beside the table.
const (
	NotRequired      List = "not-required"
	AwaitingResponse List = "awaiting-response"
	RequiredNotSent  List = "required-not-sent"
	OverdueRow       List = "overdue"
	AwaitingCustomer List = "awaiting-customer"
	Answered         List = "answered"

	Unclassified List = "unclassified" // in none of the rows
	InAttention  List = "attention"    // rejected, undeliverable, customer not responding, overdue
	Everybody    List = "customers"    // all customers: what the percentages are of
)

// Rows are the rows of the table, in the guide's order.
func Rows() []List {
	return []List{NotRequired, AwaitingResponse, RequiredNotSent, OverdueRow, AwaitingCustomer, Answered}
}

// RowLabel is the guide's text of a row; overdueDays replaces the guide's ten days with the program's number.
func RowLabel(row List, overdueDays int) string {
	switch row {
	case NotRequired:
		return "Customers that do not require a referral"
	case AwaitingResponse:
		return "Referral(s) was sent and has not received a response, or has a pending response"
	case RequiredNotSent:
		return "A referral is required based on the Service Needs Assessment, but one has not been sent"
	case OverdueRow:
		return fmt.Sprintf("Open Referral(s) was sent; no response from service provider after %d days", overdueDays)
	case AwaitingCustomer:
		return "Referral(s) was sent, service provider responded, but customer has not responded to the service provider"
	case Answered:
		return "Referral(s) was sent and received a response as accepted, rejected, or closed"
	}
	return ""
}

// Percent is a share of all customers in whole percent, rounded down: the simplest rule that gives the guide's own
// figures, 5 of 75 as 6 % and 13 of 75 as 17 %.
func Percent(count, of int) int {
	if of == 0 {
		return 0
	}
	return count * 100 / of
}

// Standing is where one customer counts on the dashboard.
type Standing struct {
	Lists     []List // each once, in a fixed order
	Referrals int    // that count
}

// Standing judges a customer as Progress does, from the same items. A customer is listed in every row whose description
// is true of the customer or of any line of their referrals.
func (c *Catalog) Standing(latest *Assessment, referrals []Referral) Standing {
	in := map[List]bool{}
	progress := c.Progress(latest, referrals)
	for _, it := range progress.AssessmentItems {
		in[RequiredNotSent] = in[RequiredNotSent] || it.Status == Needed
	}
	in[InAttention] = progress.attention()
	each(referrals, func(r Referral, l Line) {
		in[r.row(l)] = true
		in[c.rollup[l.Service]] = true
	})
	s := Standing{}
	for _, r := range referrals {
		if r.counts() {
			s.Referrals++
		}
	}
	in[NotRequired] = latest != nil && len(latest.Options) == 0 && s.Referrals == 0
	in[Everybody] = true
	in[Unclassified] = true
	for _, row := range Rows() {
		in[Unclassified] = in[Unclassified] && !in[row]
	}
	for _, list := range c.Lists() {
		if in[list] {
			s.Lists = append(s.Lists, list)
		}
	}
	return s
}

// row is the row that a line puts its customer into; empty if it puts it into none: nobody waits for an organization
// that may not report back.
func (r Referral) row(l Line) List {
	switch {
	case l.Status.Awaiting() && r.ReceivesOnly:
		return ""
	case l.Status.Awaiting() && r.Overdue:
		return OverdueRow
	case l.Status.Awaiting():
		return AwaitingResponse
	case l.Status == referral.CustomerNotResponding:
		return AwaitingCustomer
	case l.Status == referral.Accepted, l.Status.Ended():
		return Answered
	}
	return ""
}
