package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// machine says in a line what the figures are of: the machine, how busy it was already, and when.
func machine(now time.Time) string {
	return fmt.Sprintf("Measured on %s, %s/%s, %d cores (%s), %s memory, load %s before the run, with %s.",
		now.UTC().Format("2006-01-02 15:04 MST"), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		field("/proc/cpuinfo", "model name"), field("/proc/meminfo", "MemTotal"), load(), runtime.Version())
}

// field reads the first "name : value" line of one of Linux's files.
func field(file, name string) string {
	opened, err := os.Open(file)
	if err != nil {
		return "unknown"
	}
	defer opened.Close()
	for lines := bufio.NewScanner(opened); lines.Scan(); {
		key, value, found := strings.Cut(lines.Text(), ":")
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// load is the average number of processes that wanted to run in the last minute.
func load() string {
	averages, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(averages), " ")
	return first
}
