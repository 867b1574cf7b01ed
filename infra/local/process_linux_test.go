package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// upTimeout leaves room for the first build of all functions.
const upTimeout = 5 * time.Minute

// process is a local run in a process of its own.
type process struct {
	cmd      *exec.Cmd
	pid      int           // of the local run, which the shell before it is not
	children []int         // the engine and the functions
	ended    chan struct{} // closed when its output has come to its end
}

func build(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "local")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return program
}

// launch starts the program by the shell, which is its parent as "go run" would be, and waits until it is up.
func launch(t *testing.T, program string) *process {
	t.Helper()
	// The shell tells the id of the program and waits for it.
	cmd := exec.Command("sh", "-c", `"$0" -addr 127.0.0.1:0 -data memory -portal=false & echo "pid $!"; wait`, program)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, ended: make(chan struct{})}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		if p.pid != 0 {
			_ = syscall.Kill(p.pid, syscall.SIGKILL)
		}
		_ = cmd.Wait()
	})
	p.awaitUp(t, pipe)
	return p
}

func (p *process) awaitUp(t *testing.T, pipe io.Reader) {
	t.Helper()
	up := make(chan error, 1)
	var contract string // its address; to ask for it starts a function
	go func() {
		defer close(p.ended)
		lines := bufio.NewScanner(pipe)
		for lines.Scan() {
			if pid, found := strings.CutPrefix(lines.Text(), "pid "); found {
				p.pid, _ = strconv.Atoi(pid)
			}
			if address, found := strings.CutPrefix(strings.TrimSpace(lines.Text()), "API contract"); found {
				contract = strings.TrimSpace(address)
			}
			if strings.HasPrefix(lines.Text(), "Ctrl-C") {
				up <- nil
			}
		}
		up <- fmt.Errorf("it ended: %v", lines.Err())
	}()
	select {
	case err := <-up:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(upTimeout):
		t.Fatal("it is not up")
	}
	response, err := http.Get(contract)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	p.children = childrenOf(t, p.pid)
	if len(p.children) < 2 {
		t.Fatalf("it has the children %v; want the engine and functions", p.children)
	}
}

func childrenOf(t *testing.T, pid int) []int {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	var all []int
	for _, list := range lists {
		content, err := os.ReadFile(list)
		if err != nil {
			continue // that thread has ended
		}
		for field := range strings.FieldsSeq(string(content)) {
			child, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, child)
		}
	}
	return all
}

// awaitEnd waits until the run and all its children are gone. Their output is a pipe that is closed by the last of them.
func (p *process) awaitEnd(t *testing.T) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	select {
	case <-p.ended:
	case <-deadline:
		t.Fatal("it still runs")
	}
	for _, pid := range append(p.children, p.pid) {
		for alive(pid) {
			select {
			case <-deadline:
				t.Fatalf("process %d is left behind", pid)
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
}

// alive does not count a process that has ended and is only not waited for yet.
func alive(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, after, _ := strings.Cut(string(status), ") ")
	return !strings.HasPrefix(after, "Z")
}

func TestNoProcessIsLeftBehind(t *testing.T) {
	program := build(t)
	for name, end := range map[string]func(*process) error{
		"SIGTERM":       func(p *process) error { return syscall.Kill(p.pid, syscall.SIGTERM) },
		"Ctrl-C":        func(p *process) error { return syscall.Kill(p.pid, syscall.SIGINT) },
		"SIGKILL":       func(p *process) error { return syscall.Kill(p.pid, syscall.SIGKILL) },
		"ParentSIGKILL": func(p *process) error { return p.cmd.Process.Kill() },
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, program)
			if err := end(p); err != nil {
				t.Fatal(err)
			}
			p.awaitEnd(t)
		})
	}
}
