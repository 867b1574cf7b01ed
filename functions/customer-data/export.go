package main

import (
	"fmt"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/view"
)

// export is everything that is stored about one customer.
type export struct {
	ExportedAt  referral.Instant      `json:"exportedAt"`
	Customer    store.HeldCustomer    `json:"customer"`
	Assessments []standing.Assessment `json:"assessments"`
	Activities  []view.Activity       `json:"activities"`
	Events      []happened            `json:"events"`
	Referrals   []exportedReferral    `json:"referrals"`
	Access      []store.Seen          `json:"access"`
	LeftOut     []string              `json:"leftOut"`
}

// leftOut says what else the system stores for a time, and why it is not part of an export.
func leftOut() []string {
	return []string{
		"Answers kept for 24 hours, so that a repeated call with the same Idempotency-Key gets the same answer.",
		"Lists and figures that are derived from the data in this file.",
		"Backups, from which the table can be restored for 35 days.",
		"The mails themselves: each is written when it is sent, and not kept.",
	}
}

// happened is an event of the customer.
type happened struct {
	Type   string           `json:"type"`
	At     referral.Instant `json:"at"`
	By     string           `json:"by"`
	Reason string           `json:"reason,omitempty"`
}

// exportedReferral is one referral with everything that belongs to it.
type exportedReferral struct {
	Referral view.Referral  `json:"referral"`
	Mails    []exportedMail `json:"mails"`
	Forms    []exportedForm `json:"forms"`
	Tasks    []view.Task    `json:"tasks"`
}

// exportedMail is the state of a mail. None goes to the customer.
type exportedMail struct {
	Kind    referral.MailKind  `json:"kind"`
	At      referral.Instant   `json:"at"`
	To      string             `json:"to,omitempty"`
	State   referral.MailState `json:"state"`
	StateAt referral.Instant   `json:"stateAt,omitempty"`
}

// exportedForm is a revision of the form; PDF is the path of its PDF, once it was sent.
type exportedForm struct {
	Form view.Form `json:"form"`
	PDF  string    `json:"pdf,omitempty"`
}

func exportOf(all store.Export, now referral.Instant) export {
	out := export{
		ExportedAt: now, Customer: store.HeldCustomer{Customer: all.Customer, Hold: all.Hold},
		Assessments: append([]standing.Assessment{}, all.Assessments...), Activities: []view.Activity{}, Events: []happened{},
		Referrals: []exportedReferral{}, Access: append([]store.Seen{}, all.Seen...), LeftOut: leftOut(),
	}
	for _, a := range all.Activities {
		out.Activities = append(out.Activities, view.ActivityOf(a))
	}
	for _, e := range all.Events {
		out.Events = append(out.Events, happened{e.Type, e.At, e.By.Name, e.Reason})
	}
	for _, record := range all.Referrals {
		out.Referrals = append(out.Referrals, referralOf(record, now))
	}
	return out
}

func referralOf(record store.Record, now referral.Instant) exportedReferral {
	out := exportedReferral{
		Referral: view.ReferralOf(record.State, record.Events, record.Mails, now),
		Mails:    []exportedMail{}, Forms: []exportedForm{}, Tasks: []view.Task{},
	}
	for _, m := range record.Mails {
		out.Mails = append(out.Mails, exportedMail{m.Kind, m.At, m.To, m.State, m.StateAt})
	}
	for _, f := range record.Forms {
		form := exportedForm{Form: view.FormOf(record.State, f)}
		if f.Frozen() {
			form.PDF = fmt.Sprintf("/v1/referrals/%s/form.pdf?version=%d", record.State.ID, f.Revision)
		}
		out.Forms = append(out.Forms, form)
	}
	for _, t := range record.Tasks {
		out.Tasks = append(out.Tasks, view.TaskOf(t))
	}
	return out
}
