package main

import (
	"context"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
	"github.com/referral-tool/referrals/shared/store"
)

// customers is the list behind a figure: a page by name, or as CSV the whole list.
func (h handler) customers(ctx context.Context, r *api.Request) (*api.Response, error) {
	p, err := h.desk.Program(r)
	if err != nil {
		return nil, err
	}
	grantee, err := granteeOf(r, p)
	if err != nil {
		return nil, err
	}
	list, err := listOf(r, p)
	if err != nil {
		return nil, err
	}
	read := func(from store.Position, limit int) (store.Page[store.Member], error) {
		return h.desk.Store.Members(ctx, p.Key, grantee, list, from, limit)
	}
	if r.WantsCSV() {
		return h.csv(ctx, r, list, read)
	}
	return desk.List(ctx, r, h.cursors, read, grantee, string(list))
}

// listOf is the list that the query names: a row or a roll-up, and not both.
func listOf(r *api.Request, p *program.Program) (standing.List, error) {
	var rows, rollups []string
	for _, row := range append(standing.Rows(), standing.InAttention, standing.Unclassified) {
		rows = append(rows, string(row))
	}
	for _, choice := range p.Rollups {
		rollups = append(rollups, choice.Key)
	}
	row, err := r.QueryOneOf("row", rows...)
	if err != nil {
		return "", err
	}
	rollup, err := r.QueryOneOf("rollup", rollups...)
	if err != nil {
		return "", err
	}
	if (row == "") == (rollup == "") {
		var wrong referral.Problems
		wrong.Add("row", "Give one row or one rollup.")
		return "", wrong.Err()
	}
	return standing.List(row + rollup), nil
}

// csv is the whole list for a spreadsheet. It leaves the system, so the log says who took it.
func (h handler) csv(ctx context.Context, r *api.Request, list standing.List, read desk.ReadPage[store.Member]) (*api.Response, error) {
	members, err := desk.All(read)
	if err != nil {
		return nil, err
	}
	h.log.InfoContext(ctx, "list exported", "list", string(list), "sub", r.Caller.Sub, "rows", len(members))
	out := api.NewCSV("Customer", "Last name", "First name", "Group", "Grantee")
	for _, m := range members {
		out.Row(m.ID, m.LastName, m.FirstName, m.Group, m.Grantee)
	}
	return out.Response(string(list) + ".csv"), nil
}
