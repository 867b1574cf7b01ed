package program

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"github.com/referral-tool/referrals/shared/calendar"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

//go:embed programs
var embedded embed.FS

// Programs are all programs that the system serves. They are safe for concurrent use.
type Programs struct {
	folders []string
	read    map[string]func() (*Program, error) // by folder; each reads once
}

// Get is the program of a key.
func (p *Programs) Get(key string) (*Program, bool) {
	if _, known := p.read[key]; !known {
		return nil, false
	}
	return p.must(key), true
}

// ByOrdinal is the program of the ordinal that a link carries.
func (p *Programs) ByOrdinal(ordinal byte) (*Program, bool) {
	for _, folder := range p.folders {
		if one := p.must(folder); one.Ordinal == ordinal {
			return one, true
		}
	}
	return nil, false
}

// All are all programs, by ordinal.
func (p *Programs) All() []*Program {
	all := make([]*Program, 0, len(p.folders))
	for _, folder := range p.folders {
		all = append(all, p.must(folder))
	}
	slices.SortFunc(all, func(a, b *Program) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return all
}

// must panics with what is wrong in a program's data. The data is part of the binary, and tests have read it before.
func (p *Programs) must(folder string) *Program {
	one, err := p.read[folder]()
	if err != nil {
		panic(err)
	}
	return one
}

// Embedded are the embedded programs, each read when it is first asked for: a function's call needs one of them, and
// reading all of them would take longer than the rest of the function's start.
func Embedded() *Programs {
	files, err := fs.Sub(embedded, "programs")
	if err != nil {
		panic(err)
	}
	programs, err := find(files)
	if err != nil {
		panic(err)
	}
	return programs
}

// Load reads all embedded programs.
func Load() (*Programs, error) {
	programs := Embedded()
	return programs, programs.check()
}

// LoadFrom reads the programs of a file tree, one folder each, named by its key, with program.json and catalog.json. An
// unknown name, a wrong value and a reference to nothing are errors, so that a mistake in the data is never taken for a
// choice.
func LoadFrom(files fs.FS) (*Programs, error) {
	programs, err := find(files)
	if err != nil {
		return nil, err
	}
	return programs, programs.check()
}

// find finds the programs of a file tree, and reads none.
func find(files fs.FS) (*Programs, error) {
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("program: %w", err)
	}
	programs := &Programs{read: map[string]func() (*Program, error){}}
	for _, folder := range folders {
		programs.folders = append(programs.folders, folder.Name())
		programs.read[folder.Name()] = sync.OnceValues(func() (*Program, error) { return load(files, folder.Name()) })
	}
	return programs, nil
}

// check reads all programs: each must be valid, and no two may share an ordinal.
func (p *Programs) check() error {
	owners := map[byte]string{}
	for _, folder := range p.folders {
		one, err := p.read[folder]()
		if err != nil {
			return err
		}
		if other, taken := owners[one.Ordinal]; taken {
			return fmt.Errorf("program %s: ordinal %d is %s's", folder, one.Ordinal, other)
		}
		owners[one.Ordinal] = folder
	}
	return nil
}

// load reads a program; an error names it.
func load(files fs.FS, folder string) (*Program, error) {
	p, err := read(files, folder)
	if err != nil {
		return nil, fmt.Errorf("program %s: %w", folder, err)
	}
	return p, nil
}

func read(files fs.FS, folder string) (*Program, error) {
	var main settingsFile
	if err := decode(files, folder+"/program.json", &main); err != nil {
		return nil, err
	}
	var catalog catalogFile
	if err := decode(files, folder+"/catalog.json", &catalog); err != nil {
		return nil, err
	}
	p := main.program()
	catalog.into(p)
	zone, errZone := zone(p.TimeZone)
	workdays, errHolidays := calendar.New(main.Holidays...)
	if err := errors.Join(errZone, errHolidays, p.check(folder), catalog.check()); err != nil {
		return nil, err
	}
	p.options = optionsOf(p.Alignments)
	p.standings = standing.NewCatalog(allOptions(p.Alignments), p.Services, p.Rollups)
	p.rules = p.newRules(zone, workdays)
	return p, nil
}

// settingsFile is program.json.
type settingsFile struct {
	Key           string            `json:"key"`
	Name          string            `json:"name"`
	Ordinal       byte              `json:"ordinal"`
	Kind          referral.Kind     `json:"kind"`
	TimeZone      string            `json:"timeZone"`
	Holidays      []string          `json:"holidays"`
	Settings      Settings          `json:"settings"`
	Groups        []string          `json:"groups"`
	Blocks        []string          `json:"blocks"`
	Grantees      []Grantee         `json:"grantees"`
	RejectReasons []referral.Choice `json:"rejectReasons"`
	CloseOutcomes []referral.Choice `json:"closeOutcomes"`
	TaskOutcomes  []referral.Choice `json:"taskOutcomes"`
	Notes         []string          `json:"notes"` // on doubtful readings; for whoever edits the file
}

func (f settingsFile) program() *Program {
	return &Program{
		Key: f.Key, Name: f.Name, Ordinal: f.Ordinal, kind: f.Kind, TimeZone: f.TimeZone, Settings: f.Settings,
		Groups: f.Groups, Blocks: f.Blocks, Grantees: f.Grantees,
		RejectReasons: f.RejectReasons, CloseOutcomes: f.CloseOutcomes, TaskOutcomes: f.TaskOutcomes,
	}
}

// decode reads one JSON document strictly: no unknown name, nothing after it.
func decode(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("%s: something follows the document", name)
	}
	return nil
}
