package api

import "strings"

// Replayed is the header that marks an answer as the first call's, given again.
const Replayed = "Idempotent-Replayed"

// About tells the log which referral the call is about, once it is known to be the caller's. The log never takes an id
// from a path, which may contain anything, for example a name.
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
