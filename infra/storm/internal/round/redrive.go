package round

import (
	"context"
	"encoding/json"
	"fmt"
)

// redrive delivers once more what bus and stream have given up, as an operator does. What fails again is dead.
func (r *round) redrive(ctx context.Context) {
	for _, dead := range r.system.Bus.DeadLetters() {
		r.redriven++
		if _, err := r.system.Functions.Invoke(ctx, dead.Function, dead.Event); err != nil {
			r.dead++
		}
	}
	for _, dead := range r.system.Stream.Dead() {
		for _, record := range dead.Records {
			r.redriven++
			event := fmt.Appendf(nil, `{"Records":[%s]}`, record.JSON)
			answer, err := r.system.Functions.Invoke(ctx, dead.Function, event)
			if err != nil || refused(answer) {
				r.dead++
			}
		}
	}
}

// refused reads the answer to a batch of the stream: the records that failed.
func refused(answer []byte) bool {
	var report struct{ BatchItemFailures []json.RawMessage }
	return json.Unmarshal(answer, &report) != nil || len(report.BatchItemFailures) > 0
}
