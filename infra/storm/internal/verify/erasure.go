package verify

import (
	"slices"
	"strings"

	"github.com/referral-tool/referrals/infra/storm/internal/client"
)

// erasures: an erasure that was acknowledged is done, so is one that was begun, and nothing tells of the customer.
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
	j.forgotten(gone)
}

// forgotten: no item holds a word that tells of somebody who was erased, but for those that answer a repeated call for a
// day. Such records of calls about one referral stand with the referral, and go with what they show.
func (j *judgement) forgotten(gone map[string]bool) {
	words := j.personal(gone)
	for _, it := range j.Table.Items {
		if strings.Contains(text(it, "PK"), "#IDEM#") {
			continue
		}
		held := strings.ToLower(contents(it))
		for id, words := range words {
			for _, word := range words {
				if strings.Contains(held, strings.ToLower(word)) {
					j.broken("%s was erased, and %s %s holds %q still", id, text(it, "PK"), text(it, "SK"), word)
				}
			}
		}
	}
}

// personal are the words that tell of those who were erased: their own, and what people wrote about them. The names that
// partners gave for themselves are not among those.
func (j *judgement) personal(gone map[string]bool) map[string][]string {
	words := map[string][]string{}
	for id := range gone {
		words[id] = slices.Clone(j.Words[id])
	}
	for _, c := range j.Calls {
		id := ""
		switch c.Kind {
		case "create", "draft", "customer load", "activity", "hold":
			id = c.Subject
		case "change of a draft", "form changed", "cancel", "consent", "consent withdrawn", "service noted", "task completed",
			"provider's answer":
			if f := j.files[c.Subject]; f != nil {
				id = f.Customer.ID
			}
		}
		if _, erased := gone[id]; erased && c.Marker != "" {
			words[id] = append(words[id], c.Marker)
		}
	}
	return words
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

func contents(it Item) string {
	var b strings.Builder
	writeItem(&b, it)
	return b.String()
}
