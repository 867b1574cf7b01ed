// Command smallest links what every API function links, for the measurement of sizes.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/run"
	"github.com/referral-tool/referrals/shared/secret/awssecret"
)

func main() {
	run.Function("smallest", func(env *run.Env, log *slog.Logger) (api.Lambda, error) {
		cfg := env.AWS()
		client := dynamodb.NewFromConfig(cfg)
		cursors := api.NewCursors(awssecret.Source(cfg, env.Text("SECRET_ARN")))
		return api.New(api.Options{Log: log}, api.Route{Key: "GET /", Handle: func(ctx context.Context, r *api.Request) (*api.Response, error) {
			tables, err := client.ListTables(ctx, &dynamodb.ListTablesInput{})
			if err != nil {
				return nil, err
			}
			cursor, err := cursors.Seal(ctx, r.CursorScope(), []byte("x"))
			return api.List(tables.TableNames, cursor), err
		}}).Serve, nil
	})
}
