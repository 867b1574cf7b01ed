package main

import (
	"slices"
	"strings"
	"testing"
)

const (
	sdk   = "github.com/aws/aws-sdk-go-v2/service/"
	query = sdk + "dynamodb.(*Client).Query"
	write = sdk + "dynamodb.(*Client).TransactWriteItems"
	store = module + "/shared/store."
)

// customers is a program that needs what the sound system's template allows it.
func customers() program {
	return program{
		function: "customers", size: maxSize,
		packages: []string{"fmt", module + "/shared/store"},
		symbols: []string{
			query, write, sdk + "dynamodb.(*Client).DescribeEndpoints", sdk + "secretsmanager.(*Client).GetSecretValue",
			store + "record", store + "(*Store).put", store + "listing[go.shape.struct { a []int }].byName.func1",
		},
	}
}

func TestProgram(t *testing.T) {
	with := func(symbols ...string) func(*program) {
		return func(p *program) { p.symbols = append(p.symbols, symbols...) }
	}
	without := func(symbol string) func(*program) {
		return func(p *program) {
			p.symbols = slices.DeleteFunc(p.symbols, func(s string) bool { return strings.Contains(s, symbol) })
		}
	}
	linking := func(path string) func(*program) { return func(p *program) { p.packages = append(p.packages, path) } }
	const table = "arn:aws:dynamodb:us-east-1:000000000000:table/referrals-local-Table"
	for name, test := range map[string]struct {
		change func(*program)
		want   string // "" for nothing
	}{
		"Sound":            {func(*program) {}, ""},
		"QueryOfAPointer":  {with(store + "(*listing[int]).whole"), ""},
		"NeedsOperation":   {with(sdk + "dynamodb.(*Client).GetItem"), "needs dynamodb:GetItem on " + table + ","},
		"NeedsPart":        {with(store + "(*Store).remove"), "needs dynamodb:DeleteItem on " + table + ","},
		"NeedsService":     {with(sdk + "sesv2.(*Client).SendEmail"), "needs ses:SendEmail on"},
		"NeedsBus":         {with(sdk + "eventbridge.(*Client).PutEvents"), "needs events:PutEvents on"},
		"UnneededQuery":    {without("record"), "allowed dynamodb:Query on " + table + ","},
		"UnneededIndex":    {without("byName"), "allowed dynamodb:Query on " + table + "/index/GSI1,"},
		"UnneededPart":     {without("put"), "allowed dynamodb:PutItem on"},
		"UnneededService":  {without("secretsmanager"), "allowed secretsmanager:GetSecretValue on"},
		"PartsUnwritten":   {without("TransactWriteItems"), "allowed dynamodb:PutItem on"},
		"LinksTemplates":   {linking("html/template"), "function customers links html/template, which costs"},
		"LinksMailClient":  {linking(mailClient), "links " + mailClient},
		"LinksOldProtocol": {linking("net/rpc"), "links net/rpc"},
		"LinksLocalRun":    {linking(module + "/infra/local/system"), "is no part of what is deployed"},
		"TooLarge":         {func(p *program) { p.size++ }, "has 11000001 bytes, of at most 11000000"},
		"TooLargeRenderer": {func(p *program) {
			p.size, p.packages = maxSizeRenderer+1, append(p.packages, "html/template")
		}, "has 13500001 bytes, of at most 13500000"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := readProject("testdata/sound", excuses())
			if err != nil {
				t.Fatal(err)
			}
			used, err := readUses(p.root)
			if err != nil {
				t.Fatal(err)
			}
			built := customers()
			test.change(&built)
			found := p.programProblems(built, used)
			if test.want == "" && len(found) > 0 {
				t.Errorf("found %q", found)
			}
			if !slices.ContainsFunc(found, func(problem string) bool { return strings.Contains(problem, test.want) }) && test.want != "" {
				t.Errorf("found %q, want %q among them", found, test.want)
			}
		})
	}
}

func TestRendererMayBeLarger(t *testing.T) {
	built := program{function: "mail-send", size: maxSizeRenderer, packages: []string{"html/template"}}
	if found := append(checkSize(built), checkLinks(built)...); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}

func TestMeant(t *testing.T) {
	const want = "function mail-send is meant to link html/template, and does not"
	sender := program{function: "mail-send", packages: []string{mailClient}}
	if found := checkMeant([]program{sender}); !slices.Contains(found, want) {
		t.Errorf("found %q", found)
	}
	sender.packages = append(sender.packages, "html/template")
	if found := checkMeant([]program{sender}); slices.Contains(found, want) {
		t.Errorf("found %q", found)
	}
}

func TestCore(t *testing.T) {
	for path, problems := range map[string]int{
		"time": 0, "crypto/sha256": 0, module + "/shared/referral": 0,
		module + "/shared/store": 1, "golang.org/x/text/unicode/norm": 1,
	} {
		if found := checkCore([]string{path}); len(found) != problems {
			t.Errorf("%s: found %q", path, found)
		}
	}
}

// TestBuild: a real function's program tells what the rules are about.
func TestBuild(t *testing.T) {
	programs, err := buildPrograms(t.Context(), &project{root: "../..", folders: []string{"referral-list"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(programs) != 1 {
		t.Fatalf("built %d programs", len(programs))
	}
	built := programs[0]
	if built.function != "referral-list" || built.size < 1_000_000 {
		t.Errorf("built %s of %d bytes", built.function, built.size)
	}
	if !slices.Contains(built.packages, module+"/shared/store") || slices.Contains(built.packages, "net/rpc") {
		t.Errorf("links %q", built.packages)
	}
	for symbol, want := range map[string]bool{query: true, store + "inPartition": true, write: false} {
		if slices.Contains(built.symbols, symbol) != want {
			t.Errorf("has %s: %t", symbol, !want)
		}
	}
}

func TestBuildFails(t *testing.T) {
	_, err := buildPrograms(t.Context(), &project{root: "../..", folders: []string{"no-such-function"}})
	if err == nil || !strings.Contains(err.Error(), "no-such-function") {
		t.Errorf("built: %v", err)
	}
}
