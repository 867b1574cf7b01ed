package report_test

import (
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/bench/internal/report"
)

func TestPercentile(t *testing.T) {
	var s report.Sample
	for i := 100; i > 0; i-- {
		s = append(s, time.Duration(i))
	}
	for percent, want := range map[float64]time.Duration{0: 1, 50: 50, 99: 99, 99.5: 100, 100: 100} {
		if got := s.Percentile(percent); got != want {
			t.Errorf("Percentile(%v) = %d, want %d", percent, got, want)
		}
	}
	if s[0] != 100 {
		t.Error("the sample was sorted where it stands")
	}
	if got := (report.Sample{}).Median(); got != 0 {
		t.Errorf("the median of nothing is %d", got)
	}
}

func TestMarkdown(t *testing.T) {
	table := report.Table{Title: "Start", Note: "On one core.", Header: []string{"function", "ms"}}
	table.Add("customers", report.Milliseconds(12345*time.Microsecond))
	table.Add("progress", report.Milliseconds(1234*time.Microsecond))
	const want = "## Start\n\nOn one core.\n\n| function | ms |\n| --- | ---: |\n| customers | 12 |\n| progress | 1.23 |\n"
	if got := table.Markdown(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		report.Count(7): "7", report.Count(1000): "1,000", report.Count(1234567): "1,234,567", report.Count(123456): "123,456",
		report.Units(0.5): "0.5", report.Units(23): "23",
		report.Megabytes(10_949_999): "10.9",
		report.Dollars(14.375):       "14.38",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
