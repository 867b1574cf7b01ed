package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

// Reports come late, twice and out of order: only what tells more than is known counts.
func TestMailState_Follows(t *testing.T) {
	order := [][]referral.MailState{
		{referral.MailQueued, referral.MailSending, referral.MailWaiting},
		{referral.MailHandedOver},
		{referral.MailDelivered},
		{referral.MailBounced, referral.MailSuppressed},
		{referral.MailComplained},
	}
	for i, earlier := range order {
		for j, later := range order {
			for _, before := range earlier {
				for _, s := range later {
					if got := s.Follows(referral.Mail{State: before}); got != (j > i) {
						t.Errorf("%s follows %s: %t", s, before, got)
					}
				}
			}
		}
	}
}

// "Out of the office" comes as a bounce, and may overtake the report that the mail has arrived.
func TestMailState_FollowsWhatIsDoubted(t *testing.T) {
	bounced := referral.Mail{State: referral.MailBounced, Doubted: true}
	if !referral.MailDelivered.Follows(bounced) || referral.MailHandedOver.Follows(bounced) || !referral.MailComplained.Follows(bounced) {
		t.Error("of a doubted bounce, other reports than that the mail arrived or was complained about count, or these do not")
	}
}

func TestMailState_Undeliverable(t *testing.T) {
	for s, want := range map[referral.MailState]bool{
		referral.MailBounced: true, referral.MailComplained: true, referral.MailSuppressed: true,
		referral.MailQueued: false, referral.MailSending: false, referral.MailWaiting: false,
		referral.MailHandedOver: false, referral.MailDelivered: false, referral.MailSuperseded: false,
	} {
		if got := s.Undeliverable(); got != want {
			t.Errorf("%s is undeliverable: %t", s, got)
		}
	}
}

// "The referral shows it and the staff member is told to correct the address or resend to another."
func TestFate(t *testing.T) {
	d := open(t)
	sentMail := d.do(referral.Create(d.cmd(), referralID, parties(), request(housing))).Mails()[0]
	sentMail.Attempts, sentMail.To, sentMail.MessageID = 2, "ann@harbor.test", "ses-1"
	reminder := remind(d).Mails()[0]
	answered := d.answer(all(referral.Pending)).Mails()[0]
	bounced := sentMail
	bounced.State = referral.MailBounced
	tests := []struct {
		name   string
		mail   referral.Mail
		became referral.MailState
		want   referral.EventType // "" where nobody needs to hear of it
		told   bool
	}{
		{"Delivered", sentMail, referral.MailDelivered, referral.Delivered, false},
		{"Bounced", sentMail, referral.MailBounced, referral.Undelivered, true},
		{"Complained", sentMail, referral.MailComplained, referral.Undelivered, true},
		{"Suppressed", sentMail, referral.MailSuppressed, referral.Undelivered, true},
		{"ComplainedAboutAfterItCameBack", bounced, referral.MailComplained, referral.Undelivered, false},
		{"ReminderBounced", reminder, referral.MailBounced, referral.Undelivered, true},
		{"ReminderNotTriedAgain", reminder, referral.MailSuppressed, referral.Undelivered, false},
		{"OnItsWay", sentMail, referral.MailHandedOver, "", false},
		{"Superseded", sentMail, referral.MailSuperseded, "", false},
		{"ToStaff", answered, referral.MailBounced, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cmd := d.cmd()
			event, mails, heard := d.state.Fate(cmd, tt.mail, tt.became)
			if heard != (tt.want != "") || event.Type != tt.want || (len(mails) > 0) != tt.told {
				t.Fatalf("event is %q, %d mails, heard %t", event.Type, len(mails), heard)
			}
			if heard && (event.Version != tt.mail.Version || event.Status != d.state.Status || event.ID != cmd.ID || event.CustomerID != "c1") {
				t.Errorf("event is %+v", event)
			}
			if tt.told {
				got := mails[0]
				if got.Kind != referral.MailUndeliverable || got.State != referral.MailQueued || got.About != tt.became ||
					got.To != "" || got.MessageID != "" || got.Attempts != 0 || got.Version != tt.mail.Version {
					t.Errorf("mail to staff is %+v", got)
				}
			}
		})
	}
}

func TestMailKind_ToContact(t *testing.T) {
	for kind, want := range map[referral.MailKind]bool{
		referral.MailSent: true, referral.MailResent: true, referral.MailReminder: true, referral.MailCanceled: true,
		referral.MailCode: true, referral.MailAnswered: false, referral.MailOverdue: false, referral.MailUndeliverable: false,
	} {
		if got := kind.ToContact(); got != want {
			t.Errorf("%s goes to the contact: %t", kind, got)
		}
	}
}

func TestCodeMail(t *testing.T) {
	d := sent(t, housing)
	got := d.state.CodeMail(d.cmd(), "nonce-1")
	if got.Kind != referral.MailCode || got.Nonce != "nonce-1" || got.Send != 1 || got.Version != d.state.Version ||
		got.State != referral.MailQueued || got.ContactID != "k1" || got.ReferralID != referralID || got.At != d.now {
		t.Errorf("mail is %+v", got)
	}
}
