// Package repository finds the repository that commands and tests run in.
package repository

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Root finds the repository that the working directory is in.
func Root() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		_, err := os.Stat(filepath.Join(folder, "go.mod"))
		if err == nil {
			return folder, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if filepath.Dir(folder) == folder {
			return "", errors.New("this is not inside the repository: there is no go.mod here or above")
		}
		folder = filepath.Dir(folder)
	}
}
