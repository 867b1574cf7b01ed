package engine

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"
)

func TestBuilds(t *testing.T) {
	t.Run("AreNamedAsNpmNamesPlatforms", func(t *testing.T) {
		named := map[string]bool{}
		for _, machine := range [][2]string{
			{"darwin", "arm64"}, {"darwin", "amd64"}, {"linux", "arm64"}, {"linux", "amd64"}, {"windows", "amd64"},
		} {
			named[platformOf(machine[0], machine[1])] = true
		}
		for platform := range builds {
			if !named[platform] {
				t.Errorf("no machine is called %s", platform)
			}
		}
		if len(named) != len(builds) {
			t.Errorf("%d platforms, %d builds", len(named), len(builds))
		}
	})

	t.Run("ChecksumsAreWhole", func(t *testing.T) {
		pinned := 0
		for platform, integrity := range builds {
			if integrity == "" {
				continue
			}
			pinned++
			text, is := strings.CutPrefix(integrity, "sha512-")
			sum, err := base64.StdEncoding.DecodeString(text)
			if !is || err != nil || len(sum) != sha512.Size {
				t.Errorf("%s: %q is no SHA-512", platform, integrity)
			}
		}
		if pinned == 0 {
			t.Error("nothing can be fetched")
		}
	})
}

func TestAdvice(t *testing.T) {
	for name, c := range map[string]struct{ platform, says, not string }{
		"Fetched":   {"linux-x64", "install Node.js", "npm pack"},
		"Unchecked": {"darwin-arm64", "npm pack @dynoxide/darwin-arm64@" + Version, "install Node.js"},
		"NoBuild":   {"freebsd-x64", "There is no build of dynoxide for freebsd-x64", "npm"},
	} {
		t.Run(name, func(t *testing.T) {
			got := advice(c.platform)
			if !strings.Contains(got, c.says) || strings.Contains(got, c.not) || !strings.Contains(got, "DYNAMODB_ENDPOINT") {
				t.Errorf("%s", got)
			}
		})
	}
}
