package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/report"
	"github.com/referral-tool/referrals/infra/bench/internal/scene"
	"github.com/referral-tool/referrals/infra/local/system"
)

// patience is far above what all journeys take on a busy machine.
const patience = 10 * time.Minute

// journey is one referral from the request to the count of its answer.
type journey struct {
	name    string // of the customer and of the contact
	mailed  chan mailed
	counted chan time.Time
}

type mailed struct {
	at   time.Time
	link string
}

func newJourney(n int) *journey {
	return &journey{name: fmt.Sprintf("flow-%04d", n), mailed: make(chan mailed, 1), counted: make(chan time.Time, 1)}
}

// walked is what journeys took.
type walked struct {
	mu                  sync.Mutex
	create, mail, count report.Sample // the call; from its start to the mail; from the answer's start to its count
	took                time.Duration // for all of them
}

// course is a system with all that journeys need, watched where they can be seen to get on.
type course struct {
	staff, partner *scene.Caller
	byAddress      map[string]*journey
	byCustomer     map[string]*journey
	recorder       *recorder
}

func newCourse(s *scene.System, all []*journey) (*course, error) {
	staff, err := s.As("case-manager")
	if err != nil {
		return nil, err
	}
	partner, err := s.As("")
	if err != nil {
		return nil, err
	}
	c := &course{staff: staff, partner: partner, byAddress: map[string]*journey{}, byCustomer: map[string]*journey{}, recorder: &recorder{}}
	for _, j := range all {
		c.byAddress[scene.Address(j.name)], c.byCustomer[j.name] = j, j
	}
	s.Mailbox.SetHooks(system.Hooks{After: c.seeMail})
	s.Proxy.SetFault(c.seeRequest)
	return c, nil
}

// seeMail notes when the mail to a partner is in the mailbox.
func (c *course) seeMail(m system.Mail) error {
	if j := c.byAddress[m.To]; j != nil && m.Kind == "referral-sent" {
		j.mailed <- mailed{time.Now(), scene.LinkIn(m.Text)}
	}
	return nil
}

// seeRequest records what DynamoDB has answered, and notes when a tally has counted an answer: then the customer's
// standing is written with the row of those who were answered.
func (c *course) seeRequest(call system.Call) system.Action {
	if call.Status == 0 {
		return system.Action{}
	}
	now := time.Now()
	c.recorder.note(call)
	counts := call.Status == http.StatusOK && call.Function == "dashboard-tally" && call.Operation == "TransactWriteItems"
	if !counts || !bytes.Contains(call.Body, []byte(`{"S":"answered"}`)) {
		return system.Action{}
	}
	if customer := customerKey.FindSubmatch(call.Body); customer != nil {
		if j := c.byCustomer[string(customer[1])]; j != nil {
			select {
			case j.counted <- now:
			default: // a later tally of the same
			}
		}
	}
	return system.Action{}
}

// walk walks journeys by so many clients at once.
func (c *course) walk(ctx context.Context, clients int, all []*journey) (*walked, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	result := &walked{}
	waiting := make(chan *journey, len(all))
	for _, j := range all {
		waiting <- j
	}
	close(waiting)
	errs := make([]error, clients)
	var running sync.WaitGroup
	began := time.Now()
	for client := range clients {
		running.Go(func() {
			for j := range waiting {
				if err := c.one(ctx, j, result); err != nil {
					errs[client] = fmt.Errorf("%s: %w", j.name, err)
					return
				}
			}
		})
	}
	running.Wait()
	result.took = time.Since(began)
	return result, errors.Join(errs...)
}

func (c *course) one(ctx context.Context, j *journey, result *walked) error {
	referred := time.Now()
	made, err := c.staff.Call(ctx, http.MethodPost, "/v1/referrals", fmt.Sprintf(
		`{"customerId":%q,"organizationId":%q,"contactId":%q,"services":["transportation","legal-aid"]}`, j.name, scene.Organization, j.name))
	if err != nil {
		return err
	}
	arrived, err := wait(ctx, j.mailed)
	if err != nil {
		return fmt.Errorf("waiting for the mail: %w", err)
	}
	answered := time.Now()
	if _, err := c.partner.Call(ctx, http.MethodPost, arrived.link, `{"decision":"accepted","name":"Maria Lopez"}`); err != nil {
		return err
	}
	counted, err := wait(ctx, j.counted)
	if err != nil {
		return fmt.Errorf("waiting for the count: %w", err)
	}
	result.mu.Lock()
	defer result.mu.Unlock()
	result.create = append(result.create, made.Took)
	result.mail = append(result.mail, arrived.at.Sub(referred))
	result.count = append(result.count, counted.Sub(answered))
	return nil
}

func wait[T any](ctx context.Context, seen <-chan T) (T, error) {
	select {
	case v := <-seen:
		return v, nil
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
