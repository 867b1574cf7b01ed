package referral

// Digest is the daily mail of a staff member that gathers what else would be a mail for each happening.
type Digest struct {
	Staff Actor        `json:"staff"`
	DueAt Instant      `json:"dueAt"`
	Lines []DigestLine `json:"lines,omitempty"`
}

// DigestLine is one happening: a reference and what happened, as in any mail to staff.
type DigestLine struct {
	Reference string    `json:"reference"`
	Kind      MailKind  `json:"kind"` // of the mail that it would have been
	Status    Status    `json:"status,omitempty"`
	About     MailState `json:"about,omitempty"`
	Corrected bool      `json:"corrected,omitempty"`
	At        Instant   `json:"at"`
}

// gathered is the mail as the program's setting has it: a mail to staff becomes a line of the next digest where they
// want one mail a day.
func (m Mail) gathered(s State, rules *Rules) Mail {
	if m.Kind.ToContact() || !rules.Digest {
		return m
	}
	m.State = MailGathered
	m.Digest = &Digest{Staff: s.Referrer, DueAt: rules.nextDigest(m.At), Lines: []DigestLine{{
		Reference: m.Reference, Kind: m.Kind, Status: s.Status, About: m.About, Corrected: m.Corrected, At: m.At,
	}}}
	return m
}

// nextDigest is the next time after at at which digests go out: the hour of reminders.
func (r *Rules) nextDigest(at Instant) Instant {
	day := DateIn(at.Time(), r.Zone)
	if today := At(day.clock(r.ReminderHour, r.Zone)); today > at {
		return today
	}
	return At(day.AddDays(1).clock(r.ReminderHour, r.Zone))
}
