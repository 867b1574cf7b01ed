package api

import (
	"mime"
	"strconv"
	"strings"
)

// WantsCSV reports whether a list is asked for as CSV rather than as JSON.
func (r *Request) WantsCSV() bool { return r.prefers("application/json", "text/csv") == "text/csv" }

// WantsJSON reports whether a page is asked for as JSON rather than as HTML.
func (r *Request) WantsJSON() bool {
	return r.prefers("text/html", "application/json") == "application/json"
}

// WantsPage reports whether the caller prefers HTML over the default JSON.
func (r *Request) WantsPage() bool { return r.prefers("application/json", "text/html") == "text/html" }

// prefers returns the offered type that the Accept header prefers; the first of several with the same weight.
func (r *Request) prefers(offers ...string) string {
	best, bestWeight := offers[0], 0.0
	for _, offer := range offers {
		if weight := acceptance(r.Header("Accept"), offer); weight > bestWeight {
			best, bestWeight = offer, weight
		}
	}
	return best
}

// acceptance is the weight, 0 to 1, that an Accept header gives to a type: that of the most specific range that
// matches. RFC 9110, 12.5.1.
func acceptance(accept, offer string) float64 {
	kind, _, _ := strings.Cut(offer, "/")
	weight, exactness := 0.0, -1
	for _, part := range strings.Split(accept, ",") {
		media, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		matched := -1
		switch media {
		case offer:
			matched = 2
		case kind + "/*":
			matched = 1
		case "*/*":
			matched = 0
		}
		if matched > exactness {
			weight, exactness = quality(parameters["q"]), matched
		}
	}
	return weight
}

func quality(text string) float64 {
	if text == "" {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(0 <= q && q <= 1) {
		return 0
	}
	return q
}
