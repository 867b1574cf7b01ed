// Package awssecret fetches the keys from AWS Secrets Manager.
package awssecret

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/referral-tool/referrals/shared/secret"
)

// Source fetches the current text of the secret with the given ARN.
func Source(cfg aws.Config, arn string) *secret.Source {
	client := secretsmanager.NewFromConfig(cfg)
	return secret.NewSource(func(ctx context.Context) (string, error) {
		out, err := client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &arn})
		if err != nil {
			return "", fmt.Errorf("fetching the keys: %w", err)
		}
		if out.SecretString == nil {
			return "", errors.New("fetching the keys: the secret holds no text")
		}
		return *out.SecretString, nil
	})
}
