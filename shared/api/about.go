package api

import "strings"

// Replayed is the header of an answer that is the first call's.
const Replayed = "Idempotent-Replayed"

// About says which referral the call is about, once it was found to be the caller's. It is for the log alone, which so
// holds no id that somebody made up: what is in a path may be anything, a name for example.
func (r *Request) About(referralID string) { r.referral = referralID }

// AboutCustomer is About for a customer.
func (r *Request) AboutCustomer(customerID string) { r.customer = customerID }

// referralsPath is where referrals are.
const referralsPath = "/v1/referrals/"

// referralIn is the id of the referral that a call was about or has made, empty for none.
func (r *Request) referralIn(response *Response) string {
	made, isReferral := strings.CutPrefix(response.Headers["Location"], referralsPath)
	if r.referral == "" && isReferral && ValidID(made) {
		return made
	}
	return r.referral
}
