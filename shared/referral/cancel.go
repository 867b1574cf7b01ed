package referral

import "strings"

// Cancel withdraws a referral, or throws a draft away. The contact is told if a mail went before; the link then says
// only that the referral was withdrawn. Conflict when it has ended already.
func (s State) Cancel(cmd Command, reason string) (Change, error) {
	var wrong Problems
	checkText(&wrong, "reason", reason, MaxReason)
	if err := wrong.Err(); err != nil {
		return Change{}, err
	}
	return s.withdraw(cmd, Event{Type: WasCanceled, Note: strings.TrimSpace(reason)})
}

func (s State) withdraw(cmd Command, event Event) (Change, error) {
	if s.Status.Ended() {
		return Change{}, s.conflict("This referral is %s already.", strings.ToLower(s.Status.Label()))
	}
	next := s.clone()
	next.end(cmd)
	if s.Sends == 0 {
		return cmd.record(&s, next, event), nil
	}
	return cmd.record(&s, next, event, MailCanceled), nil
}

// end cancels the referral and every line that has not ended.
func (s *State) end(cmd Command) {
	s.Status, s.EndedAt = Canceled, cmd.At
	for i := range s.Lines {
		if !s.Lines[i].Status.Ended() {
			s.Lines[i].Status = Canceled
		}
	}
	s.settleClocks(cmd.At, cmd.Rules)
}
