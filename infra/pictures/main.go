// Command pictures makes the README's pictures: it runs the system in memory, sends the guide's referral, and takes
// screenshots of what a person then sees. It needs Chromium on PATH.
//
//	go run ./infra/pictures
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// folder is where the README looks for its pictures.
const folder = "infra/pictures"

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	running, err := system.Start(ctx, system.Options{Seed: system.SeedDemo, Progress: func(step string) { fmt.Println(step) }})
	if err != nil {
		return err
	}
	defer running.Close()
	mail, link, err := refer(ctx, running)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		name          string
		url           string
		width, height int
	}{
		{"partner-page", link, 412, 1500},
		{"mailbox", running.URL + "/_local/mailbox", 900, 270},
		{"mail", running.URL + "/_local/mail/" + mail, 900, 900},
	} {
		if err := screenshot(ctx, browser, p.url, filepath.Join(folder, p.name+".png"), p.width, p.height); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func findBrowser() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium on PATH (Debian: apt-get install chromium)")
}

func screenshot(ctx context.Context, browser, url, file string, width, height int) error {
	profile, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(profile)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+profile, "--screenshot="+file, fmt.Sprintf("--window-size=%d,%d", width, height), url).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Println(file)
	return nil
}
