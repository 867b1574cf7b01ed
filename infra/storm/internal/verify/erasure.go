package verify

import (
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// erasures: an erasure that was acknowledged is done, so is one that was begun, and the customer's name stands nowhere
// but in the answers kept for repeated calls.
func (j *judgement) erasures() {
	gone := j.gone()
	for _, c := range j.Calls {
		if c.Kind == "erasure" && c.Fate == client.Acknowledged {
			if _, begun := gone[c.Subject]; !begun {
				j.broken("the erasure of %s was acknowledged and is not there", c.Subject)
			}
		}
	}
	for id, done := range gone {
		if !done {
			j.broken("the erasure of %s was begun and never done", id)
		}
	}
	for _, it := range j.Table.Items {
		if strings.Contains(text(it, "PK")+text(it, "SK"), "IDEM") {
			continue
		}
		for id := range gone {
			if mentions(it, j.Names[id]) {
				j.broken("%s was erased, and %s %s holds the name still", id, text(it, "PK"), text(it, "SK"))
			}
		}
	}
}

// gone are the customers who were erased, each with whether that is done.
func (j *judgement) gone() map[string]bool {
	gone := map[string]bool{}
	for _, it := range j.Table.Items {
		_, id, is := strings.Cut(text(it, "PK"), "#CUST#")
		if erasure := inner(it, "erasure"); is && text(it, "SK") == customerSK && erasure != nil {
			gone[id] = boolean(erasure, "done")
		}
	}
	return gone
}

func mentions(it Item, name string) bool {
	var plain map[string]any
	if attributevalue.UnmarshalMap(it, &plain) != nil {
		return false
	}
	encoded, err := json.Marshal(plain)
	return err == nil && strings.Contains(strings.ToLower(string(encoded)), strings.ToLower(name))
}
