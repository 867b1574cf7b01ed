package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/referral-tool/referrals/infra/template"
)

// runbook is where it stands what to do about an alarm.
const runbook = "infra/RUNBOOK.md"

// inHeading are the names in a heading: alarms, or patterns of them, in code's quotes.
var inHeading = regexp.MustCompile("`([^`]+)`")

// checkRunbook: whoever is woken by an alarm finds what to do, and no advice outlives its alarm.
func checkRunbook(p *project) (wrong []string) {
	headings, err := readHeadings(filepath.Join(p.root, filepath.FromSlash(runbook)))
	if err != nil {
		return []string{err.Error()}
	}
	used := map[string]bool{}
	for _, alarm := range p.ofType("AWS::CloudWatch::Alarm") {
		found := headingOf(alarm, headings)
		if found == "" {
			wrong = append(wrong, fmt.Sprintf("alarm %s has no section in %s", alarm.LogicalID, runbook))
		}
		used[found] = true
	}
	for _, heading := range headings {
		if !used[heading] {
			wrong = append(wrong, fmt.Sprintf("%s: there is no alarm %s", runbook, heading))
		}
	}
	return wrong
}

// headingOf is the heading with the alarm's own name or, where there is none, a pattern that it matches.
func headingOf(alarm template.Resource, headings []string) string {
	found := ""
	for _, heading := range headings {
		if heading == alarm.LogicalID {
			return heading
		}
		if matched, err := path.Match(heading, alarm.LogicalID); err == nil && matched {
			found = heading
		}
	}
	return found
}

func readHeadings(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s", runbook)
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "## ") {
			continue
		}
		for _, quoted := range inHeading.FindAllStringSubmatch(line, -1) {
			names = append(names, quoted[1])
		}
	}
	return names, nil
}
