package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCopySome(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "testdata", "fuzz", "FuzzIt")
	for n := range 30 {
		write(t, filepath.Join(from, fmt.Sprintf("input%02d", n)), 100*(n+1))
	}
	write(t, filepath.Join(from, "huge"), largest+1)
	for range 2 { // a second time keeps what is kept
		if err := copySome(from, to, 10); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadDir(to)
	if err != nil || len(kept) != 10 || kept[0].Name() != "input00" || kept[9].Name() != "input27" {
		t.Errorf("kept are %v, %v", kept, err)
	}
	if err := copySome(filepath.Join(from, "nothing"), filepath.Join(from, "none"), 10); err != nil {
		t.Errorf("a target that found nothing new: %v", err)
	}
	if _, err := os.Stat(filepath.Join(from, "none")); !os.IsNotExist(err) {
		t.Error("a folder was made for nothing")
	}
}

func write(t *testing.T, name string, size int) {
	t.Helper()
	if err := os.WriteFile(name, []byte(strings.Repeat("x", size)), 0o644); err != nil {
		t.Fatal(err)
	}
}
