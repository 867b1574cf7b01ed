package round

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/storm/internal/client"
	"github.com/referral-tool/referrals/infra/storm/internal/command"
	"github.com/referral-tool/referrals/infra/storm/internal/report"
	"github.com/referral-tool/referrals/infra/storm/internal/verify"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/store"
)

// reckon gathers the evidence of a round that has come to rest, and judges it.
func (r *round) reckon(ctx context.Context) (report.Round, verify.Evidence, error) {
	evidence, err := r.evidence(ctx)
	if err != nil {
		return report.Round{}, evidence, err
	}
	violations, err := verify.Check(evidence)
	if err != nil {
		return report.Round{}, evidence, err
	}
	result := report.Round{
		Seed: r.Seed, Took: time.Since(r.began), Commands: map[string]report.Fates{}, Faults: r.faults.Counts(),
		Mails: len(evidence.Mails), Redriven: r.redriven, Violations: append(violations, r.pages(ctx)...),
	}
	for _, c := range evidence.Calls {
		fates := result.Commands[c.Kind]
		fates.Add(c)
		result.Commands[c.Kind] = fates
	}
	for _, s := range evidence.Sendings {
		result.Doubles += s.Excused
	}
	return result, evidence, nil
}

func (r *round) evidence(ctx context.Context) (verify.Evidence, error) {
	db := engine.Client(r.system.DynamoDB())
	table, err := verify.Read(ctx, db, r.system.Template.Table.Name)
	if err != nil {
		return verify.Evidence{}, err
	}
	recounts, err := recount(ctx, store.New(db, r.system.Template.Table.Name))
	return verify.Evidence{
		Table: table, Calls: r.calls, Mails: r.system.Mailbox.Mails(""), Sendings: r.faults.Mails.Sendings(),
		Published: r.faults.Bus.Events(), Recounts: recounts, Words: command.Words(), Log: r.log.lines(),
		Dead: r.dead,
	}, err
}

// recount counts all figures from scratch, as infra/recount does: what it has to correct was wrong.
func recount(ctx context.Context, s *store.Store) (map[string]store.Recounted, error) {
	programs, err := program.Load()
	if err != nil {
		return nil, err
	}
	recounts := map[string]store.Recounted{}
	for _, p := range programs.All() {
		for _, g := range p.Grantees {
			recounted, err := s.Recount(ctx, p.Key, g.ID, p.Standings())
			if err != nil {
				return nil, fmt.Errorf("recounting %s: %w", g.ID, err)
			}
			recounts[g.ID] = recounted
		}
	}
	return recounts, nil
}

// pages opens what staff open, now that all is calm: it is all there.
func (r *round) pages(ctx context.Context) []verify.Violation {
	var broken []verify.Violation
	for _, page := range []struct{ persona, path string }{
		{"case-manager", "/v1/dashboard"}, {"case-manager-2", "/v1/dashboard"}, {"program-admin", "/v1/dashboard"},
		{"case-manager", "/v1/referrals?limit=100"}, {"case-manager-2", "/v1/referrals?attention=true"},
		{"navigator", "/v1/tasks"}, {"navigator", "/v1/referrals?limit=100"}, {"provider", "/v1/provider/referrals"},
	} {
		result := r.client.Do(ctx, client.Call{Persona: page.persona, Method: http.MethodGet, Path: page.path})
		if result.Status != http.StatusOK || result.Tries > 1 {
			broken = append(broken, verify.Violation{
				Promise: "all is there in the end",
				What:    fmt.Sprintf("%s for %s was answered %d after %d tries", page.path, page.persona, result.Status, result.Tries),
			})
		}
	}
	return broken
}
