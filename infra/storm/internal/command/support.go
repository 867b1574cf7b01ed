package command

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

var services = []string{"transportation", "housing-assistance", "legal-aid", "health-care", "other-phone", "other-internet", "uniforms"}

// request is what staff enter in the New Referral window.
func (g *Generator) request(customer, organization, marker string) object {
	body := object{
		"customerId": customer, "organizationId": organization, "contactId": contactID(g.random.IntN(contactsOfEach)),
		"services": some(g.random, services, 3), "note": "Note " + marker,
	}
	if g.random.IntN(2) == 0 {
		body["allowRepeat"] = "Another program pays."
	}
	if g.random.IntN(4) == 0 {
		body["consent"] = consent("Testa")
	}
	return body
}

func consent(by string) object {
	return object{"by": by, "method": "written", "date": "2026-01-02", "until": "2099-01-02"}
}

func (g *Generator) newReferral(kind string, draft bool) (client.Call, learn, bool) {
	grantee, marker := pick(g.random, grantees), g.world.marker()
	customer, organization := customerID(grantee.id, g.random.IntN(customersOfEach)), organizationID(g.random.IntN(organizations))
	body := g.request(customer, organization, marker)
	body["draft"] = draft
	call := g.keyed(about(post(grantee.persona, "/v1/referrals", body), kind, customer, marker))
	return call, func(answer []byte) {
		g.world.made(referral{id: idOf(answer), persona: grantee.persona, customer: customer, organization: organization, draft: draft})
	}, true
}

func (g *Generator) create() (client.Call, learn, bool)    { return g.newReferral("create", false) }
func (g *Generator) saveDraft() (client.Call, learn, bool) { return g.newReferral("draft", true) }

// on makes a call about a referral of which the condition holds.
func (g *Generator) on(holds func(*referral) bool, call func(referral) client.Call) (client.Call, learn, bool) {
	r, found := g.world.one(g.random, holds)
	if !found {
		return client.Call{}, nil, false
	}
	return call(r), nil, true
}

func isDraft(r *referral) bool      { return r.draft && !r.employment }
func isSent(r *referral) bool       { return !r.draft }
func isSupport(r *referral) bool    { return !r.draft && !r.employment }
func hasLink(r *referral) bool      { return len(r.links) > 0 }
func isEmployment(r *referral) bool { return !r.draft && r.employment }
func isForm(r *referral) bool       { return r.draft && r.employment }

func path(r referral, rest string) string { return "/v1/referrals/" + r.id + rest }

func (g *Generator) changeDraft() (client.Call, learn, bool) {
	return g.on(isDraft, func(r referral) client.Call {
		marker := g.world.marker()
		return about(put(r.persona, path(r, ""), g.request(r.customer, r.organization, marker)), "change of a draft", r.id, marker)
	})
}

func (g *Generator) sendDraft() (client.Call, learn, bool) {
	call, _, found := g.on(isDraft, func(r referral) client.Call {
		return g.keyed(about(post(r.persona, path(r, "/send"), object{}), "send of a draft", r.id, ""))
	})
	return call, func([]byte) { g.world.sent(call.Subject) }, found
}

// decision is an answer's, with what it needs beside.
func (g *Generator) decision() object {
	switch decided := pick(g.random, []string{"accepted", "accepted", "rejected", "pending", "pending", "customer-not-responding", "closed"}); decided {
	case "rejected":
		return object{"decision": decided, "reason": pick(g.random, []string{"no-capacity", "not-eligible"})}
	case "closed":
		return object{"decision": decided, "outcome": "service-received"}
	default:
		return object{"decision": decided}
	}
}

func (g *Generator) answer() (client.Call, learn, bool) {
	return g.on(hasLink, func(r referral) client.Call {
		body, marker := g.decision(), g.world.marker()
		body["name"] = "Partner " + marker
		return about(post("", g.link(r), body), "answer by link", r.id, marker)
	})
}

// answerForm posts as a browser does. seen is what the page showed, which may be old by now: mostly it is guessed.
func (g *Generator) answerForm() (client.Call, learn, bool) {
	return g.on(hasLink, func(r referral) client.Call {
		marker := g.world.marker()
		form := url.Values{"name": {"Partner " + marker}, "seen": {strconv.Itoa(1 + g.random.IntN(6))}}
		for field, value := range g.decision() {
			form.Set(field, value.(string))
		}
		call := client.Call{
			Method: http.MethodPost, Path: g.link(r), Type: "application/x-www-form-urlencoded", Body: []byte(form.Encode()),
		}
		return about(call, "answer by form", r.id, marker)
	})
}

// link is the newest, as a rule; an old one now and then.
func (g *Generator) link(r referral) string {
	if g.random.IntN(6) == 0 {
		return pick(g.random, r.links)
	}
	return r.links[len(r.links)-1]
}

func (g *Generator) recordAnswer() (client.Call, learn, bool) {
	return g.on(isSent, func(r referral) client.Call {
		body, marker := g.decision(), g.world.marker()
		body["name"], body["channel"] = "Partner "+marker, pick(g.random, []string{"telephone", "email", "in-person"})
		return g.keyed(about(post(r.persona, path(r, "/answers"), body), "answer by telephone", r.id, marker))
	})
}

func (g *Generator) cancel() (client.Call, learn, bool) {
	call, _, found := g.on(isSent, func(r referral) client.Call {
		marker := g.world.marker()
		return g.keyed(about(post(r.persona, path(r, "/cancel"), object{"reason": "Reason " + marker}), "cancel", r.id, marker))
	})
	return call, func([]byte) { g.world.ended(call.Subject) }, found
}

func (g *Generator) resend() (client.Call, learn, bool) {
	return g.on(isSent, func(r referral) client.Call {
		body := object{}
		if !r.employment && g.random.IntN(2) == 0 {
			body["contactId"] = contactID(g.random.IntN(contactsOfEach))
		}
		return g.keyed(about(post(r.persona, path(r, "/resend"), body), "resend", r.id, ""))
	})
}

func (g *Generator) recordConsent() (client.Call, learn, bool) {
	return g.on(isSupport, func(r referral) client.Call {
		marker := g.world.marker()
		return g.keyed(about(post(r.persona, path(r, "/consent"), consent("Testa "+marker)), "consent", r.id, marker))
	})
}

func (g *Generator) withdrawConsent() (client.Call, learn, bool) {
	return g.on(isSupport, func(r referral) client.Call {
		marker := g.world.marker()
		return g.keyed(about(post(r.persona, path(r, "/consent/withdraw"), object{"by": "Testa " + marker}), "consent withdrawn", r.id, marker))
	})
}
