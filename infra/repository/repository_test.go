package repository_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/referral-tool/referrals/infra/repository"
)

func TestRoot(t *testing.T) {
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "template.yaml")); err != nil {
		t.Error(err)
	}
	t.Chdir(t.TempDir())
	if root, err := repository.Root(); err == nil {
		t.Errorf("outside of the repository it finds %s", root)
	}
}
