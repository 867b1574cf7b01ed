package command

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// offers are sessions that a provider offers, of the program's catalog.
var offers = []struct{ activity, session, provider string }{
	{"Job Search", "Job Search Assistance", "provider-heartland"},
	{"Job Search", "Job Search Assistance", "provider-flinthills"},
	{"Job Readiness", "Workplace Skills", "provider-heartland"},
	{"Vocational Training", "Commercial Driver's License", "provider-flinthills"},
	{"Adult Education", "High School Equivalency", "provider-heartland"},
}

func (g *Generator) enterActivity() (client.Call, learn, bool) {
	n, offer := g.random.IntN(customersOfEach), pick(g.random, offers)
	id, marker := customerID("kansas", n), g.world.marker()
	call := post(pick(g.random, navigators), "/v1/customers/"+id+"/activities", object{
		"programBlock": blocks[n%len(blocks)], "activityName": offer.activity, "sessionDescription": offer.session,
		"providerId": offer.provider, "startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": 20,
		"additionalComments": "Comment " + marker,
	})
	return g.keyed(about(call, "activity", id, marker)), func(answer []byte) { g.world.entered(activity{idOf(answer), id}) }, true
}

func (g *Generator) generateForm() (client.Call, learn, bool) {
	a, found := g.world.anActivity(g.random)
	if !found {
		return client.Call{}, nil, false
	}
	persona := pick(g.random, navigators)
	call := post(persona, "/v1/customers/"+a.client+"/activities/"+a.id+"/form", object{})
	return g.keyed(about(call, "form generated", a.client, "")), func(answer []byte) {
		var made struct{ ReferralID string }
		if json.Unmarshal(answer, &made) == nil && made.ReferralID != "" {
			g.world.made(referral{id: made.ReferralID, persona: persona, customer: a.client, employment: true, draft: true})
		}
	}, true
}

func (g *Generator) changeForm() (client.Call, learn, bool) {
	return g.on(isForm, func(r referral) client.Call {
		marker := g.world.marker()
		field := object{"key": "notes", "value": "Note " + marker}
		return about(put(r.persona, path(r, "/form"), object{"fields": []any{field}}), "form changed", r.id, marker)
	})
}

func (g *Generator) sendForm() (client.Call, learn, bool) {
	call, _, found := g.on(isForm, func(r referral) client.Call {
		return g.keyed(about(post(r.persona, path(r, "/send"), object{}), "form sent", r.id, ""))
	})
	return call, func([]byte) { g.world.sent(call.Subject) }, found
}

// respond is the answer of whichever provider; the other's is refused.
func (g *Generator) respond() (client.Call, learn, bool) {
	return g.on(isEmployment, func(r referral) client.Call {
		marker, body := g.world.marker(), object{"decision": "accepted"}
		if g.random.IntN(2) == 0 {
			body = object{"decision": "rejected", "reason": "Full " + marker}
		} else {
			marker = ""
		}
		call := post(pick(g.random, providers).persona, "/v1/provider/referrals/"+r.id+"/response", body)
		return g.keyed(about(call, "provider's answer", r.id, marker))
	})
}

func (g *Generator) noteService() (client.Call, learn, bool) {
	return g.on(func(r *referral) bool { return r.employment }, func(r referral) client.Call {
		marker := g.world.marker()
		body := object{"service": "Second service", "note": "Note " + marker}
		return g.keyed(about(post(r.persona, path(r, "/services"), body), "service noted", r.id, marker))
	})
}

func (g *Generator) listTasks() (client.Call, learn, bool) {
	call := client.Call{Persona: pick(g.random, navigators), Method: http.MethodGet, Path: "/v1/tasks?status=open&limit=100"}
	return about(call, "look", "", ""), func(answer []byte) {
		var list struct{ Items []struct{ ID string } }
		if json.Unmarshal(answer, &list) != nil {
			return
		}
		var ids []string
		for _, t := range list.Items {
			ids = append(ids, t.ID)
		}
		g.world.listed(ids)
	}, true
}

func (g *Generator) completeTask() (client.Call, learn, bool) {
	id, found := g.world.aTask(g.random)
	if !found {
		return client.Call{}, nil, false
	}
	referral, _, _ := strings.Cut(id, ".")
	marker := g.world.marker()
	body := object{"outcome": pick(g.random, []string{"DCF-Complete", "DCF-Pending"}), "note": "Note " + marker}
	return g.keyed(about(post(pick(g.random, navigators), "/v1/tasks/"+id+"/complete", body), "task completed", referral, marker)), nil, true
}
