package functiontest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/referral-tool/referrals/infra/repository"
)

var update = flag.Bool("update", false, "write what is answered to the golden files")

// Golden holds a value, as JSON, against testdata/<function>/<name>.golden.json.
func Golden(t testing.TB, function, name string, value any) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	must(t, encoder.Encode(value))
	path := filepath.Join(root(t), "testdata", function, name+".golden.json")
	if *update {
		must(t, os.MkdirAll(filepath.Dir(path), 0o777))
		must(t, os.WriteFile(path, got.Bytes(), 0o666))
		return
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s:\n%s\nwant:\n%s\nIf it is right as it is: go test ./functions/%s -update", path, got.Bytes(), want, function)
	}
}

// Event reads events/<function>/<name>.json.
func Event[T any](t testing.TB, function, name string) T {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), "events", function, name+".json"))
	must(t, err)
	var event T
	must(t, json.Unmarshal(text, &event))
	return event
}

// root is the repository's folder.
func root(t testing.TB) string {
	t.Helper()
	root, err := repository.Root()
	must(t, err)
	return root
}
