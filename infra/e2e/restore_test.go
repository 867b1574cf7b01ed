package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/repository"
)

// operate runs an operator's command of infra/.
func operate(t *testing.T, in []byte, name string, arguments ...string) []byte {
	t.Helper()
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"run", "./infra/" + name}, arguments...)...)
	var out, wrong bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = root, bytes.NewReader(in), &out, &wrong
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, wrong.Bytes())
	}
	return out.Bytes()
}

// TestRestore brings the table back as infra/RESTORE.md says: exported, imported into a new one that has no stream yet,
// counted, and taken into use with the secret of before. Figures and lists are the same, links are alive, nobody is
// mailed again, and work goes on.
func TestRestore(t *testing.T) {
	data := t.TempDir()
	s := start(t, system.Options{Data: data})
	p := settleIn(t, s, "restored", nil)
	sent := p.refer(t, s, "transportation")
	link := p.linkOf(t, s)
	name := s.Template.Table.Name
	before, rows := figures(t, s), read[list[object]](as(t, s, "case-manager").get("/v1/referrals").want(200)).Items
	items := operate(t, nil, "restore", "export", "-table", name, "-endpoint", s.Engine.Endpoint())
	s.Close()

	restored := t.TempDir()
	for _, kept := range []string{"secrets.json", "identity.pem"} {
		text, err := os.ReadFile(filepath.Join(data, kept))
		if err == nil {
			err = os.WriteFile(filepath.Join(restored, kept), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	importInto(t, filepath.Join(restored, "table"), s, items)

	s = start(t, system.Options{Data: restored})
	if after := figures(t, s); !reflect.DeepEqual(after, before) {
		t.Errorf("the figures were %v, are %v", before, after)
	}
	if got := read[list[object]](as(t, s, "case-manager").get("/v1/referrals").want(200)).Items; !reflect.DeepEqual(got, rows) {
		t.Errorf("the list was %v, is %v", rows, got)
	}
	if n := len(s.Mailbox.Mails("")); n != 0 {
		t.Errorf("%d mails were sent again", n)
	}
	anybody(t, s).post(link, answered("accepted"), asJSON...).want(200)
	if got := view(t, s, sent.ID); got.Status != "accepted" {
		t.Errorf("after an answer the referral is %s", got.Status)
	}
	settle(t, s)
	recounted := operate(t, nil, "recount", "-table", name, "-endpoint", s.Engine.Endpoint(), "-program", "ceja")
	if strings.Count(string(recounted), "all right") != 2 {
		t.Errorf("a recount says %s", recounted)
	}
}

// importInto makes the table in a new engine's file, imports the items, and switches its stream on.
func importInto(t *testing.T, folder string, s *system.System, items []byte) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(folder, 0o700))
	fresh, err := engine.Start(t.Context(), engine.Options{DBPath: filepath.Join(folder, "table.db")})
	must(err)
	defer fresh.Close()
	client := engine.Client(fresh.Endpoint())
	table := s.Template.Table.CreateTableInput()
	stream := table.StreamSpecification
	table.StreamSpecification = nil
	_, err = client.CreateTable(t.Context(), table)
	must(err)
	operate(t, items, "restore", "import", "-table", *table.TableName, "-endpoint", fresh.Endpoint())
	_, err = client.UpdateTable(t.Context(), &dynamodb.UpdateTableInput{TableName: table.TableName, StreamSpecification: stream})
	must(err)
}
