package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/referral-tool/referrals/infra/template"
)

// project is what the rules look at, read from the working tree; only the programs are not in it, because they have to
// be built.
type project struct {
	root       string
	template   *template.Template
	resources  []template.Resource
	still      []template.Resource      // the same, of a stack that does nothing by itself
	folders    []string                 // of functions/, sorted
	programs   []string                 // keys, sorted
	declared   map[string][]declaration // routes in the sources, by function
	operations map[string]operation     // of the contract, by "GET /v1/me"
	fixtures   []fixture
	reasons    reasons
}

// parameters stand in for those that have no default, and for origins, without which there is no CORS to read: no rule
// depends on them.
var parameters = map[string]string{
	"Sender":        "referrals@referrals.test",
	"PortalOrigins": "https://portal.test",
	"Issuer":        "https://issuer.test",
	"Audience":      "portal",
}

// told are the parameters of a stack that has what exists only where somebody is told of alarms.
func told() map[string]string {
	given := maps.Clone(parameters)
	given["AlarmEmail"] = "alarms@referrals.test"
	return given
}

// still are those of such a stack whose table was brought back, as infra/RESTORE.md deploys it first.
func still() map[string]string {
	given := told()
	given["Sweep"] = "DISABLED"
	return given
}

// readProject reads the working tree at root.
func readProject(root string, argued reasons) (*project, error) {
	p := &project{root: root, declared: map[string][]declaration{}, reasons: argued}
	file := filepath.Join(root, "template.yaml")
	var err error
	if p.template, err = template.Read(file, parameters); err != nil {
		return nil, err
	}
	if _, err = template.Read(file, told()); err != nil {
		return nil, err
	}
	if p.resources, err = template.ReadResources(file, parameters); err != nil {
		return nil, err
	}
	if p.still, err = template.ReadResources(file, still()); err != nil {
		return nil, err
	}
	if p.folders, err = foldersOf(filepath.Join(root, "functions")); err != nil {
		return nil, err
	}
	if p.programs, err = foldersOf(filepath.Join(root, "shared", "program", "programs")); err != nil {
		return nil, err
	}
	for _, folder := range p.folders {
		if p.declared[folder], err = readDeclarations(root, folder); err != nil {
			return nil, err
		}
	}
	if p.operations, err = readOperations(filepath.Join(root, "infra", "openapi.yaml")); err != nil {
		return nil, err
	}
	p.fixtures, err = readFixtures(filepath.Join(root, "events"))
	return p, err
}

// foldersOf are the names of a folder's folders, sorted, but for internal ones, which the others share.
func foldersOf(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && entry.Name() != "internal" {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// problems are those that show without building anything, rule by rule.
func (p *project) problems() []string {
	var all []string
	for _, rule := range []func(*project) []string{
		checkFolders, checkRoutes, checkContract, checkReasons, checkFixtures,
		checkGateway, checkLogs, checkAlarms, checkFires, checkMetrics, checkRunbook, checkTable, checkStreams, checkRules, checkSchedules, checkStill, checkQueues,
		checkWildcards, checkSubjects, checkBound, checkPrincipals, checkAttached, checkForbidden, checkFlags,
	} {
		found := rule(p)
		slices.Sort(found)
		all = append(all, slices.Compact(found)...)
	}
	return all
}

// function is the template's function of that name.
func (p *project) function(name string) (template.Function, bool) {
	i := slices.IndexFunc(p.template.Functions, func(f template.Function) bool { return f.Name == name })
	if i < 0 {
		return template.Function{}, false
	}
	return p.template.Functions[i], true
}

// resource is the function's resource as the template writes it, Globals included.
func (p *project) resource(f template.Function) template.Resource {
	i := slices.IndexFunc(p.resources, func(r template.Resource) bool { return r.LogicalID == f.LogicalID })
	return p.resources[i]
}

func (p *project) ofType(kind string) []template.Resource {
	var found []template.Resource
	for _, r := range p.resources {
		if r.Type == kind {
			found = append(found, r)
		}
	}
	return found
}

// checkFolders: a folder that the template does not know is never deployed, and a function without one cannot be.
func checkFolders(p *project) (wrong []string) {
	for _, folder := range p.folders {
		if _, wired := p.function(folder); !wired {
			wrong = append(wrong, fmt.Sprintf("functions/%s is no function of the template", folder))
		}
	}
	for _, f := range p.template.Functions {
		if !slices.Contains(p.folders, f.Name) {
			wrong = append(wrong, fmt.Sprintf("function %s has no folder functions/%s", f.LogicalID, f.Name))
		}
	}
	return wrong
}
