package scale

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"github.com/referral-tool/referrals/shared/program"
)

// perCustomer is how many referrals each customer of a crowd has.
const perCustomer = 10

// crowd is a number of referrals that await their answers, with the customers whom they are about. Of the referrals only
// what a sweep reads is made, of the customers only what the dashboard reads.
type crowd struct {
	table   string
	program *program.Program
	sent    time.Time // when the first was; the others follow by the second
	out     *export

	mu      sync.Mutex
	figures *types.Update
	made    int // customers
}

// make makes so many referrals, on all cores.
func (c *crowd) make(ctx context.Context, referrals int, tell func(string)) error {
	pace := newPace("Referrals made", referrals, tell)
	customers := (referrals + perCustomer - 1) / perCustomer
	workers, ctx := errgroup.WithContext(ctx)
	for range runtime.NumCPU() {
		workers.Go(func() error {
			m := newMaker(c)
			for ctx.Err() == nil {
				n, more := c.next(customers)
				if !more {
					return nil
				}
				if err := m.customer(ctx, n, min(perCustomer, referrals-n*perCustomer)); err != nil {
					return err
				}
				pace.at(n * perCustomer)
			}
			return ctx.Err()
		})
	}
	return workers.Wait()
}

// next hands out the customers, one by one.
func (c *crowd) next(of int) (n int, more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made++
	return c.made - 1, c.made <= of
}

func (c *crowd) add(figures *types.Update) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.figures = sum(c.figures, figures)
}

// writeFigures writes the figures, which all customers have raised together.
func (c *crowd) writeFigures(ctx context.Context, client *dynamodb.Client) error {
	_, err := client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: aws.String(c.table), Key: c.figures.Key, UpdateExpression: c.figures.UpdateExpression,
		ExpressionAttributeNames: c.figures.ExpressionAttributeNames, ExpressionAttributeValues: c.figures.ExpressionAttributeValues,
	})
	return err
}

// sum adds what two updates of the same form add to numbers.
func sum(a, b *types.Update) *types.Update {
	if a == nil {
		return b
	}
	total := *a
	total.ExpressionAttributeValues = item{}
	for name, value := range a.ExpressionAttributeValues {
		total.ExpressionAttributeValues[name] = &types.AttributeValueMemberN{
			Value: strconv.Itoa(numberOf(value) + numberOf(b.ExpressionAttributeValues[name])),
		}
	}
	return &total
}

func numberOf(v types.AttributeValue) int {
	n, _ := v.(*types.AttributeValueMemberN)
	if n == nil {
		return 0
	}
	number, _ := strconv.Atoi(n.Value) // DynamoDB holds numbers only
	return number
}
