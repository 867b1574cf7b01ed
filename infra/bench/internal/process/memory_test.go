package process

import (
	"os"
	"runtime"
	"testing"
)

func TestParse(t *testing.T) {
	const text = "Name:\tcustomers\nUmask:\t0022\nPPid:\t77\nVmPeak:\t 1251212 kB\nVmHWM:\t   15360 kB\nVmRSS:\t   12000 kB\n"
	if got, want := parse([]byte(text)), (status{name: "customers", parent: 77, peak: 15_728_640}); got != want {
		t.Errorf("parse = %+v, want %+v", got, want)
	}
}

func TestPeak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells")
	}
	if got := Peak(os.Getpid()); got < 1<<20 {
		t.Errorf("this process has had %d bytes", got)
	}
	if got := PeakOfChildren("nobody"); got != 0 {
		t.Errorf("a child that is not there has had %d bytes", got)
	}
}
