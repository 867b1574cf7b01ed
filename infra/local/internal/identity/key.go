package identity

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/referral-tool/referrals/infra/local/internal/durable"
)

// RSA, because API Gateway's JWT authorizer takes nothing else.
const keyBits = 2048

// keep returns the key in the file, or a new one that it has put there. Without a file the key is gone with the
// process.
func keep(path string) (*rsa.PrivateKey, error) {
	if path == "" {
		return rsa.GenerateKey(rand.Reader, keyBits)
	}
	kept, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return generate(path)
	}
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(kept)
	if block == nil {
		return nil, fmt.Errorf("%s holds no key", path)
	}
	return x509.ParsePKCS1PrivateKey(block.Bytes)
}

func generate(path string) (*rsa.PrivateKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, err
	}
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	return key, durable.WriteFile(path, pem.EncodeToMemory(block))
}

// keyID names a key by its content, so that a token of another run's key is refused by its kid.
func keyID(key *rsa.PublicKey) string {
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(key))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}
