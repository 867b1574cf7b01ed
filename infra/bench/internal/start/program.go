package start

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// The flags that the deployed programs are built with; samconfig.toml and .ci/run say them too.
const (
	buildTags   = "lambda.norpc"
	linkerFlags = "-s -w"
)

// program is a Lambda to be measured.
type program struct {
	name    string
	folder  string   // of its main, from the repository's root
	against *program // the yardstick with the same SDK clients
	event   []byte
	env     map[string]string

	native string // path of the program for this machine
	size   int64  // of the one for Lambda's arm64, in bytes
	zipped int64  // of what is deployed
}

// buildPrograms builds all programs for this machine, and for arm64, which is what is deployed and weighed.
func buildPrograms(ctx context.Context, root, bin string, programs []*program) error {
	native, deployed := filepath.Join(bin, "native"), filepath.Join(bin, "arm64")
	if err := build(ctx, root, native, programs); err != nil {
		return err
	}
	if err := build(ctx, root, deployed, programs, "GOOS=linux", "GOARCH=arm64"); err != nil {
		return err
	}
	for _, p := range programs {
		name := path.Base(p.folder)
		p.native = filepath.Join(native, name)
		var err error
		if p.size, p.zipped, err = weigh(filepath.Join(deployed, name)); err != nil {
			return err
		}
	}
	return nil
}

func build(ctx context.Context, root, bin string, programs []*program, environment ...string) error {
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return err
	}
	args := []string{"build", "-tags", buildTags, "-trimpath", "-ldflags", linkerFlags, "-o", bin + string(filepath.Separator)}
	for _, p := range programs {
		args = append(args, "./"+strings.TrimSuffix(p.folder, "/"))
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS="), environment...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building: %w\n%s", err, out)
	}
	return nil
}

// weigh gives the size of a program, and of the zip that Lambda loads.
func weigh(name string) (size, zipped int64, err error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	var packed counter
	archive := zip.NewWriter(&packed)
	into, err := archive.Create("bootstrap")
	if err != nil {
		return 0, 0, err
	}
	if size, err = io.Copy(into, file); err != nil {
		return 0, 0, err
	}
	err = archive.Close()
	return size, int64(packed), err
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
