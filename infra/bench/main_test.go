package main

import (
	"io"
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name      string
		arguments []string
		want      []string
		full      bool
	}{
		{"All", nil, names, false},
		{"Some", []string{"-only", "cost,flow"}, []string{"cost", "flow"}, false},
		{"Full", []string{"-full", "-only", "scale"}, []string{"scale"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := parse(test.arguments, io.Discard)
			if err != nil || !slices.Equal(got.parts, test.want) || got.full != test.full {
				t.Errorf("parse = %+v, %v", got, err)
			}
		})
	}
	for name, arguments := range map[string][]string{"ErrUnknownPart": {"-only", "speed"}, "ErrArgument": {"start"}} {
		t.Run(name, func(t *testing.T) {
			if _, err := parse(arguments, io.Discard); err == nil {
				t.Error("parse took it")
			}
		})
	}
}

// TestParts: what can be asked for is there.
func TestParts(t *testing.T) {
	var got []string
	for _, p := range parts(".", false, func(string) {}) {
		got = append(got, p.name)
	}
	if !slices.Equal(got, names) {
		t.Errorf("the parts are %v, and %v can be asked for", got, names)
	}
}

func TestGigabytes(t *testing.T) {
	for text, want := range map[string]string{"24684084 kB": "25 GB", "unknown": "unknown"} {
		if got := gigabytes(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}
