// Package view is what the API shows of the domain: the shapes that openapi.yaml describes.
package view

import (
	"sort"

	"github.com/referral-tool/referrals/shared/referral"
)

// Referral is one referral with all that was submitted, and its timeline.
type Referral struct {
	ID            string                `json:"id"`
	Reference     string                `json:"reference"`
	Kind          referral.Kind         `json:"kind"`
	Status        referral.Status       `json:"status"`
	Overdue       bool                  `json:"overdue"`
	Undeliverable bool                  `json:"undeliverable"`
	Delivery      referral.MailState    `json:"delivery,omitempty"`
	Customer      referral.Customer     `json:"customer"`
	Organization  referral.Organization `json:"organization"`
	Contact       referral.Contact      `json:"contact"`
	Services      []Line                `json:"services"`
	Employment    *Employment           `json:"employment,omitempty"`
	Note          string                `json:"note"`
	SentAt        referral.Instant      `json:"sentAt,omitempty"`
	Sends         int                   `json:"sends"`
	ResponseDueOn referral.Date         `json:"responseDueOn,omitempty"`
	OverdueOn     referral.Date         `json:"overdueOn,omitempty"`
	AnsweredAt    referral.Instant      `json:"answeredAt,omitempty"`
	Consent       *referral.Consent     `json:"consent,omitempty"`
	AllowRepeat   string                `json:"allowRepeat,omitempty"`
	CreatedAt     referral.Instant      `json:"createdAt"`
	Timeline      []Entry               `json:"timeline"`
	Version       int                   `json:"version"`
}

// Entry is one line of the timeline.
type Entry struct {
	Type   referral.EventType `json:"type"`
	At     referral.Instant   `json:"at"`
	By     string             `json:"by"`
	Detail string             `json:"detail"`
}

// ReferralOf shows a referral as it reads at now.
func ReferralOf(s referral.State, events []referral.Event, mails []referral.Mail, now referral.Instant) Referral {
	delivery := referral.Delivery(mails)
	return Referral{
		ID: s.ID, Reference: s.Reference, Kind: s.Kind, Status: s.Status, Overdue: s.Overdue(now),
		Undeliverable: delivery.Undeliverable(), Delivery: delivery,
		Customer: s.Customer, Organization: s.Organization, Contact: s.Contact,
		Services: lines(s.Lines), Employment: employmentOf(s), Note: s.Note,
		SentAt: s.SentAt, Sends: s.Sends, ResponseDueOn: s.ResponseDueOn, OverdueOn: s.OverdueOn,
		AnsweredAt: s.AnsweredAt, Consent: s.Consent, AllowRepeat: s.AllowRepeat, CreatedAt: s.CreatedAt,
		Timeline: timeline(events), Version: s.Version,
	}
}

// timeline is in the order of the events: commands by version, which the clock of another machine cannot reverse, and
// the reports of mail servers between them by time.
func timeline(events []referral.Event) []Entry {
	var commands, reports []referral.Event
	for _, e := range events {
		if e.Type == referral.Delivered || e.Type == referral.Undelivered {
			reports = append(reports, e)
		} else {
			commands = append(commands, e)
		}
	}
	sort.SliceStable(commands, func(i, j int) bool { return commands[i].Version < commands[j].Version })
	sort.SliceStable(reports, func(i, j int) bool { return reports[i].At < reports[j].At })
	entries := []Entry{}
	for _, e := range commands {
		for len(reports) > 0 && reports[0].At < e.At && reports[0].Version < e.Version {
			entries, reports = append(entries, entryOf(reports[0])), reports[1:]
		}
		entries = append(entries, entryOf(e))
	}
	for _, e := range reports {
		entries = append(entries, entryOf(e))
	}
	return entries
}

func entryOf(e referral.Event) Entry {
	return Entry{Type: e.Type, At: e.At, By: e.By.Name, Detail: e.Detail()}
}
