package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// "Sent" on a screen never stands for "delivered".
func TestDelivery(t *testing.T) {
	mail := func(version int, kind referral.MailKind, state referral.MailState) referral.Mail {
		return referral.Mail{Version: version, Kind: kind, State: state}
	}
	tests := []struct {
		name  string
		mails []referral.Mail
		want  referral.MailState
	}{
		{"None", nil, ""},
		{"Queued", []referral.Mail{mail(1, referral.MailSent, referral.MailQueued)}, referral.MailQueued},
		{"SendingIsQueued", []referral.Mail{mail(1, referral.MailSent, referral.MailSending)}, referral.MailQueued},
		{"WaitingIsQueued", []referral.Mail{mail(1, referral.MailSent, referral.MailWaiting)}, referral.MailQueued},
		{"HandedOver", []referral.Mail{mail(1, referral.MailSent, referral.MailHandedOver)}, referral.MailHandedOver},
		{"Bounced", []referral.Mail{mail(1, referral.MailSent, referral.MailBounced)}, referral.MailBounced},
		{"TheNewest", []referral.Mail{
			mail(3, referral.MailResent, referral.MailDelivered), mail(1, referral.MailSent, referral.MailBounced),
		}, referral.MailDelivered},
		{"NotThoseToStaff", []referral.Mail{
			mail(1, referral.MailSent, referral.MailDelivered), mail(2, referral.MailAnswered, referral.MailBounced),
		}, referral.MailDelivered},
		{"NotTheSuperseded", []referral.Mail{
			mail(1, referral.MailSent, referral.MailDelivered), mail(2, referral.MailReminder, referral.MailSuperseded),
		}, referral.MailDelivered},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := referral.Delivery(tt.mails); got != tt.want {
				t.Errorf("delivery is %q, want %q", got, tt.want)
			}
		})
	}
}

// A mail is decided when its turn comes: what happened since it was queued counts.
func TestPlanMail(t *testing.T) {
	tests := []struct {
		name  string
		mail  func(d *desk) referral.Change // whose one mail is planned
		since func(d *desk)
		want  referral.MailState
	}{
		{"Sent", nil, func(d *desk) {}, referral.MailSending},
		{"SentThenAccepted", nil, func(d *desk) { d.answer(all(referral.Accepted)) }, referral.MailSending},
		{"SentThenCanceled", nil, func(d *desk) { d.cancel() }, referral.MailSuperseded},
		{"SentThenResent", nil, func(d *desk) { d.resend() }, referral.MailSuperseded},
		{"SentLongAgo", nil, func(d *desk) { d.clock("2026-06-01 00:00") }, referral.MailSuperseded},
		{"Resent", (*desk).resend, func(d *desk) {}, referral.MailSending},
		{"Reminder", remind, func(d *desk) {}, referral.MailSending},
		{"ReminderThenAnswered", remind, func(d *desk) { d.answer(all(referral.Pending)) }, referral.MailSuperseded},
		{"ReminderThenCanceled", remind, func(d *desk) { d.cancel() }, referral.MailSuperseded},
		{"Canceled", (*desk).cancel, func(d *desk) {}, referral.MailSending},
		{"CanceledThenResent", (*desk).cancel, func(d *desk) { d.resend() }, referral.MailSuperseded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t)
			change := d.do(referral.Create(d.cmd(), referralID, parties(), request(housing)))
			if tt.mail != nil {
				change = tt.mail(d)
			}
			tt.since(d)
			plan := d.state.PlanMail(change.Mails()[0], parties().Contact, d.now, d.rules)
			if plan.State != tt.want {
				t.Errorf("the mail is %q, want %q", plan.State, tt.want)
			}
		})
	}
}

func remind(d *desk) referral.Change {
	d.clock("2026-03-09 09:00")
	return d.do(d.state.Remind(d.cmd()))
}

func TestPlanMail_Address(t *testing.T) {
	d := open(t)
	mail := d.do(referral.Create(d.cmd(), referralID, parties(), request(housing))).Mails()[0]
	plan := func(change func(c *referral.Contact)) referral.MailPlan {
		now := parties().Contact
		change(&now)
		return d.state.PlanMail(mail, now, d.now, d.rules)
	}
	t.Run("AsTheDirectoryHasItNow", func(t *testing.T) {
		got := plan(func(c *referral.Contact) { c.Email, c.DeadEmail = "ann.lee@harbor.test", "ann@harbor.test" })
		if got.State != referral.MailSending || got.To.Email != "ann.lee@harbor.test" {
			t.Errorf("plan is %+v", got)
		}
	})
	t.Run("DeadByNow", func(t *testing.T) {
		if got := plan(func(c *referral.Contact) { c.DeadEmail = c.Email }); got.State != referral.MailSuppressed {
			t.Errorf("plan is %+v", got)
		}
	})
	t.Run("ContactGone", func(t *testing.T) {
		got := d.state.PlanMail(mail, referral.Contact{}, d.now, d.rules)
		if got.State != referral.MailSending || got.To != parties().Contact {
			t.Errorf("plan is %+v, want the contact as it was sent to", got)
		}
	})
}
