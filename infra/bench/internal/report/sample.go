package report

import (
	"math"
	"slices"
	"time"
)

// Sample holds how long each of many doings of one thing took. Its zero value is empty.
type Sample []time.Duration

// Median is the middle of a sample, 0 of an empty one.
func (s Sample) Median() time.Duration { return s.Percentile(50) }

// Percentile is the smallest time that so many percent of the sample do not exceed (the nearest rank), 0 of an empty
// sample.
func (s Sample) Percentile(percent float64) time.Duration {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	rank := int(math.Ceil(percent / 100 * float64(len(sorted))))
	return sorted[max(rank, 1)-1]
}
