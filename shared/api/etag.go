package api

import (
	"strconv"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// ETag is a referral's version as an entity tag.
func ETag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// IfMatch is the version that the caller has seen, when the request says so. Stale when the tag is not one of ours: a
// tag that cannot be compared does not match.
func (r *Request) IfMatch() (version int, set bool, err error) {
	tag := strings.TrimSpace(r.Header("If-Match"))
	if tag == "" || tag == "*" { // "*" asks for any version, as long as there is one
		return 0, false, nil
	}
	number := strings.TrimSuffix(strings.TrimPrefix(tag, `"`), `"`)
	version, err = strconv.Atoi(number)
	if err != nil || version < 1 || ETag(version) != tag {
		return 0, false, referral.Errorf(referral.Stale, "If-Match is not an ETag of this referral. Read the referral again, and send its ETag unchanged.")
	}
	return version, true, nil
}
