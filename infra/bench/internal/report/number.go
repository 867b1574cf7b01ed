package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Milliseconds with so many digits as tell something.
func Milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 10 {
		return fmt.Sprintf("%.2f", ms)
	}
	return fmt.Sprintf("%.0f", ms)
}

// Megabytes are those of 1,000,000 bytes, as limits of sizes are told.
func Megabytes(bytes int64) string { return fmt.Sprintf("%.1f", float64(bytes)/1e6) }

// Units are capacity units: whole ones, or halves.
func Units(units float64) string { return strconv.FormatFloat(units, 'f', -1, 64) }

// Dollars with cents.
func Dollars(d float64) string { return fmt.Sprintf("%.2f", d) }

// Count is a number with its thousands apart.
func Count(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
