package formpage_test

import (
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/form/formpage"
	"github.com/referral-tool/referrals/shared/referral"
	"github.com/referral-tool/referrals/shared/view"
)

func TestPage(t *testing.T) {
	page := string(formpage.Page("Kansas <DCF>", "R-7K3F-9QXM", view.Form{
		Version: 2, Title: "P301: Employment Services Client Referral", SentAt: "2026-11-20T15:04:05.000Z",
		Fields: []referral.FormField{
			{Key: "client", Label: "Client", Kind: referral.FieldLine, Value: `Eve "<script>alert(1)</script>`},
			{Key: "notes", Label: "Notes", Kind: referral.FieldLong, Value: "One.\nTwo."},
		},
	}))
	for _, want := range []string{
		"Kansas &lt;DCF&gt;", "<h1>P301: Employment Services Client Referral</h1>", "R-7K3F-9QXM, version 2",
		"<dt>Client</dt>", "Eve &#34;&lt;script&gt;", `<dd class="long">One.`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"<script", "not sent yet"} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %s", never)
		}
	}
}

func TestPage_OfADraft(t *testing.T) {
	if page := string(formpage.Page("", "R-7K3F-9QXM", view.Form{Version: 1})); !strings.Contains(page, "not sent yet") {
		t.Errorf("the page does not say that the form was not sent: %s", page)
	}
}
