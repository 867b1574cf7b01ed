package engine

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

func TestCheck(t *testing.T) {
	if err := check([]byte("another program"), builds["linux-x64"]); err == nil {
		t.Error("a tarball of another checksum was taken")
	}
}

func TestUnpack(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "program")
		if err := unpack(tarball(t, "package/"+binaryName()), path); err != nil {
			t.Fatal(err)
		}
		stat, err := os.Stat(path)
		if err != nil || stat.Mode()&0o100 == 0 {
			t.Errorf("Stat = %v, %v, want an executable", stat, err)
		}
	})

	t.Run("ErrNoProgramInside", func(t *testing.T) {
		if err := unpack(tarball(t, "package/README.md"), filepath.Join(t.TempDir(), "program")); err == nil {
			t.Error("a package without the program gave no error")
		}
	})
}

func TestPublish(t *testing.T) {
	t.Run("TheFirstWins", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "engine")
		for range 2 {
			unpacked := t.TempDir()
			if err := os.WriteFile(filepath.Join(unpacked, binaryName()), nil, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := publish(unpacked, dir); err != nil {
				t.Error(err)
			}
		}
	})
}

func tarball(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	files := tar.NewWriter(zipped)
	if err := files.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: 2}); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Write([]byte("hi")); err != nil {
		t.Fatal(err)
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
