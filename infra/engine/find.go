package engine

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Version is the one release of dynoxide that everything here was measured with.
const Version = "1.2.1"

// Find gives the path of dynoxide: the one on PATH if it is of Version, else the one in the user's cache folder,
// which it fetches from npm the first time. It tells progress in words before anything that takes time.
func Find(ctx context.Context, progress func(string)) (string, error) {
	if path, err := exec.LookPath("dynoxide"); err == nil && isVersion(ctx, path) {
		return path, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place for the DynamoDB engine: %w", err)
	}
	dir := filepath.Join(cache, "referrals", "dynoxide-"+Version+"-"+platform())
	path := filepath.Join(dir, binaryName())
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if builds[platform()] != "" {
		progress("fetching the DynamoDB engine (dynoxide " + Version + ", once)")
	}
	if err := fetch(ctx, dir); err != nil {
		return "", fmt.Errorf("%w\n%s", err, advice(platform()))
	}
	return path, nil
}

// advice ends every error of a missing engine: what a person can do about it on their platform.
func advice(platform string) string {
	const endpoint = "set DYNAMODB_ENDPOINT to a DynamoDB-compatible endpoint."
	integrity, published := builds[platform]
	switch {
	case integrity != "":
		return "To get one: install Node.js 20 or later (its npm fetches the engine), or put dynoxide " + Version +
			" on PATH, or " + endpoint
	case published:
		return "To get one: run `npm pack " + packageName(platform) + "`, unpack what it leaves and put its " +
			"package folder on PATH, if you trust it unchecked; or " + endpoint
	}
	return "There is no build of dynoxide for " + platform + ": put one of your own, of version " + Version +
		", on PATH, or " + endpoint
}

func isVersion(ctx context.Context, path string) bool {
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	return err == nil && strings.TrimSpace(string(out)) == "dynoxide "+Version
}

// platform is the name that npm packages give this machine.
func platform() string { return platformOf(runtime.GOOS, runtime.GOARCH) }

func platformOf(system, arch string) string {
	if system == "windows" {
		system = "win32"
	}
	if arch == "amd64" {
		arch = "x64"
	}
	return system + "-" + arch
}

// packageName is what npm calls the package of a platform.
func packageName(platform string) string { return "@dynoxide/" + platform + "@" + Version }

func binaryName() string {
	if runtime.GOOS == "windows" {
		return "dynoxide.exe"
	}
	return "dynoxide"
}
