// Package process tells how much memory processes have taken, on Linux; elsewhere it tells nothing.
package process

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Peak is the most memory that a running process has had resident, in bytes; 0 where the system does not tell.
func Peak(pid int) int64 { return read(pid).peak }

// PeakOfChildren is the highest Peak among this process's children of a name.
func PeakOfChildren(name string) int64 {
	folders, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0
	}
	var highest int64
	for _, folder := range folders {
		pid, err := strconv.Atoi(filepath.Base(folder))
		if err != nil {
			continue
		}
		if s := read(pid); s.name == name && s.parent == os.Getpid() {
			highest = max(highest, s.peak)
		}
	}
	return highest
}

// status is what is used of Linux's /proc/<pid>/status.
type status struct {
	name   string // at most 15 characters of it
	parent int
	peak   int64 // bytes
}

func read(pid int) status {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return status{}
	}
	return parse(text)
}

func parse(text []byte) status {
	var s status
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimSpace(value)
		switch name {
		case "Name":
			s.name = value
		case "PPid":
			s.parent, _ = strconv.Atoi(value)
		case "VmHWM":
			kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(value, " kB"), 10, 64)
			s.peak = kilobytes << 10
		}
	}
	return s
}
