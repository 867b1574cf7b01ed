package scale

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"
)

// batch is how many items BatchWriteItem takes.
const batch = 25

// bulk writes many items as fast as the engine takes them.
type bulk struct {
	client  *dynamodb.Client
	table   string
	group   *errgroup.Group
	ctx     context.Context
	waiting []types.WriteRequest
}

// newBulk writes by so many at once; wait ends it.
func newBulk(ctx context.Context, client *dynamodb.Client, table string, writers int) *bulk {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	return &bulk{client: client, table: table, group: group, ctx: ctx}
}

// put writes an item soon; it waits while all writers are at work.
func (b *bulk) put(it item) {
	b.waiting = append(b.waiting, types.WriteRequest{PutRequest: &types.PutRequest{Item: it}})
	if len(b.waiting) == batch {
		b.flush()
	}
}

func (b *bulk) flush() {
	requests := b.waiting
	b.waiting = nil
	if len(requests) == 0 {
		return
	}
	b.group.Go(func() error {
		out, err := b.client.BatchWriteItem(b.ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{b.table: requests}})
		if err == nil && len(out.UnprocessedItems) > 0 {
			err = errors.New("the engine left items of a batch unwritten")
		}
		return err
	})
}

// wait returns when all is written.
func (b *bulk) wait() error {
	b.flush()
	if err := b.group.Wait(); err != nil {
		return fmt.Errorf("loading: %w", err)
	}
	return nil
}

// pace tells how a load gets on, every ten seconds.
type pace struct {
	what  string
	of    int
	tell  func(string)
	began time.Time
	last  time.Time
}

func newPace(what string, of int, tell func(string)) *pace {
	return &pace{what: what, of: of, tell: tell, began: time.Now(), last: time.Now()}
}

func (p *pace) at(done int) {
	const every = 10 * time.Second
	if time.Since(p.last) < every {
		return
	}
	p.last = time.Now()
	p.tell(fmt.Sprintf("%s: %d of %d, %.0f a second", p.what, done, p.of, float64(done)/time.Since(p.began).Seconds()))
}
