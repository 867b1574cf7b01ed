package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Client calls the public API as a persona.
type Client struct {
	URL   string // without a slash at the end
	HTTP  *http.Client
	Token func(persona string) (string, error)
}

func (c Client) put(ctx context.Context, persona string, p put) error {
	token, err := c.Token(persona)
	if err != nil {
		return err
	}
	body, err := json.Marshal(p.body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, c.URL+p.path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	response, err := c.HTTP.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusCreated {
		return fmt.Errorf("the demo: PUT %s answered %d: %s", p.path, response.StatusCode, answer)
	}
	return nil
}
