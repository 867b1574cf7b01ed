package page_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/page"
)

// The style asks for fonts that are there, and for all that are; a font that changes takes another name, because
// browsers keep it for good.
func TestFonts(t *testing.T) {
	asked := map[string]bool{}
	for _, found := range regexp.MustCompile(`url\(/fonts/([^)]+)\)`).FindAllStringSubmatch(render(t, input(), page.Draft{}), -1) {
		asked[found[1]] = true
	}
	files, err := filepath.Glob("fonts/*.woff2")
	if err != nil || len(files) != len(asked) {
		t.Errorf("the style asks for %v, and there are %v (%v)", asked, files, err)
	}
	for name := range asked {
		font, known := page.Font(name)
		if !known {
			t.Errorf("there is no %s", name)
		}
		if hash := fmt.Sprintf(".%x.", sha256.Sum256(font))[:9]; !strings.Contains(name, hash) {
			t.Errorf("%s has changed: its name should hold %s", name, hash)
		}
	}
}

func TestFont_OfAnotherName(t *testing.T) {
	if _, err := os.Stat("fonts/OFL.txt"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"OFL.txt", "../templates/style.css", "", "."} {
		if _, known := page.Font(name); known {
			t.Errorf("%q is handed out", name)
		}
	}
}
