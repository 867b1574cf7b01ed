// Package secret stands in for Secrets Manager: it generates the template's secrets once and hands them out.
package secret

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net/http"
	"os"
	"time"

	"github.com/referral-tool/referrals/infra/local/internal/awsjson"
	"github.com/referral-tool/referrals/infra/local/internal/durable"
	"github.com/referral-tool/referrals/infra/template"
)

// alphabet is what GenerateSecretString takes with ExcludePunctuation.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// kept is a generated secret, as it stands in the file.
type kept struct {
	Value   string    `json:"value"` // SecretString
	Version string    `json:"version"`
	Made    time.Time `json:"made"`
}

// Store holds the secrets' values.
type Store struct {
	declared []template.Secret
	values   map[string]kept // by logical id
}

// Open reads the secrets kept in the file and generates those that it lacks; without a file they are new in each run,
// and links of an earlier one are dead.
func Open(file string, declared []template.Secret, now time.Time, newID func() string) (*Store, error) {
	s := &Store{declared: declared, values: make(map[string]kept)}
	if err := s.read(file); err != nil {
		return nil, fmt.Errorf("the kept secrets: %w", err)
	}
	complete := true
	for _, secret := range declared {
		if _, stands := s.values[secret.LogicalID]; stands {
			continue
		}
		value, err := generate(secret)
		if err != nil {
			return nil, fmt.Errorf("secret %s: %w", secret.LogicalID, err)
		}
		s.values[secret.LogicalID] = kept{Value: value, Version: newID(), Made: now}
		complete = false
	}
	if complete || file == "" {
		return s, nil
	}
	content, err := json.Marshal(s.values)
	if err != nil {
		return nil, err
	}
	return s, durable.WriteFile(file, content)
}

func (s *Store) read(file string) error {
	if file == "" {
		return nil
	}
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(content, &s.values)
}

// generate fills the generated key into the template's JSON object.
func generate(secret template.Secret) (string, error) {
	if !secret.ExcludePunctuation {
		return "", errors.New("a key with punctuation is not served")
	}
	fields := make(map[string]any)
	if err := json.Unmarshal([]byte(secret.Template), &fields); err != nil {
		return "", fmt.Errorf("SecretStringTemplate: %w", err)
	}
	password := make([]byte, secret.Length)
	for i := range password {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		if err != nil {
			return "", err
		}
		password[i] = alphabet[at.Int64()]
	}
	fields[secret.Key] = string(password)
	value, err := json.Marshal(fields)
	return string(value), err
}

// Handler serves GetSecretValue.
func (s *Store) Handler() http.Handler {
	return awsjson.Handler(map[string]awsjson.Operation{"GetSecretValue": s.getSecretValue})
}

func (s *Store) getSecretValue(_ *http.Request, body []byte) (any, error) {
	var input struct{ SecretId string }
	if err := json.Unmarshal(body, &input); err != nil {
		return nil, &awsjson.Error{Type: "SerializationException", Message: "The body is no GetSecretValue request."}
	}
	for _, secret := range s.declared {
		if input.SecretId != secret.ARN && input.SecretId != secret.Name {
			continue
		}
		value := s.values[secret.LogicalID]
		return map[string]any{
			"ARN":           secret.ARN,
			"Name":          secret.Name,
			"VersionId":     value.Version,
			"SecretString":  value.Value,
			"VersionStages": []string{"AWSCURRENT"},
			"CreatedDate":   value.Made.Unix(),
		}, nil
	}
	return nil, &awsjson.Error{Type: "ResourceNotFoundException",
		Message: "Secrets Manager can't find the specified secret."}
}
