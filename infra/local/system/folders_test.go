package system

import (
	"os"
	"path/filepath"
	"testing"
)

// A crash may come between any two steps of a replacement.
func TestFoldersAreRepaired(t *testing.T) {
	for name, test := range map[string]struct {
		stands []string // folders, each with a file of its own name
		want   string   // whose file the table's folder must hold
	}{
		"FirstStart":            {nil, ""},
		"NothingToDo":           {[]string{tableFolder}, tableFolder},
		"WhileCopying":          {[]string{tableFolder, freshFolder}, tableFolder},
		"BetweenTheRenames":     {[]string{oldFolder, freshFolder}, freshFolder},
		"BeforeTheOldIsRemoved": {[]string{oldFolder, tableFolder}, tableFolder},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			for _, folder := range test.stands {
				if err := os.Mkdir(filepath.Join(data, folder), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(data, folder, folder), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := repairFolders(data); err != nil {
				t.Fatal(err)
			}
			if stands, err := exists(filepath.Join(data, tableFolder, test.want)); err != nil || stands != (test.want != "") {
				t.Errorf("the table's folder is not that of %q", test.want)
			}
			for _, folder := range []string{freshFolder, oldFolder} {
				if stands, err := exists(filepath.Join(data, folder)); err != nil || stands {
					t.Errorf("%s is left", folder)
				}
			}
		})
	}
}
