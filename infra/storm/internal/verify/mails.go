package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/storm/internal/fault"
	"github.com/referral-tool/referrals/shared/referral"
)

// published: each event that portals may hear of was taken by the bus.
func (j *judgement) published() {
	j.each(func(id string, f *file) {
		for _, e := range slices.Concat(f.events, f.beside, f.fates) {
			kind := e.BusType()
			if kind != "" && j.Published[e.ID+" "+kind] == 0 {
				j.broken("%s: event %d, %s, never reached the bus", id, e.Version, e.Type)
			}
		}
	})
}

// mails: each event has the mails that it causes and no others, and each mail came to an end that is true.
func (j *judgement) mails() {
	j.each(func(id string, f *file) {
		want, got := map[string]bool{}, map[string]bool{}
		for _, e := range f.events {
			for _, kind := range caused(f, e) {
				want[mailName(id, e.Version, kind)] = true
			}
		}
		for _, e := range f.fates {
			if kind, told := toldOf(f, e); told {
				want[mailName(id, e.Version, kind)] = true
			}
		}
		for _, m := range f.mails {
			got[mailName(id, m.Version, m.Kind)] = true
			j.ended(m)
		}
		j.sameSets("mail", want, got)
	})
}

func mailName(id string, version int, kind referral.MailKind) string {
	return fmt.Sprintf("%s %d %s", id, version, kind)
}

// caused are the mails of an event.
func caused(f *file, e referral.Event) []referral.MailKind {
	if f.Employment != nil {
		return inPortal(f, e)
	}
	switch e.Type {
	case referral.WasSent:
		return []referral.MailKind{referral.MailSent}
	case referral.Resent:
		return []referral.MailKind{referral.MailResent}
	case referral.Reminded:
		return []referral.MailKind{referral.MailReminder}
	case referral.BecameOverdue:
		return []referral.MailKind{referral.MailOverdue}
	case referral.WasCanceled, referral.ConsentWithdrawn:
		if e.Send > 0 {
			return []referral.MailKind{referral.MailCanceled}
		}
	}
	if e.Channel == referral.ByLink {
		return []referral.MailKind{referral.MailAnswered}
	}
	return f.onErasure(e, referral.MailCanceled)
}

// onErasure is the mail of an erasure that withdrew what the contact had.
func (f *file) onErasure(e referral.Event, canceled referral.MailKind) []referral.MailKind {
	if e.Type == referral.WasErased && e.Send > 0 && f.openBefore(e) {
		return []referral.MailKind{canceled}
	}
	return nil
}

// openBefore reports whether an event found the referral open. An erasure is refused then, but one that is made while the
// customer is being erased is withdrawn.
func (f *file) openBefore(e referral.Event) bool {
	return slices.ContainsFunc(f.events, func(b referral.Event) bool { return b.Version == e.Version-1 && !b.Status.Ended() })
}

// inPortal are the mails to a provider; the navigator has tasks in their place.
func inPortal(f *file, e referral.Event) []referral.MailKind {
	switch e.Type {
	case referral.WasSent, referral.Resent:
		return []referral.MailKind{referral.MailFormSent}
	case referral.Reminded:
		return []referral.MailKind{referral.MailFormReminder}
	case referral.WasCanceled, referral.ConsentWithdrawn:
		if e.Send > 0 {
			return []referral.MailKind{referral.MailFormCanceled}
		}
	case referral.ServiceNoted:
		if e.Send > 0 {
			return []referral.MailKind{referral.MailFormAmended}
		}
	}
	return f.onErasure(e, referral.MailFormCanceled)
}

// toldOf is the mail to staff about a mail that did not arrive; a reminder that was never tried tells nothing new.
func toldOf(f *file, fate referral.Event) (referral.MailKind, bool) {
	if fate.Type != referral.Undelivered || f.Employment != nil {
		return "", false
	}
	for _, m := range f.mails {
		if m.Version == fate.Version && m.Kind == referral.MailReminder && m.State == referral.MailSuppressed {
			return "", false
		}
	}
	return referral.MailUndeliverable, true
}

// ended: a mail that SES accepted says so, and one that says so was accepted, or came back because SES refused it.
func (j *judgement) ended(m referral.Mail) {
	name := mailName(m.ReferralID, m.Version, m.Kind)
	key := fault.MailKey{PK: m.Program + "#REF#" + m.ReferralID, SK: fmt.Sprintf("M#%06d#%s", m.Version, m.Kind)}
	accepted := j.Sendings[key].Accepted
	switch m.State {
	case referral.MailDelivered, referral.MailBounced, referral.MailComplained:
		if accepted == 0 && !(m.State == referral.MailBounced && j.Sendings[key].Refused) {
			j.broken("%s is %s, and SES never had it", name, m.State)
		}
	case referral.MailSuperseded, referral.MailSuppressed:
		if accepted > 0 && !j.Sendings[key].Lost {
			j.broken("%s is %s, and SES has had it", name, m.State)
		}
	default:
		j.broken("%s is still %s after %d attempts: %s", name, m.State, m.Attempts, m.Error)
	}
}

// doubles: once for each happening, but for the documented window; and SES's own list says the same.
func (j *judgement) doubles() {
	had := map[fault.MailKey]int{}
	for _, m := range j.Mails {
		had[fault.KeyOf(m)]++
	}
	for key, count := range had {
		s := j.Sendings[key]
		if count != s.Accepted {
			j.broken("SES lists %s %s %d times, and accepted it %d times", key.PK, key.SK, count, s.Accepted)
		}
		if s.Doubles() > s.Excused {
			j.broken("%s %s went out %d times, %d of them outside of the window", key.PK, key.SK, s.Accepted, s.Doubles()-s.Excused)
		}
		id := key.PK[strings.LastIndex(key.PK, "#")+1:]
		if f := j.files[id]; f == nil || !slices.ContainsFunc(f.mails, func(m referral.Mail) bool {
			return fmt.Sprintf("M#%06d#%s", m.Version, m.Kind) == key.SK
		}) {
			j.broken("SES has had %s %s, which no transaction wrote", key.PK, key.SK)
		}
	}
}
