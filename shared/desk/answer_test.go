package desk_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/referral-tool/referrals/shared/desk"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/store"
)

// What makes a referral says where it is; what changes one does not.
func TestReplyOf(t *testing.T) {
	record := store.Record{State: referral.State{ID: "r1", Version: 3}}
	made := desk.ReplyOf(http.StatusCreated, record, "")
	if made.Headers["Location"] != "/v1/referrals/r1" || made.Headers["Etag"] != `"3"` {
		t.Errorf("made: %v", made.Headers)
	}
	changed := desk.ReplyOf(http.StatusOK, record, "")
	if _, located := changed.Headers["Location"]; located || changed.Headers["Etag"] != `"3"` {
		t.Errorf("changed: %v", changed.Headers)
	}
}

func TestRespond(t *testing.T) {
	response, err := desk.Respond(store.Reply{Status: 200, Body: "{}"}, nil)
	if err != nil || response.Status != 200 || string(response.Body) != "{}" {
		t.Errorf("%+v, %v", response, err)
	}
	failed := errors.New("no table")
	if response, err := desk.Respond(store.Reply{Status: 200}, failed); response != nil || !errors.Is(err, failed) {
		t.Errorf("an error answered %+v, %v", response, err)
	}
}

// A CSV holds the whole list, page after page.
func TestAll(t *testing.T) {
	pages := map[store.Position]store.Page[int]{
		"": {Items: []int{1, 2}, Next: "a"}, "a": {Next: "b"}, "b": {Items: []int{3}},
	}
	items, err := desk.All(func(from store.Position, limit int) (store.Page[int], error) {
		if limit != store.Whole {
			t.Errorf("asked for pages of %d", limit)
		}
		return pages[from], nil
	})
	if err != nil || len(items) != 3 {
		t.Errorf("%v, %v", items, err)
	}
	failed := errors.New("no table")
	if _, err := desk.All(func(store.Position, int) (store.Page[int], error) { return store.Page[int]{}, failed }); !errors.Is(err, failed) {
		t.Errorf("an error in the middle answered %v", err)
	}
}
