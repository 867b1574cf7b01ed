package lambda

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// Build makes the functions' programs, each named like its function, in the folder bin: with the flags of the
// deployed ones, for this machine. root is the folder that CodeURI is relative to. The go command leaves alone what
// is up to date, so only the first build takes long.
func Build(ctx context.Context, root, bin string, functions []template.Function) error {
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return fmt.Errorf("building the functions: %w", err)
	}
	bin, err := filepath.Abs(bin)
	if err != nil {
		return fmt.Errorf("building the functions: %w", err)
	}
	// The slash at the end makes the go command put several programs into the folder.
	args := []string{"build", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w", "-o", bin + string(filepath.Separator)}
	for _, function := range functions {
		args = append(args, "./"+strings.TrimSuffix(function.CodeURI, "/"))
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the functions: %w\n%s", err, out)
	}
	return nil
}
