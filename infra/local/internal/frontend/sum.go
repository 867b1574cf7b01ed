package frontend

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// notSources of the pages: what is installed, what the build makes, and what only tests them.
var notSources = map[string]bool{
	"node_modules":        true,
	"tests":               true,
	"src/api/schema.d.ts": true,
}

// sumOf is a sum of the names and contents of the sources, and of the other files.
func sumOf(sources string, others ...string) (string, error) {
	sum := sha256.New()
	add := func(name, path string) error {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(content))
		sum.Write(content)
		return nil
	}
	err := filepath.WalkDir(sources, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(sources, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case entry.IsDir() && notSources[name]:
			return fs.SkipDir
		case entry.IsDir() || notSources[name]:
			return nil
		}
		return add(name, path)
	})
	if err != nil {
		return "", err
	}
	for _, other := range others {
		if err := add(filepath.Base(other), other); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
