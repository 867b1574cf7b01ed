package api

import (
	"net/http"
	"strings"
)

// Replayed is the header of an answer that is the first call's.
const Replayed = "Idempotent-Replayed"

// About says which referral the call is about, where neither path nor answer does. It is for the log alone.
func (r *Request) About(referralID string) { r.referral = referralID }

// Where referrals are.
const (
	referralsPath  = "/v1/referrals/"
	referralsRoute = "/referrals/{id}"
)

// referralIn is the id of the referral that a call was about, empty for none. Of a call that failed for want of one
// nothing is taken: what stands in its path may be anything, a name for example.
func (r *Request) referralIn(response *Response) string {
	made, isReferral := strings.CutPrefix(response.Headers["Location"], referralsPath)
	switch {
	case r.referral != "":
		return r.referral
	case isReferral && ValidID(made):
		return made
	case !strings.Contains(r.event.RouteKey, referralsRoute):
		return ""
	}
	switch response.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity,
		http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusInternalServerError:
		return ""
	}
	return r.event.PathParameters["id"]
}
