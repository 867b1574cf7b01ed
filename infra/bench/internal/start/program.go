package start

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/referral-tool/referrals/infra/build"
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
	folders := make([]string, len(programs))
	for i, p := range programs {
		folders[i] = p.folder
	}
	if err := build.Programs(ctx, root, native, folders); err != nil {
		return err
	}
	if err := build.Programs(ctx, root, deployed, folders, "GOOS=linux", "GOARCH=arm64"); err != nil {
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
