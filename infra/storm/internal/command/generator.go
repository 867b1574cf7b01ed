package command

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// object is a JSON object.
type object = map[string]any

// learn is told the answer of an acknowledged call.
type learn func(answer []byte)

// Generator makes the commands of one client.
type Generator struct {
	world  *World
	random *rand.Rand
	name   string // of the client: its idempotency keys begin with it
	keys   int
}

// NewGenerator makes the commands of a client; the seed fixes which it tries.
func NewGenerator(world *World, seed uint64, client int) *Generator {
	return &Generator{
		world: world, random: rand.New(rand.NewPCG(seed, uint64(client))), name: fmt.Sprintf("client-%d", client),
	}
}

// kinds are the commands, each with how often it is tried among the others.
var kinds = []struct {
	weight int
	make   func(*Generator) (client.Call, learn, bool)
}{
	{16, (*Generator).create},
	{4, (*Generator).saveDraft},
	{3, (*Generator).changeDraft},
	{4, (*Generator).sendDraft},
	{16, (*Generator).answer},
	{8, (*Generator).answerForm},
	{6, (*Generator).recordAnswer},
	{6, (*Generator).cancel},
	{6, (*Generator).resend},
	{2, (*Generator).recordConsent},
	{1, (*Generator).withdrawConsent},
	{4, (*Generator).loadCustomer},
	{5, (*Generator).assess},
	{3, (*Generator).correctContact},
	{1, (*Generator).merge},
	{6, (*Generator).enterActivity},
	{6, (*Generator).generateForm},
	{5, (*Generator).changeForm},
	{7, (*Generator).sendForm},
	{12, (*Generator).respond},
	{2, (*Generator).noteService},
	{5, (*Generator).listTasks},
	{6, (*Generator).completeTask},
	{3, (*Generator).report},
	{8, (*Generator).erase},
	{2, (*Generator).hold},
	{2, (*Generator).release},
	{1, (*Generator).export},
	{2, (*Generator).look},
}

// Next is the client's next command, and who wants to hear of its success; nil where nobody does.
func (g *Generator) Next() (client.Call, func(answer []byte)) {
	total := 0
	for _, k := range kinds {
		total += k.weight
	}
	for {
		at := g.random.IntN(total)
		for _, k := range kinds {
			if at -= k.weight; at < 0 {
				if call, learn, possible := k.make(g); possible {
					return call, learn
				}
				break
			}
		}
	}
}

// keyed gives a call an idempotency key of its own.
func (g *Generator) keyed(call client.Call) client.Call {
	g.keys++
	call.Key = fmt.Sprintf("%s-%d", g.name, g.keys)
	return call
}

func jsonCall(method, persona, path string, body object) client.Call {
	encoded, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("encoding a body of our own: %v", err))
	}
	return client.Call{Kind: method + " " + path, Persona: persona, Method: method, Path: path, Type: "application/json", Body: encoded}
}

// about says what a call is, whom it concerns, and which word of it can be found again.
func about(call client.Call, kind, subject, marker string) client.Call {
	call.Kind, call.Subject, call.Marker = kind, subject, marker
	return call
}

// idOf reads the id of what an answer tells; "" where it tells none.
func idOf(answer []byte) string {
	var thing struct{ ID string }
	_ = json.Unmarshal(answer, &thing) // no id is no thing
	return thing.ID
}

// look reads what staff look at most.
func (g *Generator) look() (client.Call, learn, bool) {
	persona := pick(g.random, grantees).persona
	path := pick(g.random, []string{"/v1/dashboard", "/v1/referrals?attention=true", "/v1/customers?q=storm", "/v1/referrals?status=sent"})
	return about(client.Call{Persona: persona, Method: http.MethodGet, Path: path}, "look", "", ""), nil, true
}

// report has SES report that a mail did not arrive after all, or was marked as spam.
func (g *Generator) report() (client.Call, learn, bool) {
	r, found := g.world.one(g.random, func(r *referral) bool { return len(r.mails) > 0 })
	if !found {
		return client.Call{}, nil, false
	}
	m := pick(g.random, r.mails)
	call := client.Call{Method: http.MethodPost, Path: "/_local/mail/" + m.id + "/" + m.report}
	return about(call, m.report, r.id, ""), nil, true
}
