package run

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

const (
	// A call within one region is answered in milliseconds. One that has not been after three seconds is better tried
	// again than waited for: all attempts and their pauses fit into the timeout of a function behind the API.
	dialTimeout    = 1 * time.Second
	attemptTimeout = 3 * time.Second

	// idleTimeout is under the time after which AWS closes idle connections on its side.
	idleTimeout = 50 * time.Second
)

// AWS is the configuration for all service clients, from the environment that Lambda sets. The SDK's own config package
// is left out: it links single sign-on, STS and the instance metadata client into every function.
func (e *Env) AWS() aws.Config {
	return aws.Config{
		Region:        e.Text("AWS_REGION"),
		Credentials:   aws.CredentialsProviderFunc(e.credentials),
		HTTPClient:    HTTPClient(attemptTimeout),
		RetryMode:     aws.RetryModeStandard,
		ConfigSources: []any{endpoints{lookup: e.lookup}},
	}
}

// credentials reads the environment each time, because Lambda may replace what the SDK would keep.
func (e *Env) credentials(context.Context) (aws.Credentials, error) {
	id, secret := e.Optional("AWS_ACCESS_KEY_ID"), e.Optional("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return aws.Credentials{}, errors.New("AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set")
	}
	return aws.Credentials{
		AccessKeyID: id, SecretAccessKey: secret, SessionToken: e.Optional("AWS_SESSION_TOKEN"), Source: "environment",
	}, nil
}

// HTTPClient limits the time of each attempt of a call. The limit in AWS is short; SES needs a longer one, because a
// mail whose fate is unknown is worse than a slow one.
func HTTPClient(attempt time.Duration) aws.HTTPClient {
	return client{awshttp.NewBuildableClient().
		WithTimeout(attempt).
		WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout }).
		WithTransportOptions(func(t *http.Transport) {
			t.IdleConnTimeout = idleTimeout
			t.TLSHandshakeTimeout = dialTimeout
		})}
}

// client keeps an answer that comes fast. The SDK closes a request's body as soon as there is an answer; its WriteTo then
// reports io.EOF, which no WriteTo may, and net/http takes for a failed write: it closes the connection under the answer.
// That costs a retry and its pause, and of a mail, which is not retried, the knowledge that it was sent.
type client struct{ *awshttp.BuildableClient }

// Do hides WriteTo: the body's Read ends as it should.
func (c client) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = struct{ io.ReadCloser }{r.Body}
	}
	return c.BuildableClient.Do(r)
}

// endpoints are the addresses of services that the environment names: AWS_ENDPOINT_URL_DYNAMODB and its like. The
// clients ask their configuration's sources for them.
type endpoints struct {
	lookup func(string) (string, bool)
}

// GetServiceBaseEndpoint is called by the clients with their SDK id, for example "Secrets Manager".
func (s endpoints) GetServiceBaseEndpoint(_ context.Context, sdkID string) (string, bool, error) {
	name := "AWS_ENDPOINT_URL_" + strings.ToUpper(strings.ReplaceAll(sdkID, " ", "_"))
	value, set := s.lookup(name)
	return value, set && value != "", nil
}
