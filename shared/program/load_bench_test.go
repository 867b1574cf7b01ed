package program_test

import "testing"

// Each function loads the programs at its start: this is a part of every cold start.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
