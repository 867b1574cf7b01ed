// Command check compares the parts of the system with each other: template.yaml, the functions' sources and programs,
// the contract and the recorded events. It prints everything that does not agree and exits with 1 when something does
// not.
//
//	go run ./infra/check
//	go run ./infra/check -artefacts .aws-sam/build    after sam build and a local run or its tests
package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/referral-tool/referrals/infra/operator"
)

func main() {
	artefacts := flag.String("artefacts", "", "compare what sam has built into this `folder` with what the local run runs")
	local := flag.String("local", ".local/bin", "`folder` of the local run's programs")
	flag.Parse()
	operator.Main("check", func(ctx context.Context) error {
		if *artefacts != "" {
			return compare(*artefacts, *local)
		}
		return run(ctx)
	})
}

func run(ctx context.Context) error {
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
	if err := tell(wrong); err != nil {
		return err
	}
	fmt.Printf("%d functions, %d routes, %d recorded events: all agree\n", len(programs), len(p.template.API.Routes), len(p.fixtures))
	return nil
}

func tell(wrong []string) error {
	for _, problem := range wrong {
		fmt.Println(problem)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%d things do not agree", len(wrong))
	}
	return nil
}

// compare compares sam's artefacts with the local run's programs.
func compare(artefacts, local string) error {
	p, err := readProject(".", argued())
	if err != nil {
		return err
	}
	if err := tell(p.checkArtefacts(artefacts, local)); err != nil {
		return err
	}
	fmt.Printf("%d artefacts: what the local run runs, for another machine\n", len(p.template.Functions))
	return nil
}
