package cost

import (
	"context"
	"regexp"
	"strings"

	"github.com/referral-tool/referrals/infra/bench/internal/scene"
)

// operation is a call of the API that is measured. In path and body a word in braces stands for what the walk keeps
// under it.
type operation struct {
	name     string
	function string // that the API calls
	persona  string // "" for a partner
	method   string
	path     string
	body     string // JSON; "" for none

	keep string // under which a text of the answer is kept, for the operations after it; "" for nothing
	from []any  // where that text stands
}

// walk is one round through the operations, in which each finds what those before it have left.
type walk struct {
	system *scene.System
	kept   map[string]string
}

// newWalk makes everything under a name that no other round has.
func newWalk(s *scene.System, name string) *walk { return &walk{s, map[string]string{"name": name}} }

// address is where the mails to the round's partner go.
func (w *walk) address() string { return w.kept["name"] + "@partner.referrals.test" }

func (w *walk) do(ctx context.Context, o operation) (scene.Answer, error) {
	caller, err := w.system.As(o.persona)
	if err != nil {
		return scene.Answer{}, err
	}
	if mails := w.system.Mailbox.Mails(w.address()); len(mails) > 0 {
		w.read(mails[0].Text)
	}
	answer, err := caller.Call(ctx, o.method, w.fill(o.path), w.fill(o.body))
	if o.keep != "" {
		w.kept[o.keep] = answer.Text(o.from...)
	}
	return answer, err
}

// code is that which opens a sensitive referral, in a line of its own.
var code = regexp.MustCompile(`(?m)^\d{6}$`)

// read keeps what the partner finds in a mail. The one with a code has no link: it is the page's that asked for it.
func (w *walk) read(text string) {
	if link := scene.LinkIn(text); link != "" {
		w.kept["link"] = link
	}
	if found := code.FindString(text); found != "" {
		w.kept["code"] = found
	}
}

// fill puts what is kept in the place of the words in braces.
func (w *walk) fill(text string) string {
	for word, value := range w.kept {
		text = strings.ReplaceAll(text, "{"+word+"}", value)
	}
	return text
}
