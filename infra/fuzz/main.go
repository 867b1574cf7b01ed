// Command fuzz runs every fuzz target of the repository, one after the other, and prints a table of what came of it:
//
//	go run ./infra/fuzz [-time 30s] [-run regexp] [-keep 20]
//
// What a target finds lies, as the go command leaves it, in testdata/fuzz of its package: fix the cause and keep the
// file. -keep also puts some of the inputs there that reached new code.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"time"

	"github.com/referral-tool/referrals/infra/operator"
)

func main() { operator.Main("fuzz", run) }

func run(ctx context.Context) error {
	each := flag.Duration("time", 30*time.Second, "how long each target runs")
	most := flag.Int("keep", 0, "how many inputs of each target to have in its testdata")
	only := flag.String("run", "", "run only targets whose folder or name match the `regexp`")
	flag.Parse()
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	targets, err := find(".")
	if err != nil {
		return err
	}
	failed := 0
	fmt.Println("| target | executions | new inputs | found |\n| --- | ---: | ---: | --- |")
	for _, t := range targets {
		if !wanted.MatchString(t.String()) {
			continue
		}
		out, err := exec.CommandContext(ctx, "go", "test", "./"+t.folder, "-run", "^$", "-fuzz", "^"+t.name+"$",
			"-fuzztime", each.String(), "-fuzzminimizetime", "10s").CombinedOutput()
		found := "nothing"
		if err != nil {
			found = "a failure"
			failed++
		}
		executions, inputs := progress(out)
		fmt.Printf("| %s | %s | %s | %s |\n", t, executions, inputs, found)
		if err != nil {
			os.Stderr.Write(out)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := keep(ctx, t, *most); err != nil {
			return fmt.Errorf("%s: keeping inputs: %w", t, err)
		}
	}
	if failed > 0 {
		return errors.New("at least one target failed")
	}
	return nil
}

var line = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)

// progress reads the last line of progress that the go command printed.
func progress(out []byte) (executions, inputs string) {
	lines := line.FindAllSubmatch(out, -1)
	if len(lines) == 0 {
		return "0", "0"
	}
	last := lines[len(lines)-1]
	return string(last[1]), string(last[2])
}
