package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine says in a line what the figures are of: the machine, how busy it was already, and when.
func machine(now time.Time) string {
	return fmt.Sprintf("Measured on %s, %s/%s, %d cores (%s), %s memory, load %s before the run, with %s.",
		now.UTC().Format("2006-01-02 15:04 MST"), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		field("/proc/cpuinfo", "model name"), gigabytes(field("/proc/meminfo", "MemTotal")), load(), runtime.Version())
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

// gigabytes reads "24684084 kB" as "25 GB"; what else it is given, it gives back.
func gigabytes(text string) string {
	kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(text, " kB"), 64)
	if err != nil {
		return text
	}
	return fmt.Sprintf("%.0f GB", kilobytes*1024/1e9)
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
