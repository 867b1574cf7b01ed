// Package frontend builds the portal's pages, which the portal's function embeds.
package frontend

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// errNoNode tells what to do where there is no Node.
var errNoNode = errors.New("its pages are not built, and there is no npm to build them with: install Node.js 20.19 or later")

// builtFrom, in the folder that is built into, holds the sum of the sources.
const builtFrom = ".built-from"

// contract is what the types of the API's calls are generated from, beside the folder of functions.
const contract = "../../infra/openapi.yaml"

// Build builds folder/ui into folder/dist if the sources or the contract have changed since the last time. It says so,
// because it takes a while.
func Build(ctx context.Context, folder string, progress func(string)) error {
	sources, dist := filepath.Join(folder, "ui"), filepath.Join(folder, "dist")
	sum, err := sumOf(sources, filepath.Join(folder, contract))
	if err != nil {
		return fmt.Errorf("its sources: %w", err)
	}
	if built, err := os.ReadFile(filepath.Join(dist, builtFrom)); err == nil && string(built) == sum {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return errNoNode
	}
	progress("Building the portal's pages")
	if err := npm(ctx, sources, "ci", "--no-audit", "--no-fund"); err != nil {
		return err
	}
	if err := npm(ctx, sources, "run", "build"); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, builtFrom), []byte(sum), 0o644)
}

func npm(ctx context.Context, folder string, args ...string) error {
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir = folder
	// Killed, npm would leave behind what it has started.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm %s: %w\n%s", args[0], err, out)
	}
	return nil
}
