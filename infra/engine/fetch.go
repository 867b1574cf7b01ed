package engine

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// builds are the platforms that dynoxide is published for, each with npm's checksum of the package of Version if we
// have seen that package ourselves, else "". Without a checksum nothing is fetched: an unchecked binary is not run.
var builds = map[string]string{
	"darwin-arm64": "",
	"darwin-x64":   "",
	"linux-arm64":  "",
	"linux-x64":    "sha512-sBHqlxJ9ANkLluFkYRfd5r8Y0ApFew4FhOrlhgRAgD4XzEoFOukEo1nuBTQ1+jTtofqwn4NWQ2k0Tn5mNTjgUg==",
	"win32-x64":    "",
}

// fetch puts the engine into dir. Many test processes may do so at once: each unpacks into a folder of its own, and
// the first to rename it wins.
func fetch(ctx context.Context, dir string) error {
	integrity := builds[platform()]
	if integrity == "" {
		return fmt.Errorf("no checksum of dynoxide %s for %s is pinned, so it is not fetched", Version, platform())
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("making the engine's folder: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), "fetch-")
	if err != nil {
		return fmt.Errorf("making the engine's folder: %w", err)
	}
	defer os.RemoveAll(work)

	tarball, err := pack(ctx, work)
	if err != nil {
		return err
	}
	if err := check(tarball, integrity); err != nil {
		return err
	}
	unpacked := filepath.Join(work, "unpacked")
	if err := os.Mkdir(unpacked, 0o755); err != nil {
		return err
	}
	if err := unpack(tarball, filepath.Join(unpacked, binaryName())); err != nil {
		return err
	}
	return publish(unpacked, dir)
}

// pack lets npm download the package, which honours the user's registry, proxy and credentials.
func pack(ctx context.Context, work string) ([]byte, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return nil, errors.New("npm is not installed")
	}
	name := packageName(platform())
	cmd := exec.CommandContext(ctx, npm, "pack", name, "--pack-destination", work, "--loglevel", "error")
	cmd.Dir = work
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm pack %s: %w: %s", name, err, bytes.TrimSpace(out))
	}
	files, err := filepath.Glob(filepath.Join(work, "*.tgz"))
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("npm pack %s left %d files", name, len(files))
	}
	return os.ReadFile(files[0])
}

func check(tarball []byte, integrity string) error {
	sum := sha512.Sum512(tarball)
	if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != integrity {
		return fmt.Errorf("dynoxide %s for %s has checksum %s, not the pinned %s", Version, platform(), got, integrity)
	}
	return nil
}

// unpack writes the one file that matters of the package to path.
func unpack(tarball []byte, path string) error {
	zipped, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return fmt.Errorf("unpacking dynoxide: %w", err)
	}
	for files := tar.NewReader(zipped); ; {
		header, err := files.Next()
		if err != nil {
			return fmt.Errorf("unpacking dynoxide: no %s in the package: %w", binaryName(), err)
		}
		if header.Name == "package/"+binaryName() {
			return writeProgram(path, files)
		}
	}
}

func writeProgram(path string, from io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
	if err != nil {
		return fmt.Errorf("unpacking dynoxide: %w", err)
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}

// publish renames the unpacked folder to dir. That dir is there already means that another process was faster.
func publish(unpacked, dir string) error {
	err := os.Rename(unpacked, dir)
	if err == nil {
		return nil
	}
	if _, statErr := os.Stat(filepath.Join(dir, binaryName())); statErr == nil {
		return nil
	}
	return fmt.Errorf("unpacking dynoxide: %w", err)
}
