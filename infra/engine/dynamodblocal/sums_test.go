package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSums(t *testing.T) {
	hello := sums{"a.jar": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}
	for name, test := range map[string]struct {
		files map[string]string
		good  bool
	}{
		"OK":         {map[string]string{"a.jar": "hello"}, true},
		"ErrChanged": {map[string]string{"a.jar": "hello!"}, false},
		"ErrMissing": {nil, false},
		"ErrUnknown": {map[string]string{"a.jar": "hello", "b.jar": "hello"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, content := range test.files {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := hello.check(dir); (err == nil) != test.good {
				t.Errorf("check = %v", err)
			}
		})
	}
}

func TestReadSums(t *testing.T) {
	pinned, err := readSums()
	if err != nil {
		t.Fatal(err)
	}
	if pinned["DynamoDBLocal-2.6.1.jar"] == "" {
		t.Error("the engine itself is not pinned")
	}
}
