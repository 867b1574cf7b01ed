package view

import "github.com/referral-tool/referrals/shared/referral"

// ProviderRow is a referral in a provider's list. After a rejection or a cancellation it names no client.
type ProviderRow struct {
	ID            string           `json:"id"`
	Reference     string           `json:"reference"`
	Status        referral.Status  `json:"status"`
	Overdue       bool             `json:"overdue"`
	Client        *Client          `json:"client,omitempty"`
	ActivityName  string           `json:"activityName"`
	Service       string           `json:"service"`
	SentAt        referral.Instant `json:"sentAt"`
	ResponseDueOn referral.Date    `json:"responseDueOn,omitempty"`
	AnsweredAt    referral.Instant `json:"answeredAt,omitempty"`
}

// Client is the client as a provider's list names them.
type Client struct {
	Name       string `json:"name"`
	CaseNumber string `json:"caseNumber"`
}

// ProviderRowOf is a row of an organization's list as a provider may see it.
func ProviderRowOf(r Row) ProviderRow {
	shown := ProviderRow{
		ID: r.ID, Reference: r.Reference, Status: r.Status, Overdue: r.Overdue, ActivityName: r.ActivityName,
		SentAt: r.SentAt, ResponseDueOn: r.ResponseDueOn, AnsweredAt: r.AnsweredAt,
	}
	if len(r.Services) > 0 {
		shown.Service = r.Services[0].Label
	}
	if r.Customer.ID != "" {
		shown.Client = &Client{Name: r.Customer.Name, CaseNumber: r.CaseNumber}
	}
	return shown
}

// ProviderReferral is a referral as its provider sees it: with the form, until it is rejected or canceled.
type ProviderReferral struct {
	ProviderRow
	Form       *Form           `json:"form,omitempty"`
	Answer     *ProviderAnswer `json:"answer,omitempty"`
	CanRespond bool            `json:"canRespond"`
	Version    int             `json:"version"`
}

// ProviderAnswer is what the provider said last.
type ProviderAnswer struct {
	Decision referral.Status  `json:"decision"`
	Reason   string           `json:"reason,omitempty"`
	By       string           `json:"by"`
	At       referral.Instant `json:"at"`
}

// ProviderReferralOf shows a referral with the newest revision of its form, as it reads at now.
func ProviderReferralOf(s referral.State, f referral.Form, now referral.Instant, rules *referral.Rules) ProviderReferral {
	if s.Withheld() {
		s.Customer = referral.Customer{}
	}
	shown := ProviderReferral{ProviderRow: ProviderRowOf(RowOf(s, "").At(now)), Answer: answerOf(s), Version: s.Version, CanRespond: s.TakesResponse(now, rules)}
	if !s.Withheld() {
		form := FormOf(s, f)
		shown.Form = &form
	}
	return shown
}

func answerOf(s referral.State) *ProviderAnswer {
	last := s.LastAnswer
	if last == nil {
		return nil
	}
	answer := &ProviderAnswer{Decision: last.Decision, By: last.Name, At: last.At}
	// The provider keeps "its own reason"; staff may have written of the client, who is not shown any more.
	if last.Decision == referral.Rejected && !last.Channel.Recorded() {
		answer.Reason = last.Note
	}
	return answer
}
