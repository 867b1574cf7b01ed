package stream

import (
	"testing"

	"github.com/referral-tool/referrals/infra/template"
)

func TestCutKeepsEventsBelowLambdasLimit(t *testing.T) {
	megabytes := func(n int) Record { return Record{JSON: make([]byte, n<<20)} }
	m := &mapping{Stream: template.Stream{BatchSize: 100}}

	batch, through := m.cut([]Record{megabytes(2), megabytes(3), megabytes(2), megabytes(1)})
	if len(batch) != 2 || through != 2 {
		t.Errorf("cut = %d records through %d, want the first 5 MB", len(batch), through)
	}
	// One that is too large alone is handed over all the same: the function's refusal tells of it.
	if batch, through := m.cut([]Record{megabytes(7), megabytes(1)}); len(batch) != 1 || through != 1 {
		t.Errorf("cut = %d records through %d, want the large one alone", len(batch), through)
	}
}
