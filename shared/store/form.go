package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/shared/referral"
)

// Form is the newest revision of the referral's form; false when it has none.
func (r Record) Form() (referral.Form, bool) {
	if len(r.Forms) == 0 {
		return referral.Form{}, false
	}
	return slices.MaxFunc(r.Forms, func(a, b referral.Form) int { return a.Revision - b.Revision }), true
}

// knowsForm reports whether the newest form is among what was read. A draft's is changed in place, so only a fresh read
// tells it.
func (r Record) knowsForm() bool {
	if r.State.Employment == nil {
		return true
	}
	newest, _ := r.Form()
	return r.State.Employment.Revision > 0 && newest.Frozen() && newest.Revision == r.State.Employment.Revision
}

func withForm(forms []referral.Form, c referral.Change) []referral.Form {
	form, touched := c.Form()
	if !touched {
		return forms
	}
	kept := slices.DeleteFunc(slices.Clone(forms), func(f referral.Form) bool { return f.Revision == form.Revision })
	return append(kept, form)
}

// employmentWrites are what a change of a referral for employment services writes beside the rest: form, PDF and
// document, tasks and their events, and what the activity has to know.
func (s *Store) employmentWrites(change referral.Change) []write {
	next := change.Next()
	if next.Employment == nil {
		return nil
	}
	var writes []write
	if form, touched := change.Form(); touched {
		writes = append(writes, s.formWrite(change, form))
	}
	writes = append(writes, s.distributionWrites(change)...)
	writes = append(writes, s.taskWrites(change)...)
	return append(writes, s.activityFollows(change)...)
}

// formWrite puts a form. A revision made after sending is new; a draft's is guarded by the referral's version.
func (s *Store) formWrite(change referral.Change, form referral.Form) write {
	it := formKey(change.Event().Program, change.Event().ReferralID, form.Revision).with(encode(form))
	condition := ""
	if form.Revision > 1 {
		condition = isNew
	}
	return write{TransactWriteItem: s.put(it, condition, nil, nil)}
}

// activityFollows has the activity forget a draft that is none any more, and adds the comment of a noted service.
func (s *Store) activityFollows(change referral.Change) []write {
	prev, existed := change.Prev()
	next := change.Next()
	left := existed && prev.Status == referral.Draft && next.Status != referral.Draft
	if !left && change.Comment() == "" {
		return nil
	}
	u := newUpdate().exists(pk)
	if left {
		u.set("draft", nil)
	}
	if change.Comment() != "" {
		u.appendText("activity.comments", change.Comment())
	}
	return []write{{TransactWriteItem: u.in(s.table, activityKey(next.Program, next.Customer.ID, next.Employment.ActivityID))}}
}

// duplicateActivity is the guide's "Career Navigators should not create two separate referrals", with what to do.
func duplicateActivity(of referral.State, holder string) error {
	err := referral.Errorf(referral.Conflict, "A referral of this client to %s under %s stands already. Do not send a second one: "+
		"note the second service on it (POST /v1/referrals/%s/services).", of.Organization.Name, of.Employment.ActivityName, holder)
	err.DuplicateOf = holder
	return err
}

// FormParties are what a form is generated from, as it now is.
type FormParties struct {
	referral.Parties
	Activity referral.Activity
	// Draft is the draft of the activity that stands, which is then to be brought up to date; its zero value is none. Of the
	// parties there is only the customer then.
	Draft Record
}

// DecideForm makes the draft of a form, or brings the one that stands up to date.
type DecideForm func(FormParties) (referral.Change, error)

// ActivityID names an activity of a customer.
type ActivityID struct{ Customer, Activity string }

// GenerateForm makes the draft referral of a customer's activity, in three requests; while a draft of it stands, it
// is that draft: in two requests, and one more where it is no longer what case and activity say. The customer is
// touched, so that a change of a block's navigator, which moves the customer's referrals, cannot miss the new one.
// NotFound when customer, activity or provider do not exist.
func (s *Store) GenerateForm(ctx context.Context, program string, id ActivityID, now referral.Instant, idem Idempotency, decide DecideForm, answer func(record Record, made bool) Reply) (Reply, error) {
	for range raceTries {
		from, err := s.formSource(ctx, program, id, now, idem)
		if err != nil {
			return Reply{}, err
		}
		write := s.generate
		if from.draft != "" {
			write = s.refill
		}
		reply, err := write(ctx, program, from, now, idem, decide, answer)
		var lost *lostRace
		if !errors.As(err, &lost) {
			return reply, err
		}
	}
	return Reply{}, referral.Errorf(referral.Conflict, "This activity is being changed by many at once. Please try again.")
}

// formSource is what the first request of Generate Form reads.
type formSource struct {
	customer        referral.Customer
	customerVersion int
	activity        referral.Activity
	activityVersion int
	draft           string // id of the referral that stands as a draft
}

func (s *Store) formSource(ctx context.Context, program string, id ActivityID, now referral.Instant, idem Idempotency) (formSource, error) {
	keys := map[string]key{"customer": customerKey(program, id.Customer), "activity": activityKey(program, id.Customer, id.Activity)}
	if idem.Hash != "" {
		keys["idempotency"] = idemKey(program, idem.Hash)
	}
	found, err := s.batchGet(ctx, keys)
	if err != nil {
		return formSource{}, err
	}
	if err := idem.recall(found["idempotency"], now); err != nil {
		return formSource{}, err
	}
	var from formSource
	for _, what := range []string{"customer", "activity"} {
		if found[what] == nil {
			return formSource{}, errUnknown(what)
		}
	}
	from.customerVersion, from.activityVersion = numberOf(found["customer"], "version"), numberOf(found["activity"], "version")
	from.draft = textOf(found["activity"], "draft")
	return from, errors.Join(
		decodeMap(found["customer"], "customer", &from.customer), decodeMap(found["activity"], "activity", &from.activity))
}

func (s *Store) generate(ctx context.Context, program string, from formSource, now referral.Instant, idem Idempotency, decide DecideForm, answer func(Record, bool) Reply) (Reply, error) {
	provider, contact, err := s.ProviderContact(ctx, program, from.activity.ProviderID)
	if err != nil {
		return Reply{}, err
	}
	change, err := decide(FormParties{
		Parties:  referral.Parties{Customer: from.customer, Organization: provider, Contact: contact},
		Activity: from.activity,
	})
	if err != nil {
		return Reply{}, err
	}
	next := change.Next()
	reply := answer(Record{}.with(change), true)
	touched := newUpdate().set("version", number(from.customerVersion+1)).equals("version", number(from.customerVersion))
	drafted := newUpdate().setText("draft", next.ID).absent("draft").equals("version", number(from.activityVersion))
	writes := s.remember(idem, idemKey(program, idem.Hash), change.Event().ID, now, reply)
	writes = append(writes, s.changeWrites(change, Record{})...)
	writes = append(writes,
		write{TransactWriteItem: s.put(referenceKey(program, next.Reference).with(item{"referralId": text(next.ID)}), isNew, nil, nil)},
		write{TransactWriteItem: touched.in(s.table, customerKey(program, next.Customer.ID))},
		write{TransactWriteItem: drafted.in(s.table, activityKey(program, next.Customer.ID, from.activity.ID))})
	err = s.transact(ctx, change.Event().ID, writes)
	if errors.Is(err, errOwnWrite) {
		err = nil
	}
	return reply, err
}

// refill brings the draft that stands up to date. One that was sent meanwhile is answered as it is.
func (s *Store) refill(ctx context.Context, program string, from formSource, now referral.Instant, idem Idempotency, decide DecideForm, answer func(Record, bool) Reply) (Reply, error) {
	record, err := s.Referral(ctx, program, from.draft)
	if err != nil {
		return Reply{}, err
	}
	change, err := decide(FormParties{Parties: referral.Parties{Customer: from.customer}, Activity: from.activity, Draft: record})
	if err != nil {
		return Reply{}, err
	}
	reply := answer(record.with(change), false)
	if change.Nothing() {
		return reply, nil
	}
	writes := s.remember(idem, idemKey(program, idem.Hash), change.Event().ID, now, reply)
	err = s.transact(ctx, change.Event().ID, append(writes, s.changeWrites(change, record)...))
	if errors.Is(err, errOwnWrite) {
		err = nil
	}
	return reply, err
}

// ProviderContact reads a provider and the contact that is told of a form: the first whose address takes mail, else the
// first; the zero Contact when there is none. One request. NotFound when there is no such provider.
func (s *Store) ProviderContact(ctx context.Context, program, provider string) (referral.Organization, referral.Contact, error) {
	query := inPartition("", organizationPK(program, provider))
	query.TableName = &s.table
	var organization referral.Organization
	var contacts []referral.Contact
	pages := dynamodb.NewQueryPaginator(s.client, query)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return referral.Organization{}, referral.Contact{}, fmt.Errorf("reading a provider: %w", err)
		}
		for _, it := range page.Items {
			if err := readDirectory(it, &organization, &contacts); err != nil {
				return referral.Organization{}, referral.Contact{}, err
			}
		}
	}
	if organization.ID == "" {
		return referral.Organization{}, referral.Contact{}, errUnknown("provider")
	}
	if i := slices.IndexFunc(contacts, referral.Contact.Deliverable); i >= 0 {
		return organization, contacts[i], nil
	}
	return organization, append(contacts, referral.Contact{})[0], nil
}

func readDirectory(it item, organization *referral.Organization, contacts *[]referral.Contact) error {
	switch sortKey := textOf(it, sk); {
	case sortKey == skOrganization:
		return decodeMap(it, "organization", organization)
	case strings.HasPrefix(sortKey, contactPrefix):
		var c referral.Contact
		err := decodeMap(it, "contact", &c)
		*contacts = append(*contacts, c)
		return err
	}
	return nil
}

// textList is a list of texts.
func textList(elements ...string) types.AttributeValue {
	l := &types.AttributeValueMemberL{Value: []types.AttributeValue{}}
	for _, e := range elements {
		l.Value = append(l.Value, text(e))
	}
	return l
}
