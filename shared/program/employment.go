package program

import (
	"slices"

	"github.com/referral-tool/referrals/shared/referral"
)

// checkEmployment checks what only an employment program has: activities to refer for, and the form.
func (p *Program) checkEmployment(wrong *problems) {
	if p.kind != referral.Employment {
		wrong.unless(len(p.Activities) == 0 && len(p.Form.Fields) == 0, "activities and a form are for employment services")
		return
	}
	wrong.unless(len(p.Activities) > 0, "activities are missing")
	_, known := p.serviceOf(referral.EmploymentService)
	wrong.unless(known, "services: %q is missing", referral.EmploymentService)
	var names []string
	for _, a := range p.Activities {
		names = append(names, a.Name)
		p.checkSessions(wrong, a)
	}
	checkNames(wrong, "activities", names)
	p.checkForm(wrong)
}

func (p *Program) serviceOf(key string) (referral.Service, bool) {
	i := slices.IndexFunc(p.Services, func(s referral.Service) bool { return s.Key == key })
	if i < 0 {
		return referral.Service{}, false
	}
	return p.Services[i], true
}

func (p *Program) checkSessions(wrong *problems, a referral.ActivityName) {
	var names []string
	for _, s := range a.Sessions {
		names = append(names, s.Description)
		wrong.unless(len(s.Providers) > 0, "activities: nobody offers %q", s.Description)
		checkNames(wrong, "activities: providers of "+s.Description, s.Providers)
		for _, id := range s.Providers {
			wrong.unless(outsideID(id), "activities: provider %q of %q is not a valid id", id, s.Description)
		}
	}
	wrong.unless(len(a.Sessions) > 0, "activities: %q has no sessions", a.Name)
	checkNames(wrong, "activities: sessions of "+a.Name, names)
}

// checkForm requires a form on which a second service can be noted, and on which every field is either filled or
// editable.
func (p *Program) checkForm(wrong *problems) {
	wrong.unless(p.Form.Name != "" && p.Form.Title != "", "form has no name or title")
	var keys []string
	notes := false
	for _, f := range p.Form.Fields {
		keys = append(keys, f.Key)
		notes = notes || f.Key == referral.FieldNotes && f.Kind == referral.FieldLong
		wrong.unless(f.Label != "", "form: field %q has no label", f.Key)
		wrong.unless(f.Value == "", "form: field %q comes with a value", f.Key)
		wrong.unless(among(f.Kind, referral.FieldLine, referral.FieldLong, referral.FieldDate, referral.FieldNumber),
			"form: field %q is of the unknown kind %q", f.Key, f.Kind)
		wrong.unless(f.Editable || slices.Contains(referral.FilledFields(), f.Key),
			"form: field %q is filled by nobody: it must be editable", f.Key)
	}
	wrong.unless(notes, "form has no long field %q, in which a second service is noted", referral.FieldNotes)
	checkNames(wrong, "form", keys)
}
