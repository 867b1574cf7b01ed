// Command pictures makes the README's pictures: it runs the system in memory, walks through it as people do, and takes
// a screenshot of what they see. It needs Node.js, as the portal does, and Chromium on PATH.
//
//	go run ./infra/pictures
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/operator"
)

// folder is where the README looks for its pictures, and where the walk stands that takes them.
const folder = "infra/pictures"

func main() { operator.Main("pictures", run) }

func run(ctx context.Context) error {
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	taken, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(taken)
	if err := take(ctx, browser, taken); err != nil {
		return err
	}
	pictures, err := filepath.Glob(filepath.Join(taken, "*.png"))
	if err != nil {
		return err
	}
	for _, picture := range pictures {
		if err := shrink(picture, filepath.Join(folder, filepath.Base(picture))); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(picture), err)
		}
	}
	return nil
}

// take walks through a running system and leaves the pictures in a folder.
func take(ctx context.Context, browser, into string) error {
	progress := func(step string) { fmt.Println(step) }
	running, err := system.Start(ctx, system.Options{Seed: system.SeedDemo, Portal: true, Progress: progress})
	if err != nil {
		return err
	}
	defer running.Close()
	walk := exec.CommandContext(ctx, "node", filepath.Join(folder, "walk.mjs"), running.URL, browser, into)
	walk.Stdout, walk.Stderr = os.Stdout, os.Stderr
	return walk.Run()
}

func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium on PATH (Debian: apt-get install chromium)")
}
