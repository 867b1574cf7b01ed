package program

import (
	"errors"

	"github.com/referral-tool/referrals/shared/referral"
)

// catalogFile is catalog.json.
type catalogFile struct {
	Services   []catalogService        `json:"services"`
	Alignments []Alignment             `json:"alignments"`
	Rollups    []referral.Choice       `json:"rollups"`
	Activities []referral.ActivityName `json:"activities"` // of an employment program
	Form       referral.FormTemplate   `json:"form"`       // of an employment program
	Notes      []string                `json:"notes"`      // on each doubtful reading of the guide; for whoever edits the file
}

// catalogService is a service with the other names that the guide uses for it.
type catalogService struct {
	referral.Service
	Aliases []string `json:"aliases,omitempty"`
}

func (f catalogFile) into(p *Program) {
	p.Services = make([]referral.Service, 0, len(f.Services))
	for _, s := range f.Services {
		p.Services = append(p.Services, s.Service)
	}
	p.Rollups, p.Alignments = f.Rollups, f.Alignments
	p.Activities, p.Form = f.Activities, f.Form
	if p.Activities == nil {
		p.Activities = []referral.ActivityName{}
	}
	if p.Rollups == nil {
		p.Rollups = []referral.Choice{}
	}
	if p.Alignments == nil {
		p.Alignments = []Alignment{}
	}
}

// check reports services whose names a reader could not tell apart.
func (f catalogFile) check() error {
	var wrong problems
	names := map[string]bool{}
	for _, s := range f.Services {
		for _, name := range append([]string{s.Label}, s.Aliases...) {
			wrong.unless(!names[name], "two services are called %q", name)
			names[name] = true
		}
	}
	return errors.Join(wrong...)
}

// allOptions are the options of all rows, in the order of the guide's table.
func allOptions(alignments []Alignment) []Option {
	var options []Option
	for _, a := range alignments {
		options = append(options, a.Options...)
	}
	return options
}

func optionsOf(alignments []Alignment) map[string]Option {
	options := map[string]Option{}
	for _, o := range allOptions(alignments) {
		options[o.Key] = o
	}
	return options
}
