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

// WithdrawConsent cancels a referral because the customer no longer agrees to the sharing, or the agreement's time has
// passed. by is whoever withdrew it.
func (s State) WithdrawConsent(cmd Command, by, note string) (Change, error) {
	if s.Consent == nil {
		return Change{}, s.conflict("This referral rests on no recorded consent. Cancel it instead.")
	}
	text := "Consent withdrawn by " + strings.TrimSpace(by) + "."
	if note = strings.TrimSpace(note); note != "" {
		text += " " + note
	}
	return s.withdraw(cmd, Event{Type: ConsentWithdrawn, Note: text})
}

func (s State) withdraw(cmd Command, event Event) (Change, error) {
	if s.Status.Ended() {
		return Change{}, s.conflict("This referral is %s already.", strings.ToLower(s.Status.Label()))
	}
	next := s.clone()
	next.Status, next.EndedAt = Canceled, cmd.At
	for i := range next.Lines {
		if !next.Lines[i].Status.Ended() {
			next.Lines[i].Status = Canceled
		}
	}
	next.settleClocks(cmd.At, cmd.Rules)
	if s.Sends == 0 {
		return cmd.record(&s, next, event), nil
	}
	return cmd.record(&s, next, event, MailCanceled), nil
}
