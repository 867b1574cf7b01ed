package referral

// RetainUntil is when what ended, or was last changed, at a moment has been kept for long enough: at 00:00 of the day
// after the last of the program's days. Empty where the program keeps everything.
func (r *Rules) RetainUntil(last Instant) Instant {
	if r.RetentionDays <= 0 {
		return ""
	}
	return At(DateIn(last.Time(), r.Zone).AddDays(r.RetentionDays + 1).Start(r.Zone))
}

// retain sets when the sweep erases the details: the program's days after the end; of a draft, which has none, after the
// last change. Nothing of what is open is ever due.
func (s *State) retain(cmd Command) {
	s.RetainUntil = ""
	switch {
	case s.Customer.Erased():
	case s.Status == Draft:
		s.RetainUntil = cmd.Rules.RetainUntil(cmd.At)
	case s.Status.Ended():
		s.RetainUntil = cmd.Rules.RetainUntil(s.EndedAt)
	}
}

// Retired reports whether the details have been kept for long enough at now, by the rules of the time at which it ended.
func (s State) Retired(now Instant) bool { return s.RetainUntil != "" && s.RetainUntil <= now }

// KeptLonger reports whether today's rules keep at now what has ended. A draft's last change is known only by the rules
// of its time.
func (s State) KeptLonger(today *Rules, now Instant) bool {
	return s.EndedAt != "" && !today.Retired(s.EndedAt, now)
}

// Retired reports whether what was last written at a moment has been kept for long enough at now.
func (r *Rules) Retired(last, now Instant) bool {
	until := r.RetainUntil(last)
	return until != "" && until <= now
}
