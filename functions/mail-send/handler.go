package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/mail"
	"github.com/referral-tool/referrals/shared/mail/ses"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
	"github.com/referral-tool/referrals/shared/store"
)

// sendTimeout is how long SES may take to answer: a mail whose fate is unknown is worse than a slow one. It is shorter
// than the lease on the mail.
const sendTimeout = 20 * time.Second

// post sends queued mails when the bus announces them.
type post struct {
	desk      *desk.Desk
	composer  *mail.Composer
	sender    sender
	keys      *secret.Source
	publicURL string
	log       *slog.Logger
}

// sending is what the bus calls for a queued mail.
type sending = func(context.Context, events.EventBridgeEvent) (struct{}, error)

// sender hands a mail over to SES, in one attempt.
type sender interface {
	Send(context.Context, ses.Envelope) (messageID string, err error)
}

func newPost(d *desk.Desk, env *run.Env, log *slog.Logger) (post, error) {
	cfg := env.AWS()
	keys := awssecret.Source(cfg, env.Text("SECRET_ARN"))
	cfg.HTTPClient = run.HTTPClient(sendTimeout)
	sender, err := ses.New(sesv2.NewFromConfig(cfg), env.Text("SENDER"), env.Text("CONFIGURATION_SET"))
	return post{desk: d, composer: mail.New(), sender: sender, keys: keys, publicURL: env.URL("PUBLIC_URL"), log: log}, err
}

// handle sends one mail. The event may come twice, at the same time, late, or after a crash: the claim decides who
// sends. After an error the event is delivered again.
func (h post) handle(ctx context.Context, event events.EventBridgeEvent) (struct{}, error) {
	return struct{}{}, h.deliver(ctx, event)
}

func (h post) deliver(ctx context.Context, event events.EventBridgeEvent) error {
	var id store.MailID
	if err := json.Unmarshal(event.Detail, &id); err != nil {
		return fmt.Errorf("an event without a mail: %w", err)
	}
	err := h.mail(ctx, id)
	if err != nil {
		h.log.WarnContext(ctx, "mail comes back", "referral", id.ReferralID, "kind", id.Kind, "error", err.Error())
	}
	return err
}

// mail claims one mail, sends it and records the result.
func (h post) mail(ctx context.Context, id store.MailID) error {
	now := h.desk.Clock()
	m, claimed, err := h.desk.Store.ClaimMail(ctx, id, now)
	if err != nil || !claimed {
		return err
	}
	state, result, err := h.attempt(ctx, m, now)
	if err != nil {
		return errors.Join(err, h.desk.Store.ReturnMail(ctx, m, now, now.Add(retryPause(m.Attempts))))
	}
	h.log.InfoContext(ctx, "mail", "referral", m.ReferralID, "kind", m.Kind, "state", result.State, "attempt", m.Attempts)
	cmd, err := h.desk.Automatic(m.Program, h.desk.Clock())
	if err != nil {
		return err
	}
	err = h.desk.Store.FinishMail(ctx, cmd, state, m, result)
	if errors.Is(err, store.ErrMailMoved) {
		return nil // what SES reported overtook us, and is counted there
	}
	if err == nil {
		metric.Count(ctx, h.log, metric.Mails(), 1, metric.Label{Name: metric.Outcome, Value: string(result.State)})
	}
	return err
}

// attempt sends a claimed mail, unless it has become pointless. An error means that nothing was sent; SES's own answer,
// or its absence, is a result and not an error.
func (h post) attempt(ctx context.Context, m referral.Mail, now referral.Instant) (referral.State, store.MailResult, error) {
	p, known := h.desk.Programs.Get(m.Program)
	if !known {
		return referral.State{}, store.MailResult{}, fmt.Errorf("no program %q", m.Program)
	}
	var state referral.State
	var contact referral.Contact
	if m.Kind != referral.MailDigest { // which is about no one referral
		var err error
		if state, contact, err = h.desk.Store.MailParties(ctx, m); err != nil {
			return referral.State{}, store.MailResult{}, err
		}
	}
	result, err := h.send(ctx, p, m, state, contact, now)
	return state, result, err
}

// send decides about a claimed mail from the current state, and sends it.
func (h post) send(ctx context.Context, p *program.Program, m referral.Mail, state referral.State, contact referral.Contact, now referral.Instant) (store.MailResult, error) {
	plan := state.PlanMail(m, contact, now, p.Rules())
	if plan.State != referral.MailSending {
		return store.MailResult{State: plan.State}, nil
	}
	envelope, err := h.envelope(ctx, p, state, m, plan.To)
	if err != nil {
		return store.MailResult{}, err
	}
	messageID, err := h.sender.Send(ctx, envelope)
	for try := 1; try < reachTries && unreached(err); try++ {
		messageID, err = h.sender.Send(ctx, envelope)
	}
	return outcome(messageID, envelope.To, m.Attempts, now, err), nil
}

// reachTries is how often a connection to SES is tried before the mail waits: without a connection, nothing can have
// been sent.
const reachTries = 3

// unreached reports that SES was not reached: it did not answer, and nothing had begun to go out.
func unreached(err error) bool {
	var failed *ses.Error
	return errors.As(err, &failed) && failed.Outcome == ses.NotNow && failed.Code == ""
}

// outcome decides what an attempt to send means for the mail.
func outcome(messageID, to string, attempts int, now referral.Instant, err error) store.MailResult {
	var failed *ses.Error
	switch {
	case err == nil:
		return store.MailResult{State: referral.MailHandedOver, MessageID: messageID, To: to}
	case errors.As(err, &failed) && failed.Outcome == ses.Refused:
		return store.MailResult{State: referral.MailBounced, To: to, Error: failed.Error()}
	}
	return store.MailResult{State: referral.MailWaiting, To: to, Error: err.Error(), RetryAt: now.Add(retryPause(attempts))}
}

// retryPause grows from a minute to four hours: SES may be down for an hour, a paused account for days, and a mail is
// never dropped.
func retryPause(attempts int) time.Duration {
	const shortest, longest = time.Minute, 4 * time.Hour
	return min(shortest<<min(attempts-1, 10), longest)
}

// tags come back with everything that SES reports about the mail: they are the key under which it is found.
func tags(m referral.Mail) map[string]string {
	found := map[string]string{"program": m.Program, "mail": fmt.Sprintf("%06d", m.Version), "kind": string(m.Kind)}
	if m.ReferralID != "" {
		found["referral"] = m.ReferralID
	}
	return found
}
