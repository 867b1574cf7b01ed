package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/metric"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// reporting is what the account's default bus calls with SES's events.
type reporting = func(context.Context, events.EventBridgeEvent) (struct{}, error)

// tries bounds how often a report is decided again because the mail's state changed in the meantime.
const tries = 5

type feedback struct {
	desk *desk.Desk
	log  *slog.Logger
}

func (h feedback) handle(ctx context.Context, event events.EventBridgeEvent) (struct{}, error) {
	return struct{}{}, h.record(ctx, event)
}

// record keeps what a report says of a mail, if it says more than is known: reports come late, twice, out of order, and
// before our own record of the sending. After an error the report is delivered again.
func (h feedback) record(ctx context.Context, event events.EventBridgeEvent) error {
	r, err := readReport(event.Detail)
	if err != nil {
		return err
	}
	result, decided := r.result()
	if !decided {
		return nil
	}
	id, err := r.id()
	if err != nil {
		h.log.WarnContext(ctx, "report on a mail that is not ours", "type", r.EventType)
		return nil
	}
	err = store.ErrMailMoved
	for try := 0; try < tries && errors.Is(err, store.ErrMailMoved); try++ {
		err = h.apply(ctx, id, r, result)
	}
	if err != nil {
		h.log.WarnContext(ctx, "report comes back", "referral", id.ReferralID, "kind", id.Kind, "error", err.Error())
	}
	return err
}

func (h feedback) apply(ctx context.Context, id store.MailID, r report, result store.MailResult) error {
	cmd, err := h.desk.Automatic(id.Program, h.desk.Clock())
	if err != nil {
		return err
	}
	m, state, err := h.desk.Store.MailRecord(ctx, id)
	var gone *referral.Error
	switch {
	case errors.As(err, &gone):
		h.log.WarnContext(ctx, "report on a mail that is no longer kept", "referral", id.ReferralID, "kind", id.Kind)
		return nil
	case err != nil:
		return err
	case !r.news(result, m):
		return nil
	}
	h.log.InfoContext(ctx, "mail reported", "referral", id.ReferralID, "kind", id.Kind, "state", result.State)
	err = h.desk.Store.FinishMail(ctx, cmd, state, m, result)
	if err == nil {
		metric.Count(ctx, h.log, metric.Mails(), 1, metric.Label{Name: metric.Outcome, Value: string(result.State)})
	}
	return err
}
