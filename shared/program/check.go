package program

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

// problems are everything that is wrong with a program's data, so that its editor learns of all of it at once.
type problems []error

func (p *problems) unless(right bool, format string, args ...any) {
	if !right {
		*p = append(*p, fmt.Errorf(format, args...))
	}
}

// outsideID reports whether text can be an id from outside; "#" separates the parts of a key in the table. A regular
// expression would add more to each function's start than the rest of loading.
func outsideID(text string) bool {
	other := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._-", r)
	}
	return within(len(text), 1, 64) && !strings.ContainsFunc(text, other)
}

func (p *Program) check(folder string) error {
	var wrong problems
	wrong.unless(p.Key == folder, "key is %q, but the folder is %q", p.Key, folder)
	wrong.unless(outsideID(p.Key), "key %q is empty, too long, or has other characters than letters, digits, '.', '_', '-'", p.Key)
	wrong.unless(p.Name != "", "name is empty")
	wrong.unless(p.Ordinal > 0, "ordinal is missing")
	wrong.unless(among(p.kind, referral.Support, referral.Employment), "kind %q is unknown", p.kind)
	wrong.unless(p.kind != referral.Employment || len(p.Blocks) > 0, "blocks are missing: an answer's task goes to a block's navigator")
	p.Settings.check(&wrong)
	p.checkGrantees(&wrong)
	checkNames(&wrong, "groups", p.Groups)
	checkNames(&wrong, "blocks", p.Blocks)
	checkChoices(&wrong, "rejectReasons", p.RejectReasons)
	checkChoices(&wrong, "closeOutcomes", p.CloseOutcomes)
	checkChoices(&wrong, "taskOutcomes", p.TaskOutcomes)
	checkChoices(&wrong, "rollups", p.Rollups)
	p.checkRollups(&wrong)
	p.checkServices(&wrong)
	p.checkAlignments(&wrong)
	p.checkEmployment(&wrong)
	return errors.Join(wrong...)
}

func (p *Program) checkGrantees(wrong *problems) {
	wrong.unless(len(p.Grantees) > 0, "grantees are missing")
	var ids []string
	for _, g := range p.Grantees {
		wrong.unless(outsideID(g.ID), "grantees: id %q is empty, too long, or has other characters than letters, digits, '.', '_', '-'", g.ID)
		wrong.unless(g.Name != "" && g.Phone != "", "grantees: %q lacks a name or a phone: the partner is told whom to call", g.ID)
		wrong.unless(g.Mailbox == "" || strings.Contains(g.Mailbox, "@"), "grantees: mailbox of %q is not an address", g.ID)
		ids = append(ids, g.ID)
	}
	checkNames(wrong, "grantees", ids)
}

// checkRollups keeps the keys of roll-ups and dashboard rows different, because one key names the list of either.
func (p *Program) checkRollups(wrong *problems) {
	rows := standing.NewCatalog(nil, nil, nil).Lists()
	for _, r := range p.Rollups {
		wrong.unless(!slices.Contains(rows, standing.List(r.Key)), "rollups: %q is the key of a row of the dashboard", r.Key)
	}
}

func (p *Program) checkServices(wrong *problems) {
	var choices []referral.Choice
	for _, s := range p.Services {
		choices = append(choices, referral.Choice{Key: s.Key, Label: s.Label})
		counted := slices.ContainsFunc(p.Rollups, func(r referral.Choice) bool { return r.Key == s.Rollup })
		wrong.unless(counted || s.Rollup == "" && len(p.Rollups) == 0, "services: %q counts in the unknown roll-up %q", s.Key, s.Rollup)
	}
	checkChoices(wrong, "services", choices)
}

func (p *Program) checkAlignments(wrong *problems) {
	var options []referral.Choice
	for _, a := range p.Alignments {
		wrong.unless(a.Section != "" && len(a.Options) > 0, "alignments: section %q has no name or no options", a.Section)
		for _, o := range a.Options {
			options = append(options, referral.Choice{Key: o.Key, Label: o.Label})
			wrong.unless(len(o.Services) > 0, "alignments: no service addresses %q", o.Key)
			checkNames(wrong, "alignments: services of "+o.Key, o.Services)
			for _, key := range o.Services {
				known := slices.ContainsFunc(p.Services, func(s referral.Service) bool { return s.Key == key })
				wrong.unless(known, "alignments: %q names the unknown service %q", o.Key, key)
			}
		}
	}
	checkChoices(wrong, "alignments", options)
}

// checkChoices wants each key once, made from its label.
func checkChoices(wrong *problems, list string, choices []referral.Choice) {
	var keys []string
	for _, c := range choices {
		wrong.unless(c.Key == keyOf(c.Label), "%s: the key of %q is %q, and should be %q", list, c.Label, c.Key, keyOf(c.Label))
		keys = append(keys, c.Key)
	}
	checkNames(wrong, list, keys)
}

func checkNames(wrong *problems, list string, names []string) {
	seen := map[string]bool{}
	for _, name := range names {
		wrong.unless(name != "", "%s: an entry is empty", list)
		wrong.unless(!seen[name], "%s: %q appears more than once", list, name)
		seen[name] = true
	}
}

// keyOf is the label in lower case with every run of other characters than letters and digits as one hyphen.
func keyOf(label string) string {
	other := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }
	return strings.Join(strings.FieldsFunc(strings.ToLower(label), other), "-")
}

func within(n, least, most int) bool { return least <= n && n <= most }

func among[T comparable](x T, known ...T) bool { return slices.Contains(known, x) }
