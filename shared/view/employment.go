package view

import "github.com/referral-tool/referrals/shared/referral"

// Employment is what a referral for employment services is about.
type Employment struct {
	ActivityID         string `json:"activityId"`
	ProgramBlock       string `json:"programBlock"`
	ActivityName       string `json:"activityName"`
	SessionDescription string `json:"sessionDescription"`
	Navigator          string `json:"navigator"` // sub of the block's
	FormVersion        int    `json:"formVersion"`
}

func employmentOf(s referral.State) *Employment {
	e := s.Employment
	if e == nil {
		return nil
	}
	return &Employment{e.ActivityID, e.Block, e.ActivityName, e.Session, e.Navigator, max(e.Revision, 1)}
}

// Activity is one line of the Customer Activity List, and the Customer Activity Detail.
type Activity struct {
	ID                 string        `json:"id"`
	ProgramBlock       string        `json:"programBlock"`
	ActivityName       string        `json:"activityName"`
	SessionDescription string        `json:"sessionDescription"`
	ProviderID         string        `json:"providerId"`
	StartDate          referral.Date `json:"startDate"`
	EndDate            referral.Date `json:"endDate"`
	HoursPerWeek       float64       `json:"hoursPerWeek,omitempty"`
	AdditionalComments string        `json:"additionalComments,omitempty"`
	Warnings           []string      `json:"warnings"`
}

// ActivityOf shows an activity.
func ActivityOf(a referral.Activity) Activity {
	return Activity{
		ID: a.ID, ProgramBlock: a.Block, ActivityName: a.Name, SessionDescription: a.Session, ProviderID: a.ProviderID,
		StartDate: a.StartDate, EndDate: a.EndDate, HoursPerWeek: a.HoursPerWeek,
		AdditionalComments: a.AdditionalComments(), Warnings: a.Warnings(),
	}
}

// Form is a form as it is reviewed and edited.
type Form struct {
	ReferralID string               `json:"referralId"`
	Version    int                  `json:"version"`
	Title      string               `json:"title"`
	SentAt     referral.Instant     `json:"sentAt,omitempty"` // when it was sent and frozen
	Fields     []referral.FormField `json:"fields"`
}

// FormOf shows a form. No field of a frozen form is editable.
func FormOf(s referral.State, f referral.Form) Form {
	shown := Form{ReferralID: s.ID, Version: f.Revision, Title: f.Heading, SentAt: f.SentAt}
	for _, field := range f.Fields {
		field.Editable = field.Editable && s.Status == referral.Draft
		shown.Fields = append(shown.Fields, field)
	}
	return shown
}

// Document is one line of Distributed Documents.
type Document struct {
	ID         string           `json:"documentId"`
	Form       string           `json:"form"`
	Version    int              `json:"version"`
	Title      string           `json:"title"`
	Status     string           `json:"status"`
	SentAt     referral.Instant `json:"sentAt"`
	ReferralID string           `json:"referralId"`
	Provider   Name             `json:"provider"`
	SHA256     string           `json:"sha256"` // of the PDF
}

// Task is a career navigator's task.
type Task struct {
	ID        string              `json:"id"`
	Name      string              `json:"name"`
	Details   TaskDetails         `json:"details"`
	Status    referral.TaskStatus `json:"status"`
	CreatedAt referral.Instant    `json:"createdAt"`
	// CompletedAt, Outcome and Note are set once the task is completed.
	CompletedAt referral.Instant `json:"completedAt,omitempty"`
	Outcome     string           `json:"outcome,omitempty"` // label
	Note        string           `json:"note,omitempty"`
}

// TaskDetails say what a task is about. "The rejection reason can be viewed in the task details."
type TaskDetails struct {
	ReferralID   string `json:"referralId"`
	Reference    string `json:"reference"`
	Customer     Name   `json:"customer"`
	Provider     Name   `json:"provider"`
	ProgramBlock string `json:"programBlock"`
	ActivityName string `json:"activityName"`
	Reason       string `json:"reason,omitempty"`
}

// TaskOf shows a task.
func TaskOf(t referral.Task) Task {
	return Task{
		ID: t.ID(), Name: t.Name, Status: t.Status, CreatedAt: t.CreatedAt, CompletedAt: t.CompletedAt,
		Outcome: t.Outcome, Note: t.Note,
		Details: TaskDetails{
			ReferralID: t.ReferralID, Reference: t.Reference, Customer: Name{t.CustomerID, t.Customer},
			Provider: Name{t.ProviderID, t.Provider}, ProgramBlock: t.Block, ActivityName: t.ActivityName, Reason: t.Reason,
		},
	}
}
