package fault

import (
	"encoding/json"
	"net/http"
	"regexp"
	"sync"
	"time"

	"github.com/referral-tool/referrals/infra/local/system"
)

// lag is how far an index may be behind its table here. DynamoDB promises no bound; it is below a second as a rule.
const lag = 5 * time.Second

// behind are the latest answers of the table's indexes, by question.
type behind struct {
	mu      sync.Mutex
	answers map[string]indexed
}

type indexed struct {
	answer []byte
	at     time.Time
}

// instants differ from one asking of a question to the next: what is due up to now.
var instants = regexp.MustCompile(`\d{4}-\d\d-\d\dT[\d:.]+Z`)

// before is what the index answered to a request the last time, if that is young enough; the answer to this one is kept for
// the next time. false for all but queries of an index.
func (b *behind) before(call system.Call) ([]byte, bool) {
	var request struct{ IndexName string }
	if call.Operation != "Query" || call.Status != http.StatusOK || json.Unmarshal(call.Body, &request) != nil || request.IndexName == "" {
		return nil, false
	}
	question := instants.ReplaceAllString(string(call.Body), "")
	b.mu.Lock()
	defer b.mu.Unlock()
	last, asked := b.answers[question]
	b.answers[question] = indexed{call.Answer, time.Now()}
	return last.answer, asked && time.Since(last.at) < lag
}
