package verify

import (
	"slices"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// directory: an open referral shows its organization and its contact as the directory has them, and none is at an entry that
// was merged into another. A contact that came with a merge may have met another of its id at the organization that remains;
// and a form shows the contact for whom it was generated, though its mail goes where the directory says.
func (j *judgement) directory() {
	organizations, contacts := map[string]Item{}, map[string]Item{}
	for _, it := range j.Table.Items {
		_, id, is := strings.Cut(text(it, "PK"), "#ORG#")
		if !is {
			continue
		}
		if text(it, "SK") == "ORG" {
			organizations[id] = inner(it, "organization")
		}
		if contact, is := strings.CutPrefix(text(it, "SK"), "CON#"); is {
			contacts[id+" "+contact] = inner(it, "contact")
		}
	}
	j.each(func(id string, f *file) {
		if !f.Open() {
			return
		}
		at := f.Organization.ID
		if o := organizations[at]; text(o, "mergedInto") != "" || text(o, "name") != f.Organization.Name {
			j.broken("%s is at %s, %q; the directory has %q, merged into %q", id, at, f.Organization.Name, text(o, "name"), text(o, "mergedInto"))
		}
		merged := slices.ContainsFunc(f.events, func(e referral.Event) bool {
			return e.Type == referral.ContactChanged && strings.HasSuffix(e.Note, "were merged.")
		})
		if c := contacts[at+" "+f.Contact.ID]; !merged && f.Employment == nil && text(c, "email") != f.Contact.Email {
			j.broken("%s goes to %s; the directory has %s", id, f.Contact.Email, text(c, "email"))
		}
	})
}
