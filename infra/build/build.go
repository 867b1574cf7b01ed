// Package build builds programs as the deployed ones are built, for the local run, the benchmarks and the checks.
// infra/check verifies that .ci/run, samconfig.toml and README.md tell sam the same.
package build

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Tags leave out Lambda's old protocol, which runs over net/rpc.
const Tags = "lambda.norpc"

// Flags are those of the go command, each as GOFLAGS takes it. They make small programs, without paths of this machine,
// debug tables and Lambda's old protocol.
func Flags() []string { return []string{"-tags=" + Tags, "-trimpath", "-ldflags=-s -w"} }

// Environment is what the go command must find in its environment: programs link no C library.
func Environment() []string { return []string{"CGO_ENABLED=0"} }

// Programs builds packages, named by their paths from the root of a module, into the folder bin, each named like its
// own folder; for this machine, unless more of the environment says otherwise. The go command leaves alone what is up
// to date, so only the first build takes long.
func Programs(ctx context.Context, root, bin string, packages []string, environment ...string) error {
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return fmt.Errorf("building: %w", err)
	}
	bin, err := filepath.Abs(bin)
	if err != nil {
		return fmt.Errorf("building: %w", err)
	}
	// The slash at the end makes the go command put several programs into the folder.
	args := append([]string{"build", "-o", bin + string(filepath.Separator)}, Flags()...)
	for _, name := range packages {
		args = append(args, "./"+filepath.ToSlash(filepath.Clean(name)))
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(append(append(os.Environ(), "GOFLAGS="), Environment()...), environment...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building: %w\n%s", err, out)
	}
	return nil
}
