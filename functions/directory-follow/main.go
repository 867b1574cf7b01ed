// Command directory-follow makes open referrals follow a change of the directory: the correction of a contact or an
// organization, or a merge of two organizations.
package main

import (
	"log/slog"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/run"
)

func main() { run.Function("directory-follow", build) }

func build(env *run.Env, log *slog.Logger) (following, error) {
	return follow{desk: desk.Open(env), log: log}.handle, nil
}
