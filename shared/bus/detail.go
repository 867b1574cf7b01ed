// Package bus describes what happened as events of the bus, for our own functions and for portals that subscribe.
package bus

import "github.com/referral-tool/referrals/shared/referral"

// Source is the source of all our events.
const Source = "referrals"

// Entry is one thing that happened, as subscribers get it.
type Entry struct {
	Type   string // detail type
	Detail any
}

// MailQueued is the detail type that tells mail-send about a mail.
const MailQueued = "MailQueued"

// Happened is the detail of every event of a referral. It holds ids only: subscribers may not be allowed to know whom a
// referral is about; they get the rest from the API with their own token.
type Happened struct {
	EventID        string             `json:"eventId"`
	ReferralID     string             `json:"referralId"`
	Reference      string             `json:"reference"`
	Program        string             `json:"program"`
	Grantee        string             `json:"grantee"`
	OrganizationID string             `json:"organizationId,omitempty"`
	Type           referral.EventType `json:"type"`
	Status         referral.Status    `json:"status"`
	Version        int                `json:"version"`
	At             referral.Instant   `json:"at"`
	Services       []Service          `json:"services,omitempty"` // of an answer: what was decided
}

// Service is one decided service line. The reason is not published: a provider's reason is free text.
type Service struct {
	Key    string          `json:"key"` // in the catalog
	Status referral.Status `json:"status"`
}

// Mail is the detail of MailQueued: which mail it is.
type Mail struct {
	Program    string            `json:"program"`
	ReferralID string            `json:"referralId,omitempty"`
	Staff      string            `json:"staff,omitempty"` // sub; of a digest, which is about no one referral
	Version    int               `json:"version"`
	Kind       referral.MailKind `json:"kind"`
}

// OfEvent is the entry for an event of a referral; false for events that are not published.
func OfEvent(e referral.Event) (Entry, bool) {
	if e.BusType() == "" {
		return Entry{}, false
	}
	happened := Happened{
		EventID: e.ID, ReferralID: e.ReferralID, Reference: e.Reference, Program: e.Program, Grantee: e.Grantee,
		OrganizationID: e.OrganizationID, Type: e.Type, Status: e.Status, Version: e.Version, At: e.At,
	}
	for _, line := range e.Lines {
		happened.Services = append(happened.Services, Service{Key: line.Service, Status: line.Status})
	}
	return Entry{Type: e.BusType(), Detail: happened}, true
}

// OfMail is the entry for a queued mail.
func OfMail(m referral.Mail) Entry {
	detail := Mail{Program: m.Program, ReferralID: m.ReferralID, Version: m.Version, Kind: m.Kind}
	if m.Kind == referral.MailDigest {
		detail.Staff = m.Digest.Staff.Sub
	}
	return Entry{Type: MailQueued, Detail: detail}
}

// DirectoryChanged is the detail type that tells directory-follow about a correction or a merge.
const DirectoryChanged = "DirectoryChanged"

// Directory is the detail of DirectoryChanged. It holds ids only.
type Directory struct {
	EventID        string           `json:"eventId"`
	Type           string           `json:"type"` // "contact-changed", "organization-changed", "organization-merged"
	Program        string           `json:"program"`
	OrganizationID string           `json:"organizationId"`
	ContactID      string           `json:"contactId,omitempty"`
	IntoID         string           `json:"intoId,omitempty"` // the organization that remains
	At             referral.Instant `json:"at"`
}

// OfDirectory is the entry for a change of the directory.
func OfDirectory(d Directory) Entry { return Entry{Type: DirectoryChanged, Detail: d} }
