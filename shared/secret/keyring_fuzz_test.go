package secret_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/secret"
)

// FuzzParse: a stored secret is a ring that has its current key, or an error that quotes nothing of it.
func FuzzParse(f *testing.F) {
	key := strings.Repeat("k", 64)
	f.Add(`{"version":"1","key1":"` + key + `"}`)
	f.Add(`{"version":"2","key1":"` + key + `"}`)
	f.Add(`{"version":"255","key255":"` + key + `","key01":""}`)
	f.Add(`{"version":null}`)
	f.Fuzz(func(t *testing.T, stored string) {
		ring, err := secret.Parse(stored)
		if err != nil {
			if len(stored) >= 32 && strings.Contains(err.Error(), stored) {
				t.Errorf("the error quotes %q", stored)
			}
			return
		}
		if made, known := ring.Key(ring.Current(), "cursor"); !known || len(made) != 32 {
			t.Errorf("%q gives a key of %d bytes", stored, len(made))
		}
	})
}
