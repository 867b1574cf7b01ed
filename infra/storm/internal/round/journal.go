package round

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// journal is all that functions and stand-ins print in a round.
type journal struct {
	mu     sync.Mutex
	prints []*printed
}

// printed is what one instance prints. It comes in pieces, which may end anywhere.
type printed struct {
	journal *journal
	by      string
	text    bytes.Buffer
}

// of begins the print of another instance.
func (j *journal) of(function string) io.Writer {
	j.mu.Lock()
	defer j.mu.Unlock()
	p := &printed{journal: j, by: function}
	j.prints = append(j.prints, p)
	return p
}

func (p *printed) Write(piece []byte) (int, error) {
	p.journal.mu.Lock()
	defer p.journal.mu.Unlock()
	return p.text.Write(piece)
}

// lines are those so far, each with who printed it.
func (j *journal) lines() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var lines []string
	for _, p := range j.prints {
		for line := range strings.Lines(p.text.String()) {
			lines = append(lines, p.by+": "+strings.TrimRight(line, "\n"))
		}
	}
	return lines
}
