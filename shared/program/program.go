// Package program holds the programs that the system serves, as embedded data: settings, holidays, catalogs, lists of
// choices and grantees. Adding a service, an option or a program is a data change.
package program

import (
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// Program is one tenant. Its fields are shared by all who read them and never change after loading.
type Program struct {
	Key           string                  `json:"key"`
	Name          string                  `json:"name"`
	Ordinal       byte                    `json:"ordinal"`  // part of the partner's link: never changed, never reused
	TimeZone      string                  `json:"timeZone"` // IANA name; all days and hours of the program are this zone's
	Settings      Settings                `json:"settings"`
	Groups        []string                `json:"groups"` // of customers
	Blocks        []string                `json:"blocks"` // work programs, each with a navigator; none in support services
	Grantees      []Grantee               `json:"grantees"`
	RejectReasons []referral.Choice       `json:"rejectReasons"`
	CloseOutcomes []referral.Choice       `json:"closeOutcomes"`
	TaskOutcomes  []referral.Choice       `json:"taskOutcomes"`
	Services      []referral.Service      `json:"services"` // in the order of the New Referral window
	Rollups       []referral.Choice       `json:"rollups"`  // rows of the dashboard, in its order
	Alignments    []Alignment             `json:"alignments"`
	Activities    []referral.ActivityName `json:"activities"` // the Select Activity page; none in support services
	Form          referral.FormTemplate   `json:"form"`

	kind      referral.Kind
	rules     *referral.Rules
	standings *standing.Catalog
	options   map[string]Option
}

// Alignment is one row of the guide's "Referral System Alignment to the Service Needs Assessment".
type Alignment struct {
	Section string   `json:"section"`
	Options []Option `json:"options"`
}

// Option is one referral that an assessment can find needed, with the services that address it.
type Option = standing.Option

// Grantee is an organization whose staff make referrals.
type Grantee struct {
	ID      string `json:"id"`
	Name    string `json:"name"`              // the referring organization, as the partner reads it
	Phone   string `json:"phone"`             // whom a partner calls
	Mailbox string `json:"mailbox,omitempty"` // shared by the staff; their mails go there too
}

// Kind is the kind of the program's referrals.
func (p *Program) Kind() referral.Kind { return p.kind }

// Rules are what the domain decides by. The caller must not change them.
func (p *Program) Rules() *referral.Rules { return p.rules }

// Standings are what the program's customers are judged by, on the progress page and on the dashboard.
func (p *Program) Standings() *standing.Catalog { return p.standings }

// Grantee is the grantee with an id; false if the program has none.
func (p *Program) Grantee(id string) (Grantee, bool) {
	for _, g := range p.Grantees {
		if g.ID == id {
			return g, true
		}
	}
	return Grantee{}, false
}

// Option is the assessment option with a key; false if the program has none.
func (p *Program) Option(key string) (Option, bool) {
	option, known := p.options[key]
	return option, known
}

// Service is the catalog's service with a key; false if the program has none.
func (p *Program) Service(key string) (referral.Service, bool) {
	service, known := p.rules.Services[key]
	return service, known
}
