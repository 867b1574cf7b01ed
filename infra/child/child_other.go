//go:build !unix

package child

import "os/exec"

func bind(*exec.Cmd) {}

func (p *Process) kill() { _ = p.cmd.Process.Kill() }
