package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/child"
)

// pollInterval is short against the engine's start, which takes about five milliseconds.
const pollInterval = time.Millisecond

// waitReady returns when the process has said that it listens and its port answers. The port alone would prove
// nothing: another program may have taken it, and ours be about to end for that reason.
func waitReady(ctx context.Context, process *child.Process, output *output, address string) error {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	for {
		if output.listening() && answers(address) {
			return nil
		}
		select {
		case <-process.Done():
			return fmt.Errorf("it ended at once: %s", output.start())
		case <-ctx.Done():
			return errors.Join(ctx.Err(), errors.New("the engine did not come up in time"))
		case <-ticker.C:
		}
	}
}

func answers(address string) bool {
	conn, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// output passes on what the engine prints and keeps the start of it, which says that it listens, or why not.
type output struct {
	mu   sync.Mutex
	head []byte
	next io.Writer
}

const headSize = 4096 // bytes

func newOutput(next io.Writer) *output {
	if next == nil {
		next = io.Discard
	}
	return &output{next: next}
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if room := headSize - len(o.head); room > 0 {
		o.head = append(o.head, p[:min(room, len(p))]...)
	}
	return o.next.Write(p)
}

func (o *output) listening() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return bytes.Contains(o.head, []byte("listening on"))
}

func (o *output) start() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(bytes.TrimSpace(o.head))
}
