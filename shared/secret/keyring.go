// Package secret holds the keys that links are signed and cursors are sealed with, and fetches them when they are
// first needed. It links no AWS client: awssecret does, for the functions that need it.
package secret

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// keyLength is the size in bytes of every derived key: AES-256 and HMAC-SHA-256 both want it.
const keyLength = 32

// minSecret is the minimum number of characters of a stored key. The template lets Secrets Manager generate 64.
const minSecret = 32

// Keyring is the program's secret keys, by version. After a rotation the older ones still open what they sealed: a
// partner's link lives for ninety days.
type Keyring struct {
	current byte
	secrets map[byte]string
}

// Parse reads the stored secret: {"version":"1","key1":"<64 random characters>"}. A rotation adds key2 and sets the
// version to 2. Its errors never quote the text.
func Parse(text string) (*Keyring, error) {
	var stored map[string]string
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		return nil, errors.New("secret: not a JSON object of strings")
	}
	ring := &Keyring{secrets: map[byte]string{}}
	for name, value := range stored {
		number, isKey := strings.CutPrefix(name, "key")
		if !isKey {
			continue
		}
		version, err := parseVersion(number)
		if err != nil {
			return nil, err
		}
		if len(value) < minSecret {
			return nil, fmt.Errorf("secret: key%d is shorter than %d characters", version, minSecret)
		}
		ring.secrets[version] = value
	}
	current, err := parseVersion(stored["version"])
	if err != nil {
		return nil, err
	}
	if _, exists := ring.secrets[current]; !exists {
		return nil, fmt.Errorf("secret: version is %d, but there is no key%d", current, current)
	}
	ring.current = current
	return ring, nil
}

// parseVersion takes 1 to 255 in its one spelling: with "01" beside "1", two keys would claim one version.
func parseVersion(text string) (byte, error) {
	n, err := strconv.ParseUint(text, 10, 8)
	if err != nil || n == 0 || strconv.FormatUint(n, 10) != text {
		return 0, errors.New("secret: a key version is a number from 1 to 255")
	}
	return byte(n), nil
}

// Current is the version that new links and cursors are made with.
func (k *Keyring) Current() byte { return k.current }

// Key is the 32-byte key of a version for one purpose, by HKDF-SHA256: a key made for cursors reveals nothing about the
// one for links. False if there is no such version.
func (k *Keyring) Key(version byte, purpose string) ([]byte, bool) {
	stored, exists := k.secrets[version]
	if !exists {
		return nil, false
	}
	key, err := hkdf.Key(sha256.New, []byte(stored), nil, purpose, keyLength)
	if err != nil {
		return nil, false // only for lengths that SHA-256 cannot give
	}
	return key, true
}
