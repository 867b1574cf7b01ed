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

// client is one of Kansas, of those who may be erased as often as of the others: what is erased with a client takes many
// commands to come about.
func (g *Generator) client() int {
	if g.random.IntN(2) == 0 {
		return customersOfEach - 1 - g.random.IntN(leavers)
	}
	return g.random.IntN(customersOfEach)
}

func (g *Generator) enterActivity() (client.Call, learn, bool) {
	call, learn := g.activityOf(g.client())
	return call, learn, true
}

func (g *Generator) activityOf(n int) (client.Call, learn) {
	offer, id, marker := pick(g.random, offers), customerID(kansas, n), g.world.marker()
	call := post(pick(g.random, navigators), "/v1/customers/"+id+"/activities", object{
		"programBlock": blocks[n%len(blocks)], "activityName": offer.activity, "sessionDescription": offer.session,
		"providerId": offer.provider, "startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": 20,
		"additionalComments": "Comment " + marker,
	})
	return g.keyed(about(call, "activity", id, marker)), func(answer []byte) {
		g.world.entered(activity{idOf(answer), id, offer.provider})
	}
}

func (g *Generator) generateForm() (client.Call, learn, bool) {
	a, found := g.world.anActivity(g.random)
	if !found {
		return client.Call{}, nil, false
	}
	call, learn := g.formOf(a)
	return call, learn, true
}

func (g *Generator) formOf(a activity) (client.Call, learn) {
	persona := pick(g.random, navigators)
	call := post(persona, "/v1/customers/"+a.client+"/activities/"+a.id+"/form", object{})
	return g.keyed(about(call, "form generated", a.client, "")), func(answer []byte) {
		if id := formIn(answer); id != "" {
			g.world.made(referral{
				id: id, persona: persona, customer: a.client, organization: a.provider, employment: true, draft: true,
			})
		}
	}
}

// formIn reads the id of the referral whose form was generated.
func formIn(answer []byte) string {
	var made struct{ ReferralID string }
	_ = json.Unmarshal(answer, &made) // no id is no referral
	return made.ReferralID
}

// Serve sends a form for each client of Kansas who may leave, before any storm: a storm is short for all that comes of a
// form, and for its end with its client. do makes a call and gives its answer.
func (g *Generator) Serve(do func(client.Call) ([]byte, error)) error {
	for n := customersOfEach - leavers; n < customersOfEach; n++ {
		call, learn := g.activityOf(n)
		answer, err := do(call)
		if err != nil {
			return err
		}
		learn(answer)
		if err := g.serve(do); err != nil {
			return err
		}
	}
	return nil
}

// serve sends a form of the latest activity.
func (g *Generator) serve(do func(client.Call) ([]byte, error)) error {
	call, learn := g.formOf(g.world.latestActivity())
	answer, err := do(call)
	if err != nil {
		return err
	}
	learn(answer)
	id := formIn(answer)
	if _, err := do(g.formSent(referral{id: id, persona: call.Persona})); err != nil {
		return err
	}
	g.world.sent(id)
	return nil
}

func (g *Generator) changeForm() (client.Call, learn, bool) {
	return g.on(isForm, func(r referral) client.Call {
		marker := g.world.marker()
		field := object{"key": "notes", "value": "Note " + marker}
		return about(put(r.persona, path(r, "/form"), object{"fields": []any{field}}), "form changed", r.id, marker)
	})
}

func (g *Generator) sendForm() (client.Call, learn, bool) {
	call, _, found := g.on(isForm, g.formSent)
	return call, func([]byte) { g.world.sent(call.Subject) }, found
}

func (g *Generator) formSent(r referral) client.Call {
	return g.keyed(about(post(r.persona, path(r, "/send"), object{}), "form sent", r.id, ""))
}

// respond is the answer of the provider, or now and then of another, which is refused.
func (g *Generator) respond() (client.Call, learn, bool) {
	rejects := false
	call, _, found := g.on(isEmployment, func(r referral) client.Call {
		marker, body := g.world.marker(), object{"decision": "accepted"}
		if g.random.IntN(2) == 0 {
			body, rejects = object{"decision": "rejected", "reason": "Full " + marker}, true
		} else {
			marker = ""
		}
		call := post(g.answering(r), "/v1/provider/referrals/"+r.id+"/response", body)
		return g.keyed(about(call, "provider's answer", r.id, marker))
	})
	return call, func([]byte) {
		if rejects {
			g.world.ended(call.Subject)
		}
	}, found
}

func (g *Generator) answering(r referral) string {
	answering := pick(g.random, providers)
	for _, p := range providers {
		if p.id == r.organization && g.random.IntN(4) > 0 {
			answering = p
		}
	}
	return answering.persona
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
