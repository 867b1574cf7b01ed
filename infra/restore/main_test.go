package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/infra/engine/enginetest"
	"github.com/referral-tool/referrals/infra/template"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
	"github.com/referral-tool/referrals/shared/store/storetest"
)

const grantee = "lincoln-land"

// table is one with John Jones and Jane Doe, and a referral of his that was sent and accepted.
type table struct {
	*storetest.Table
	program *program.Program
	ids     atomic.Int64
}

func setUp(t *testing.T) *table {
	t.Helper()
	programs, err := program.Load()
	must(t, err)
	p, _ := programs.Get("ceja")
	s := &table{Table: storetest.New(t), program: p}
	for _, c := range []referral.Customer{
		{ID: "c01", FirstName: "John", LastName: "Jones", Grantee: grantee}, {ID: "c02", FirstName: "Jane", LastName: "Doe", Grantee: grantee},
	} {
		_, err := s.PutCustomer(t.Context(), s.command(), c)
		must(t, err)
	}
	_, err = s.PutOrganization(t.Context(), s.command(), referral.Organization{ID: "o1", Name: "Rides"})
	must(t, err)
	_, err = s.PutContact(t.Context(), s.command(), "o1", referral.Contact{ID: "k1", Name: "Dana Ruiz", Email: "dana@rides.test"})
	must(t, err)
	s.refer(t)
	_, err = s.Recount(t.Context(), p.Key, grantee, p.Standings())
	must(t, err)
	return s
}

func (s *table) newID() string { return fmt.Sprintf("01970000-0000-7000-8000-%012x", s.ids.Add(1)) }

func (s *table) command() referral.Command {
	at := referral.At(time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC))
	return referral.Command{ID: s.newID(), At: at, By: referral.Actor{Sub: "u1", Name: "Ada Admin"}, Rules: s.program.Rules()}
}

func (s *table) refer(t *testing.T) {
	t.Helper()
	cmd := s.command()
	_, err := s.Create(t.Context(), s.program.Key, store.PartyIDs{Customer: "c01", Organization: "o1", Contact: "k1"}, cmd.At, store.Idempotency{},
		func(parties referral.Parties) (referral.Change, error) {
			return referral.Create(cmd, s.newID(), parties, referral.Request{Services: []string{"transportation"}, Note: "A note of Jones."})
		}, func(store.Record) store.Reply { return store.Reply{} })
	must(t, err)
}

// empty is the name of a table as a restored one is: without a stream.
func empty(t *testing.T) string {
	t.Helper()
	described, err := template.ReadTable("../../template.yaml")
	must(t, err)
	input := described.CreateTableInput()
	input.TableName = aws.String(fmt.Sprintf("restored-%d-%d", os.Getpid(), made.Add(1)))
	input.StreamSpecification, input.DeletionProtectionEnabled = nil, aws.Bool(false)
	client := enginetest.Client(t)
	_, err = client.CreateTable(t.Context(), input)
	must(t, err)
	t.Cleanup(func() {
		_, err := client.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: input.TableName})
		must(t, err)
	})
	return *input.TableName
}

var made atomic.Int64

// perform runs the command on the test's engine.
func perform(t *testing.T, in string, arguments ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	unset := func(string) (string, bool) { return "", false }
	err := restore(t.Context(), append(arguments, "-endpoint", enginetest.Endpoint(t)), unset, strings.NewReader(in), &out)
	return out.String(), err
}

func mustRun(t *testing.T, in string, arguments ...string) string {
	t.Helper()
	out, err := perform(t, in, arguments...)
	must(t, err)
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// What is exported and imported is the same table: item by item, and by a recount.
func TestExportImport(t *testing.T) {
	s, target := setUp(t), empty(t)
	items := mustRun(t, "", "export", "-table", s.Name)
	if n := strings.Count(items, "\n"); n != s.Items(t) || n < 20 {
		t.Errorf("%d lines of %d items", n, s.Items(t))
	}
	mustRun(t, items, "import", "-table", target)
	if again := mustRun(t, "", "export", "-table", target); !reflect.DeepEqual(keyed(t, again), keyed(t, items)) {
		t.Error("what was imported is not what was exported")
	}
	restored := store.New(s.Client, target)
	recounted, err := restored.Recount(t.Context(), s.program.Key, grantee, s.program.Standings())
	if err != nil || !recounted.Right() || recounted.Customers != 2 {
		t.Errorf("a recount tells %+v, %v", recounted, err)
	}
	was, err := s.Figures(t.Context(), s.program.Key, grantee)
	must(t, err)
	is, err := restored.Figures(t.Context(), s.program.Key, grantee)
	if err != nil || !reflect.DeepEqual(is.Lists, was.Lists) || is.Referrals != 1 {
		t.Errorf("the figures are %+v, were %+v, %v", is, was, err)
	}
}

// keyed are the items of an export by their keys: neither a scan nor an item has an order.
func keyed(t *testing.T, items string) map[string]item {
	t.Helper()
	all := map[string]item{}
	for line := range strings.Lines(items) {
		it, err := attributevalue.UnmarshalMapJSON([]byte(line))
		must(t, err)
		var key struct{ PK, SK string }
		must(t, attributevalue.UnmarshalMap(it, &key))
		all[key.PK+" "+key.SK] = it
	}
	return all
}

// An import is news to a table with a stream, and would be mailed; one that holds something would be mixed up.
func TestImport_Refused(t *testing.T) {
	s, target := setUp(t), empty(t)
	items := mustRun(t, "", "export", "-table", s.Name)
	if out, err := perform(t, items, "import", "-table", s.Name); err == nil || !strings.Contains(err.Error(), "stream") {
		t.Errorf("a table with a stream: %s, %v", out, err)
	}
	mustRun(t, items, "import", "-table", target)
	if out, err := perform(t, items, "import", "-table", target); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a full table: %s, %v", out, err)
	}
	if _, err := perform(t, `{"PK":`, "import", "-table", empty(t)); err == nil {
		t.Error("half a line was imported")
	}
}

// Who was erased or held after the moment to which the table was brought back is so again, whatever was open then.
func TestRepeat(t *testing.T) {
	s, target := setUp(t), empty(t)
	items := mustRun(t, "", "export", "-table", s.Name)
	must(t, s.RepeatErasure(t.Context(), s.command(), "c01", s.newID, s.program.Standings()))
	_, err := s.HoldCustomer(t.Context(), s.command(), "c02", "Litigation.")
	must(t, err)

	mustRun(t, items, "import", "-table", target)
	if out := mustRun(t, "", "repeat", "-table", target, "-from", s.Name); out != "1 erased again, 1 held again, 0 not there\n" {
		t.Errorf("it says %s", out)
	}
	for line := range strings.Lines(mustRun(t, "", "export", "-table", target)) {
		if strings.Contains(strings.ToLower(line), "jones") {
			t.Errorf("the name stands in %s", line)
		}
	}
	restored := store.New(s.Client, target)
	jane, err := restored.HeldCustomer(t.Context(), s.program.Key, "c02")
	if err != nil || jane.Hold == nil || jane.Hold.Reason != "Litigation." {
		t.Errorf("Jane is %+v, %v", jane, err)
	}
	export, err := restored.Export(t.Context(), s.program.Key, "c01")
	must(t, err)
	if export.Erasure == nil || export.Erasure.By.Name != "Ada Admin" || export.Referrals[0].State.Status != referral.Canceled {
		t.Errorf("John is %+v", export)
	}
	if out := mustRun(t, "", "repeat", "-table", target, "-from", s.Name); out != "0 erased again, 0 held again, 0 not there\n" {
		t.Errorf("the second time it says %s", out)
	}
	if out := mustRun(t, "", "repeat", "-table", empty(t), "-from", s.Name); out != "0 erased again, 0 held again, 2 not there\n" {
		t.Errorf("of an empty table it says %s", out)
	}
}

// An erasure that was at work at the moment of the restore is completed: the referral still tells who it was about.
func TestRepeat_ErasureUnderWay(t *testing.T) {
	s, target := setUp(t), empty(t)
	ctx, cutOff := context.WithCancel(t.Context())
	atTheReferral := func() string {
		cutOff()
		return s.newID()
	}
	if err := s.RepeatErasure(ctx, s.command(), "c01", atTheReferral, s.program.Standings()); err == nil {
		t.Fatal("the erasure was not cut off")
	}
	items := mustRun(t, "", "export", "-table", s.Name)
	if !strings.Contains(items, "Jones") {
		t.Fatal("nothing is left to be erased")
	}
	mustRun(t, items, "import", "-table", target)
	if out := mustRun(t, "", "repeat", "-table", target, "-from", s.Name); out != "1 erased again, 0 held again, 0 not there\n" {
		t.Errorf("it says %s", out)
	}
	if again := mustRun(t, "", "export", "-table", target); strings.Contains(strings.ToLower(again), "jones") {
		t.Error("the name stands in the table")
	}
}

// A hold that comes too late is told, and the others have their turn.
func TestRepeat_HeldWhoIsErased(t *testing.T) {
	s, target := setUp(t), empty(t)
	items := mustRun(t, "", "export", "-table", s.Name)
	for _, id := range []string{"c01", "c02"} {
		_, err := s.HoldCustomer(t.Context(), s.command(), id, "Litigation.")
		must(t, err)
	}
	mustRun(t, items, "import", "-table", target)
	restored := store.New(s.Client, target)
	must(t, restored.RepeatErasure(t.Context(), s.command(), "c01", s.newID, s.program.Standings()))
	out, err := perform(t, "", "repeat", "-table", target, "-from", s.Name)
	if err == nil || !strings.Contains(err.Error(), "customer c01") || out != "0 erased again, 1 held again, 0 not there\n" {
		t.Errorf("it says %s, %v", out, err)
	}
}

// The stack's table is the one of the whole template, but for what a table that was brought back has not: no stream.
func TestStack(t *testing.T) {
	const whole = "../../template.yaml"
	var out bytes.Buffer
	must(t, writeStack(whole, &out))
	file := filepath.Join(t.TempDir(), "table.json")
	must(t, os.WriteFile(file, out.Bytes(), 0o600))
	want, err := template.ReadTable(whole)
	must(t, err)
	alone, err := template.ReadResources(file, nil)
	must(t, err)
	if len(alone) != 1 || alone[0].LogicalID != want.LogicalID || alone[0].DeletionPolicy != "Retain" || alone[0].UpdateReplacePolicy != "Retain" {
		t.Fatalf("the stack holds %+v", alone)
	}
	later := []string{"DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "StreamSpecification", "TimeToLiveSpecification"}
	for name, property := range want.Properties {
		if slices.Contains(later, name) {
			property = nil
		}
		if got := alone[0].Properties[name]; !reflect.DeepEqual(got, property) {
			t.Errorf("%s is %v, want %v", name, got, property)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, arguments := range [][]string{
		{}, {"-table", "t"}, {"export"}, {"mend", "-table", "t"}, {"repeat", "-table", "t"}, {"export", "-table", "t", "-from", "u"}, {"import", "-table", "t", "rest"}, {"stack", "-table", "t"},
	} {
		unset := func(string) (string, bool) { return "", false }
		if err := restore(t.Context(), arguments, unset, strings.NewReader(""), &bytes.Buffer{}); err == nil {
			t.Errorf("%q was taken", arguments)
		}
	}
}
