package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"

	"github.com/referral-tool/referrals/infra/local/system"
)

// refer sends the guide's customer to a partner and returns the id of the partner's mail, and the link in it.
func refer(ctx context.Context, running *system.System) (mail, link string, err error) {
	token, err := running.Token("case-manager", nil)
	if err != nil {
		return "", "", err
	}
	call := func(method, path string, body, into any) error {
		return request(ctx, method, running.URL+path, token, body, into)
	}
	var contacts struct{ Items []struct{ ID string } }
	if err := call("GET", "/v1/organizations/o3/contacts", nil, &contacts); err != nil {
		return "", "", err
	}
	if len(contacts.Items) == 0 {
		return "", "", errors.New("the demo's organization has no contact")
	}
	referral := map[string]any{
		"customerId": "c01", "organizationId": "o3", "contactId": contacts.Items[0].ID,
		"services": []string{"housing-assistance", "transportation"}, "allowRepeat": "A ride to the evening class as well",
		"note": "Starts a class in Springfield on Monday evening and has no ride there.",
	}
	if err := call("POST", "/v1/referrals", referral, nil); err != nil {
		return "", "", err
	}
	if err := running.Settled(ctx); err != nil {
		return "", "", err
	}
	var mails struct{ Items []struct{ ID, Text string } }
	if err := call("GET", "/_local/mail", nil, &mails); err != nil {
		return "", "", err
	}
	link = regexp.MustCompile(`http://\S+/r/\S+`).FindString(mails.Items[0].Text)
	if link == "" {
		return "", "", errors.New("the mail holds no link")
	}
	return mails.Items[0].ID, link, nil
}

func request(ctx context.Context, method, url, token string, body, into any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, content)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return err
	case response.StatusCode >= 300:
		return fmt.Errorf("%s %s: %s: %s", method, r.URL.Path, response.Status, answer)
	case into == nil:
		return nil
	}
	return json.Unmarshal(answer, into)
}
