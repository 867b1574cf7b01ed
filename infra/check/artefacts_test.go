package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/infra/build"
)

// compile builds a program of nothing for a machine.
func compile(t *testing.T, output, arch string, flags ...string) {
	t.Helper()
	source := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.test/nothing\n\ngo 1.26\n", "main.go": "package main\n\nfunc main() {}\n"} {
		if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"build", "-o", output}, flags...)...)
	cmd.Dir = source
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch, "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// built are the artefacts of the sound system, and what its local run has run, in that order.
func built(t *testing.T, p *project) (artefacts, local string) {
	t.Helper()
	artefacts, local = t.TempDir(), t.TempDir()
	program := filepath.Join(t.TempDir(), "program")
	compile(t, program+"-arm64", "arm64", build.Flags()...)
	compile(t, program+"-amd64", "amd64", build.Flags()...)
	for _, f := range p.template.Functions {
		if err := os.Mkdir(filepath.Join(artefacts, f.LogicalID), 0o700); err != nil {
			t.Fatal(err)
		}
		link(t, program+"-arm64", filepath.Join(artefacts, f.LogicalID, "bootstrap"))
		link(t, program+"-amd64", filepath.Join(local, f.Name))
	}
	return artefacts, local
}

// without are the flags of the build but for one.
func without(flag string) []string {
	return slices.DeleteFunc(build.Flags(), func(f string) bool { return strings.HasPrefix(f, flag) })
}

func link(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Symlink(from, to); err != nil {
		t.Fatal(err)
	}
}

// TestArtefacts: what differs but in the machine is told, and what is missing.
func TestArtefacts(t *testing.T) {
	p, err := readProject("testdata/sound", excuses())
	if err != nil {
		t.Fatal(err)
	}
	artefacts, local := built(t, p)
	if wrong := p.checkArtefacts(artefacts, local); len(wrong) > 0 {
		t.Errorf("of equal programs it says %q", wrong)
	}
	mail := filepath.Join(artefacts, "MailSend", "bootstrap")
	for name, test := range map[string]struct {
		arch  string
		flags []string
		want  string
	}{
		"ForAnotherMachine": {"amd64", build.Flags(), "artefact MailSend: is for EM_X86_64, want arm64"},
		"WithSymbols":       {"arm64", without("-ldflags"), "artefact MailSend: one of both holds symbols"},
		"WithoutTags":       {"arm64", without("-tags"), "artefact MailSend: setting -tags is missing"},
		"WithPaths":         {"arm64", without("-trimpath"), "artefact MailSend: setting -ldflags"},
	} {
		t.Run(name, func(t *testing.T) {
			_ = os.Remove(mail)
			compile(t, mail, test.arch, test.flags...)
			wantTold(t, p.checkArtefacts(artefacts, local), test.want)
		})
	}
	t.Run("Missing", func(t *testing.T) {
		_ = os.Remove(mail)
		wantTold(t, p.checkArtefacts(artefacts, local), "artefact MailSend: ")
	})
	t.Run("NotRun", func(t *testing.T) {
		wantTold(t, p.checkArtefacts(artefacts, t.TempDir()), "the local run has not been started")
	})
	t.Run("Stray", func(t *testing.T) {
		if err := os.Mkdir(filepath.Join(artefacts, "Letters"), 0o700); err != nil {
			t.Fatal(err)
		}
		wantTold(t, p.checkArtefacts(artefacts, local), "artefact Letters is of no function")
	})
}

func wantTold(t *testing.T, told []string, want string) {
	t.Helper()
	if !slices.ContainsFunc(told, func(problem string) bool { return strings.Contains(problem, want) }) {
		t.Errorf("told %q, want %q among it", told, want)
	}
}
