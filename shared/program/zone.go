package program

import (
	"embed"
	"fmt"
	"time"
)

// zones are the time zones of the programs, from the IANA database as Go ships it (2025c). Lambda's provided.al2023
// promises no zone files, and time/tzdata would add 450 KB to each function for the sake of one zone. A test compares
// them with the database of the Go release, so that a change in the law is not missed.
//
//go:embed zones
var zones embed.FS

func zone(name string) (*time.Location, error) {
	rules, err := zones.ReadFile("zones/" + name)
	if err != nil {
		return nil, fmt.Errorf("timeZone %q is not among the embedded zones", name)
	}
	return time.LoadLocationFromTZData(name, rules)
}
