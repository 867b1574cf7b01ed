// Package command makes the commands of a storm: what staff, navigators, partners, providers, other systems and the
// clock ask of the system, on few enough customers that they meet.
package command

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"github.com/referral-tool/referrals/infra/local/system"
)

// Sizes of the world: small, so that commands meet.
const (
	customersOfEach = 16 // of each grantee, and of Kansas
	organizations   = 14
	contactsOfEach  = 2
	merges          = 4 // of the last organizations, at most
)

// referral is one that the clients know of.
type referral struct {
	id, persona  string // persona who made it
	customer     string
	organization string // or provider
	employment   bool
	draft        bool
	over         bool // rejected or canceled, as far as is known
	links        []string
	mails        []mail
}

// mail is one that SES accepted, and what SES may report of it: of one mail always the same.
type mail struct{ id, report string }

// activity is a client's, whose form can be generated.
type activity struct{ id, client, provider string }

// World is what the clients know, from answers and mails. It may be used from several goroutines.
type World struct {
	mu         sync.Mutex
	referrals  []*referral
	byID       map[string]*referral
	activities []activity
	tasks      []string
	merged     int
	markers    int
}

// NewWorld knows nobody's referrals yet.
func NewWorld() *World { return &World{byID: map[string]*referral{}} }

var linkPattern = regexp.MustCompile(`/r/[A-Za-z0-9_-]{56}`)

// Mailed learns the link of a mail, as the contact does.
func (w *World) Mailed(m system.Mail) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.byID[m.Tags["referral"]]
	if r == nil { // the mail was faster than the answer
		r = &referral{id: m.Tags["referral"]}
		w.byID[r.id] = r
	}
	if link := linkPattern.FindString(m.Text); link != "" && !slices.Contains(r.links, link) {
		r.links = append(r.links, link)
	}
	r.mails = append(r.mails, mail{m.ID, reportOf(m)})
}

// reportOf is what may be reported of a mail: every second version's is marked as spam.
func reportOf(m system.Mail) string {
	if version, _ := strconv.Atoi(m.Tags["mail"]); version%2 == 0 {
		return "complaint"
	}
	return "bounce"
}

// made learns of a referral.
func (w *World) made(known referral) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if mailed := w.byID[known.id]; mailed != nil {
		if mailed.persona != "" {
			return // a repetition
		}
		known.links, known.mails = mailed.links, mailed.mails
	}
	w.byID[known.id] = &known
	w.referrals = append(w.referrals, &known)
}

func (w *World) sent(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.byID[id].draft = false
}

func (w *World) ended(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.byID[id].over = true
}

// one picks a referral of which the condition holds, the latest more often than others.
func (w *World) one(random *rand.Rand, holds func(*referral) bool) (referral, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for range 12 {
		if len(w.referrals) == 0 {
			break
		}
		at := len(w.referrals) - 1 - int(float64(len(w.referrals))*random.Float64()*random.Float64())
		if r := w.referrals[max(0, at)]; holds(r) {
			return *r, true
		}
	}
	return referral{}, false
}

// entered learns of an activity.
func (w *World) entered(a activity) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.activities, a) {
		w.activities = append(w.activities, a)
	}
}

func (w *World) latestActivity() activity {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.activities[len(w.activities)-1]
}

func (w *World) anActivity(random *rand.Rand) (activity, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.activities) == 0 {
		return activity{}, false
	}
	return w.activities[random.IntN(len(w.activities))], true
}

// listed learns which tasks are open.
func (w *World) listed(tasks []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tasks = tasks
}

func (w *World) aTask(random *rand.Rand) (string, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.tasks) == 0 {
		return "", false
	}
	return w.tasks[random.IntN(len(w.tasks))], true
}

// nextMerge is an organization that has not been merged; false when enough have.
func (w *World) nextMerge() (string, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.merged == merges {
		return "", false
	}
	w.merged++
	return organizationID(organizations - w.merged), true
}

// marker is a word that nobody has said before.
func (w *World) marker() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.markers++
	return fmt.Sprintf("zq%05dx", w.markers)
}

func organizationID(n int) string { return fmt.Sprintf("org-%02d", n) }
func contactID(n int) string      { return fmt.Sprintf("con-%d", n) }
func customerID(grantee string, n int) string {
	return fmt.Sprintf("%s-%02d", grantee, n)
}
