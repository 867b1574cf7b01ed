// Command schemathesis makes calls that nobody thought of: it starts the system with the demonstration's data and has
// Schemathesis make requests from openapi.yaml, right and wrong ones, as somebody of each role:
//
//	pip install schemathesis==4.32.5
//	go run ./infra/schemathesis [-command schemathesis] [-seed 1] [-time 15s] [-examples 10]
//
// It fails when an answer is a 5xx, or is not what the contract says of its status.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/referral-tool/referrals/infra"
	"github.com/referral-tool/referrals/infra/local/system"
	"github.com/referral-tool/referrals/infra/operator"
)

// checks are what every answer has to hold. Whether wrong requests are refused is not among them: our rules are
// stricter than a schema can say, and the tests of the running system know for each what it has to answer.
const checks = "not_a_server_error,status_code_conformance,content_type_conformance," +
	"response_headers_conformance,response_schema_conformance"

type options struct {
	command  string
	seed     int
	time     time.Duration // for each role
	examples int           // that are made up for each operation, after those that are enumerated
}

func main() {
	var o options
	flag.StringVar(&o.command, "command", "schemathesis", "the `program`")
	flag.IntVar(&o.seed, "seed", 1, "the same seed makes the same requests")
	flag.DurationVar(&o.time, "time", 15*time.Second, "how long requests are made as each role")
	flag.IntVar(&o.examples, "examples", 10, "made-up requests for each operation")
	flag.Parse()
	operator.Main("schemathesis", o.run)
}

func (o options) run(ctx context.Context) error {
	work, err := os.MkdirTemp("", "schemathesis-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	s, err := system.Start(ctx, system.Options{Seed: system.SeedDemo})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := os.WriteFile(filepath.Join(work, "openapi.yaml"), infra.OpenAPI(), 0o600); err != nil {
		return err
	}
	operations, err := readOperations(infra.OpenAPI())
	if err != nil {
		return err
	}
	if err := mailLinks(ctx, s); err != nil {
		return err
	}
	var failed []error
	for _, who := range callers {
		if err := o.runAs(ctx, s, work, who, operations); err != nil {
			failed = append(failed, fmt.Errorf("as %s: %w", who.persona, err))
		}
	}
	return errors.Join(failed...)
}

// runAs makes the requests of one role.
func (o options) runAs(ctx context.Context, s *system.System, work string, who caller, operations []operation) error {
	fmt.Printf("\nAs %s\n", who.persona)
	token, err := s.Token(who.persona, nil)
	if err != nil {
		return err
	}
	found, err := look(ctx, s, token)
	if err != nil {
		return err
	}
	config := filepath.Join(work, who.persona+".toml")
	if err := os.WriteFile(config, found.config(operations), 0o600); err != nil {
		return err
	}
	arguments := []string{
		"--config-file", config, "run", "openapi.yaml", "--url", s.URL, "--header", "Authorization: Bearer " + token,
		"--seed", strconv.Itoa(o.seed), "--max-time", strconv.Itoa(int(o.time.Seconds())),
		"--max-examples", strconv.Itoa(o.examples), "--phases", "examples,coverage,fuzzing", "--checks", checks,
		"--generation-database", "none", "--request-timeout", "35", "--warnings", "off", "--continue-on-failure", "--no-color",
	}
	for _, each := range operations {
		if each.allows(who) {
			arguments = append(arguments, "--include-operation-id", each.id)
		}
	}
	cmd := exec.CommandContext(ctx, o.command, arguments...)
	cmd.Dir = work
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
