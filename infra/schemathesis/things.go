package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/referral-tool/referrals/infra/local/system"
)

// things are what stands in the system already, by what it is: made-up ids alone would meet 404 and nothing behind it.
type things map[string][]string

// enough things of a kind.
const enough = 20

// look asks the API what the holder of a token may see. A list that is not for them gives nothing.
func look(ctx context.Context, s *system.System, token string) (things, error) {
	found := things{"customer": {"c01", "k07"}, "organization": {"provider-heartland"}}
	for kind, path := range map[string]string{
		"customer": "/v1/customers", "organization": "/v1/organizations", "referral": "/v1/referrals", "task": "/v1/tasks",
	} {
		ids, err := list(ctx, s.URL+path, token)
		if err != nil {
			return nil, err
		}
		found[kind] = append(found[kind], ids...)
	}
	received, err := list(ctx, s.URL+"/v1/provider/referrals", token)
	if err != nil {
		return nil, err
	}
	found["referral"] = append(found["referral"], received...)
	if err := found.lookInside(ctx, s.URL, token); err != nil {
		return nil, err
	}
	for _, mail := range s.Mailbox.Mails("") {
		if link := linkPattern.FindStringSubmatch(mail.Text); link != nil && len(found["link"]) < enough {
			found["link"] = append(found["link"], link[1])
		}
	}
	for kind, ids := range found {
		slices.Sort(ids)
		found[kind] = slices.Compact(ids)
	}
	return found, nil
}

var linkPattern = regexp.MustCompile(`/r/([A-Za-z0-9_-]+)`)

// mailLinks has a few referrals sent again: what the demonstration sent in the past, nobody got a mail of.
func mailLinks(ctx context.Context, s *system.System) error {
	token, err := s.Token("case-manager", nil)
	if err != nil {
		return err
	}
	referrals, err := list(ctx, s.URL+"/v1/referrals", token)
	if err != nil {
		return err
	}
	for _, id := range referrals {
		answer, err := send(ctx, http.MethodPost, s.URL+"/v1/referrals/"+id+"/resend", token)
		if err != nil {
			return err
		}
		_ = answer.Body.Close() // one that has ended is refused
	}
	return s.Settled(ctx)
}

// lookInside finds what belongs to customers and organizations.
func (t things) lookInside(ctx context.Context, url, token string) error {
	for inner, outer := range map[string]struct{ kind, path string }{
		"activity": {"customer", "/v1/customers/%s/activities"},
		"contact":  {"organization", "/v1/organizations/%s/contacts"},
	} {
		for _, id := range t[outer.kind] {
			ids, err := list(ctx, url+fmt.Sprintf(outer.path, id), token)
			if err != nil {
				return err
			}
			t[inner] = append(t[inner], ids...)
		}
	}
	return nil
}

// list gives the ids of a list's first page; none when it is refused.
func list(ctx context.Context, url, token string) ([]string, error) {
	answer, err := send(ctx, http.MethodGet, fmt.Sprintf("%s?limit=%d", url, enough), token)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, nil
	}
	var page struct{ Items []struct{ ID string } }
	if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
		return nil, err
	}
	var ids []string
	for _, item := range page.Items {
		ids = append(ids, item.ID)
	}
	return ids, nil
}

func send(ctx context.Context, method, url, token string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return http.DefaultClient.Do(request)
}
