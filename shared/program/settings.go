package program

import (
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Settings are what a program decides for itself. There are no defaults: a setting that is left out is zero, and check
// refuses it if zero is not allowed. The two guides' values are in programs/ceja and programs/ks-dcf.
type Settings struct {
	ResponseBusinessDays int                  `json:"responseBusinessDays"` // "please respond within 5 business days"; 0: no deadline
	OverdueDays          int                  `json:"overdueDays"`          // "no response … after 10 days", calendar days; 0: never overdue
	CorrectionHours      int                  `json:"correctionHours"`      // after an answer, during which it may be changed
	LinkDays             int                  `json:"linkDays"`             // after its send, during which a link works
	LinkDaysAfterEnd     int                  `json:"linkDaysAfterEnd"`     // after the referral's end
	Consent              referral.ConsentRule `json:"consent"`
	NameInMail           NameInMail           `json:"nameInMail"`
	Reminder             bool                 `json:"reminder"`     // one mail on the due day
	ReminderHour         int                  `json:"reminderHour"` // 0 to 23, in the program's time zone
	StaffMail            StaffMail            `json:"staffMail"`
	RetentionDays        int                  `json:"retentionDays"` // after its end, until a referral's details are erased; 0: kept
}

// NameInMail is how the partner's mail names the customer. A sensitive referral's mail never does.
type NameInMail string

const (
	NameFull     NameInMail = "full" // as the guide says
	NameInitials NameInMail = "initials"
	NameNone     NameInMail = "none"
)

// StaffMail is how staff are told about answers and other events.
type StaffMail string

const (
	MailEach   StaffMail = "each"   // one mail for each event
	MailDigest StaffMail = "digest" // one mail a day
)

func (s Settings) check(wrong *problems) {
	wrong.unless(within(s.ResponseBusinessDays, 0, 60), "settings.responseBusinessDays is not 0 to 60")
	wrong.unless(within(s.OverdueDays, 0, 365), "settings.overdueDays is not 0 to 365")
	wrong.unless(within(s.CorrectionHours, 0, 24*30), "settings.correctionHours is not 0 to 720")
	wrong.unless(within(s.LinkDays, 1, 365), "settings.linkDays is not 1 to 365")
	wrong.unless(within(s.LinkDaysAfterEnd, 0, 365), "settings.linkDaysAfterEnd is not 0 to 365")
	wrong.unless(within(s.ReminderHour, 0, 23), "settings.reminderHour is not 0 to 23")
	wrong.unless(s.RetentionDays >= 0, "settings.retentionDays is below 0")
	wrong.unless(among(s.Consent, referral.ConsentRequired, referral.ConsentSensitive, referral.ConsentRecorded),
		"settings.consent %q is unknown", s.Consent)
	wrong.unless(among(s.NameInMail, NameFull, NameInitials, NameNone), "settings.nameInMail %q is unknown", s.NameInMail)
	wrong.unless(among(s.StaffMail, MailEach, MailDigest), "settings.staffMail %q is unknown", s.StaffMail)
}

// newRules are the settings, lists and catalog in the form that the domain uses.
func (p *Program) newRules(zone *time.Location, workdays referral.Workdays) *referral.Rules {
	services := make(map[string]referral.Service, len(p.Services))
	for _, s := range p.Services {
		services[s.Key] = s
	}
	return &referral.Rules{
		Program:          p.Key,
		Zone:             zone,
		Workdays:         workdays,
		ResponseDays:     p.Settings.ResponseBusinessDays,
		OverdueDays:      p.Settings.OverdueDays,
		Reminder:         p.Settings.Reminder,
		ReminderHour:     p.Settings.ReminderHour,
		Digest:           p.Settings.StaffMail == MailDigest,
		CorrectionWindow: time.Duration(p.Settings.CorrectionHours) * time.Hour,
		LinkDays:         p.Settings.LinkDays,
		LinkDaysAfterEnd: p.Settings.LinkDaysAfterEnd,
		RetentionDays:    p.Settings.RetentionDays,
		Consent:          p.Settings.Consent,
		Services:         services,
		RejectReasons:    p.RejectReasons,
		CloseOutcomes:    p.CloseOutcomes,
		TaskOutcomes:     p.TaskOutcomes,
		Activities:       p.Activities,
		Form:             p.Form,
	}
}
