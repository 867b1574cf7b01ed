package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// files are the pom that says what to fetch, its checksums, and the program that starts it.
//
//go:embed pom.xml SHA256SUMS Loopback.java
var files embed.FS

const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

// installed is the folder of the engine in the user's cache. Every start checks it: an unchecked file is not run.
func installed(ctx context.Context) (string, error) {
	sums, err := readSums()
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place for DynamoDB Local: %w", err)
	}
	dir := filepath.Join(cache, "referrals", "dynamodb-local")
	if sums.check(dir) == nil {
		return dir, nil
	}
	fmt.Fprintln(os.Stderr, "fetching DynamoDB Local (50 MB, once)")
	if err := fetch(ctx, dir); err != nil {
		return "", err
	}
	return dir, sums.check(dir)
}

// fetch lets Maven download, which honours the user's repository and proxy.
func fetch(ctx context.Context, dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "dynamodb-local-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.CopyFS(work, files); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "mvn", "--batch-mode", "--quiet", copyDependencies,
		"-DincludeScope=runtime", "-DoutputDirectory="+dir)
	cmd.Dir = work
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetching DynamoDB Local by Maven: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}
