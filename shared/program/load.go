package program

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"

	"github.com/referral-tool/referrals/shared/calendar"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/standing"
)

//go:embed programs
var embedded embed.FS

// Programs are all programs that the system serves. They are safe for concurrent use.
type Programs struct {
	all       []*Program
	byKey     map[string]*Program
	byOrdinal map[byte]*Program
}

// Get is the program of a key.
func (p *Programs) Get(key string) (*Program, bool) {
	program, known := p.byKey[key]
	return program, known
}

// ByOrdinal is the program of the ordinal that a link carries.
func (p *Programs) ByOrdinal(ordinal byte) (*Program, bool) {
	program, known := p.byOrdinal[ordinal]
	return program, known
}

// All are all programs, by ordinal.
func (p *Programs) All() []*Program { return p.all }

// Load reads the embedded programs.
func Load() (*Programs, error) {
	files, err := fs.Sub(embedded, "programs")
	if err != nil {
		return nil, err
	}
	return LoadFrom(files)
}

// LoadFrom reads the programs of a file tree, one folder each, named by its key, with program.json and catalog.json.
// An unknown name, a wrong value and a reference to nothing are errors: a slip in the data never passes for a choice.
func LoadFrom(files fs.FS) (*Programs, error) {
	folders, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("program: %w", err)
	}
	programs := &Programs{byKey: map[string]*Program{}, byOrdinal: map[byte]*Program{}}
	for _, folder := range folders {
		p, err := load(files, folder.Name())
		if err != nil {
			return nil, fmt.Errorf("program %s: %w", folder.Name(), err)
		}
		if other, taken := programs.byOrdinal[p.Ordinal]; taken {
			return nil, fmt.Errorf("program %s: ordinal %d is %s's", p.Key, p.Ordinal, other.Key)
		}
		programs.all = append(programs.all, p)
		programs.byKey[p.Key], programs.byOrdinal[p.Ordinal] = p, p
	}
	sort.Slice(programs.all, func(i, j int) bool { return programs.all[i].Ordinal < programs.all[j].Ordinal })
	return programs, nil
}

func load(files fs.FS, folder string) (*Program, error) {
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
	Notes         []string          `json:"notes"` // on doubtful readings; for who edits the file
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
		return fmt.Errorf("%s: something stands after the document", name)
	}
	return nil
}
