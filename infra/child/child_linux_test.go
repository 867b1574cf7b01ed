package child_test

import (
	"bufio"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/child"
)

// TestMain lets the test binary play the parent that gets killed: it starts a child, tells its id and waits.
func TestMain(m *testing.M) {
	if os.Getenv("CHILD_TEST_PARENT") == "" {
		os.Exit(m.Run())
	}
	p, err := child.Start(exec.Command("sleep", "60"))
	if err != nil {
		panic(err)
	}
	os.Stdout.WriteString(strconv.Itoa(p.PID()) + "\n")
	<-p.Done()
}

func TestStart(t *testing.T) {
	t.Run("DiesWithAKilledParent", func(t *testing.T) {
		parent := exec.Command(os.Args[0])
		parent.Env = append(os.Environ(), "CHILD_TEST_PARENT=1")
		out, err := parent.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := parent.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		pid, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		_ = parent.Process.Kill()
		_ = parent.Wait()
		waitGone(t, pid)
	})

	t.Run("KillReturnsWhenItIsGone", func(t *testing.T) {
		p, err := child.Start(exec.Command("sleep", "60"))
		if err != nil {
			t.Fatal(err)
		}
		p.Kill()
		select {
		case <-p.Done():
		default:
			t.Error("Kill returned before the process was gone")
		}
		if err := p.Err(); err == nil {
			t.Error("Err() = nil after SIGKILL")
		}
		p.Kill() // a second one finds nothing to do
	})

	t.Run("ErrNoSuchProgram", func(t *testing.T) {
		if _, err := child.Start(exec.Command("/no/such/program")); err == nil {
			t.Error("Start of a program that is not there gave no error")
		}
	})
}

// waitGone polls, because an orphan is reaped by init, which tells nobody here. A zombie counts as gone.
func waitGone(t *testing.T, pid int) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		if syscall.Kill(pid, 0) != nil || zombie(pid) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("process %d outlived its parent", pid)
}

func zombie(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return true
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	return strings.HasPrefix(after, "Z")
}
