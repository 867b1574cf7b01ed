package process

import "testing"

func TestParse(t *testing.T) {
	const text = "Name:\tcustomers\nUmask:\t0022\nPPid:\t77\nVmPeak:\t 1251212 kB\nVmHWM:\t   15360 kB\nVmRSS:\t   12000 kB\n"
	if got, want := parse([]byte(text)), (status{name: "customers", parent: 77, peak: 15_728_640}); got != want {
		t.Errorf("parse = %+v, want %+v", got, want)
	}
}
