package fault

import (
	"errors"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

var errCut = errors.New("the connection was cut")

// beforeMail is where SES has read a mail and not yet accepted it.
func (f *Faults) beforeMail(m system.Mail) error {
	switch {
	case f.strikes("SES: cut before it accepted", 12):
		return errCut
	case f.strikes("SES: slow", 20):
		time.Sleep(f.dice.upTo(200 * time.Millisecond))
	case f.strikes("SES: throttles the next mails", 15):
		f.system.Mailbox.Fail(1 + f.dice.number(4))
	case f.strikes("SES: down for a while", 80):
		f.system.Mailbox.Fail(20 + f.dice.number(20))
	case f.strikes("SES: refused for good", 40):
		f.Mails.refused(m)
		return system.ErrMailRejected
	case f.strikes("function: killed before SES accepted", 40):
		f.kill(mailSender)
		return errCut
	}
	return nil
}

// afterMail is where SES has accepted a mail and not yet answered: the documented window.
func (f *Faults) afterMail(m system.Mail) error {
	switch {
	case f.strikes("SES: cut after it accepted", 10):
		f.Mails.lost(m)
		return errCut
	case f.strikes("SES: late answer", 12):
		time.Sleep(f.dice.upTo(400 * time.Millisecond))
	case f.strikes("function: killed after SES accepted", 25):
		f.kill(mailSender)
		return errCut
	}
	return nil
}
