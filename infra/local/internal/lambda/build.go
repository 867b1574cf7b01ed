package lambda

import (
	"context"
	"fmt"

	"github.com/referral-tool/referrals/infra/build"
	"github.com/referral-tool/referrals/infra/template"
)

// Build makes the functions' programs, each named like its function, in the folder bin: as the deployed ones are made,
// for this machine. root is the folder that CodeURI is relative to.
func Build(ctx context.Context, root, bin string, functions []template.Function) error {
	folders := make([]string, len(functions))
	for i, function := range functions {
		folders[i] = function.CodeURI
	}
	if err := build.Programs(ctx, root, bin, folders); err != nil {
		return fmt.Errorf("the functions: %w", err)
	}
	return nil
}
