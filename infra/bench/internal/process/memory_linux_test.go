package process

import (
	"os"
	"testing"
)

func TestPeak(t *testing.T) {
	if got := Peak(os.Getpid()); got < 1<<20 {
		t.Errorf("this process has had %d bytes", got)
	}
	if got := PeakOfChildren("nobody"); got != 0 {
		t.Errorf("a child that is not there has had %d bytes", got)
	}
}
