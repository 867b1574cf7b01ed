package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// sums are the SHA-256 of files by their names.
type sums map[string]string

func readSums() (sums, error) {
	text, err := files.ReadFile("SHA256SUMS")
	if err != nil {
		return nil, err
	}
	found := sums{}
	for line := range bytes.Lines(text) {
		sum, name, ok := strings.Cut(strings.TrimSpace(string(line)), "  ")
		if !ok {
			return nil, fmt.Errorf("SHA256SUMS has no name in %q", line)
		}
		found[name] = sum
	}
	return found, nil
}

// check is an error unless the folder holds these files, as they were, and no other: what lies in it is run.
func (s sums) check(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		if got := hex.EncodeToString(sum[:]); got != s[entry.Name()] {
			return fmt.Errorf("%s has checksum %s, not the pinned %q", entry.Name(), got, s[entry.Name()])
		}
	}
	if len(entries) != len(s) {
		return fmt.Errorf("%s holds %d of %d files", dir, len(entries), len(s))
	}
	return nil
}
