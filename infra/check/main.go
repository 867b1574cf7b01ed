// Command check holds the parts of the system against each other: template.yaml, the functions' sources and programs,
// the contract and the recorded events. It prints everything that does not agree and exits with 1 when something does
// not.
//
//	go run ./infra/check
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p, err := readProject(".", argued())
	if err != nil {
		return err
	}
	wrong := p.problems()
	programs, err := buildPrograms(ctx, p)
	if err != nil {
		return err
	}
	core, err := dependencies(ctx, p.root, "./shared/referral")
	if err != nil {
		return err
	}
	used, err := readUses(p.root)
	if err != nil {
		return err
	}
	for _, built := range programs {
		wrong = append(wrong, p.programProblems(built, used)...)
	}
	wrong = append(wrong, checkMeant(programs)...)
	wrong = append(wrong, checkCore(core)...)
	for _, problem := range wrong {
		fmt.Println(problem)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%d things do not agree", len(wrong))
	}
	fmt.Printf("%d functions, %d routes, %d recorded events: all agree\n", len(programs), len(p.template.API.Routes), len(p.fixtures))
	return nil
}
