//go:build unix

package child

import "syscall"

func (p *Process) kill() { _ = syscall.Kill(-p.PID(), syscall.SIGKILL) }
