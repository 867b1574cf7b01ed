package referral

import (
	"crypto/sha256"
	"encoding/base32"
)

// crockford leaves out I, L, O and U, so that nothing can be misheard or misread over the telephone.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// ReferenceOf is the short reference of a referral id, for example R-7K3F-9QXM: 40 bits, so the store keeps a guard
// against the rare clash.
func ReferenceOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	text := crockford.EncodeToString(sum[:5])
	return "R-" + text[:4] + "-" + text[4:]
}
