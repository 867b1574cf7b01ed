package api

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/referral-tool/referrals/shared/referral"
)

// Decode reads a JSON body into v, strictly, so that a typo is never taken for a choice.
//
//   - Unsupported: the content type is not application/json.
//   - TooLarge: over the API's limit.
//   - Malformed, saying where: not JSON, not UTF-8, of the wrong type, a name twice, something after the end. null is
//     never accepted: omit a field that has no value.
//   - Invalid, naming each: fields that v does not have. Case counts.
func (r *Request) Decode(v any) error {
	if r.MediaType() != "application/json" {
		return referral.Errorf(referral.Unsupported, "Send the body as application/json.")
	}
	body, err := r.body()
	if err != nil {
		return err
	}
	return decodeJSON(body, v)
}

// DecodeOptional is Decode for calls whose whole body may be missing.
func (r *Request) DecodeOptional(v any) error {
	if r.event.Body == "" {
		return nil
	}
	return r.Decode(v)
}

// decodeJSON checks first, because encoding/json accepts names that differ in case, appear twice or are unknown.
func decodeJSON(body []byte, v any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return referral.Errorf(referral.Malformed, "The body is empty; send a JSON object.")
	}
	if !utf8.Valid(body) {
		return referral.Errorf(referral.Malformed, "The body is not UTF-8.")
	}
	unknown, err := checkShape(body, reflect.TypeOf(v))
	if err != nil {
		return err
	}
	if err := unknown.Err(); err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return unreadable(err)
	}
	return nil
}

// Form reads a form's body. Unsupported, TooLarge and Malformed as Decode.
func (r *Request) Form() (url.Values, error) {
	if r.MediaType() != "application/x-www-form-urlencoded" {
		return nil, referral.Errorf(referral.Unsupported, "Send the form as application/x-www-form-urlencoded.")
	}
	body, err := r.body()
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, referral.Errorf(referral.Malformed, "The form cannot be read.")
	}
	for name, values := range form {
		if !utf8.ValidString(name) || !utf8.ValidString(strings.Join(values, "")) {
			return nil, referral.Errorf(referral.Malformed, "The form is not UTF-8.")
		}
	}
	return form, nil
}
