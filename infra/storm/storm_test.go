package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/local/system"
)

// TestStorm is three rounds of a fixed seed; "go run ./infra/storm -rounds 100" is the long version.
func TestStorm(t *testing.T) {
	lookAtSources(t)
	rounds, commands := "3", "120"
	if testing.Short() {
		rounds = "1"
	}
	var out strings.Builder
	if err := storm(context.Background(), []string{"-rounds", rounds, "-seed", "20261121", "-commands", commands}, &out); err != nil {
		t.Errorf("%v\n%s", err, &out)
	}
	t.Log("\n" + out.String())
}

func TestErrArguments(t *testing.T) {
	for _, wrong := range [][]string{{"-rounds", "0"}, {"-commands", "1001"}, {"-clients", "0"}, {"more"}} {
		if err := storm(t.Context(), wrong, nil); err == nil {
			t.Errorf("%v are taken", wrong)
		}
	}
}

// lookAtSources makes the sources of the functions count for the go command, which otherwise repeats the result of a test
// that reads none of them.
func lookAtSources(t *testing.T) {
	t.Helper()
	root, err := system.Root()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"functions", "shared", "infra"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
