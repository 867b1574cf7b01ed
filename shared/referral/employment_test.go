package referral_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// "Information entered on the page populates on the P301 … The Session Description field populates as the referred
// Service."
func TestGenerate_FillsTheForm(t *testing.T) {
	f := generated(t)
	for key, want := range map[string]string{
		"client": "Renée Peña", "caseNumber": "KS-1002", "programBlock": "Work Programs", "activityName": "Job Search",
		"service": "Job Search Assistance", "provider": "Heartland Works", "navigator": "Pat Lindgren",
		"navigatorPhone": "785-555-0120", "navigatorEmail": "pat@dcf.test", "startDate": "2026-04-01", "endDate": "2026-06-30",
		"hoursPerWeek": "20", "notes": "Needs evening hours.",
	} {
		if got := f.form.Value(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if f.form.Heading != "P301: Employment Services Client Referral" || f.form.Frozen() {
		t.Errorf("the form is %+v", f.form)
	}
	wantStatus(t, f.state, referral.Draft)
	if s := f.state; s.Kind != referral.Employment || s.Employment.Navigator != "sub-n1" || len(s.Lines) != 1 || s.Lines[0].Label != "Job Search Assistance" {
		t.Errorf("the referral is %+v of %+v", s, s.Employment)
	}
}

func TestGenerate_ErrWhatTheCatalogDoesNotOffer(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*referral.Activity)
		field string
	}{
		{"BlockOfAnother", func(a *referral.Activity) { a.Block = "GOALS" }, "programBlock"},
		{"UnknownActivity", func(a *referral.Activity) { a.Name = "Dancing" }, "activityName"},
		{"UnknownSession", func(a *referral.Activity) { a.Session = "Tango" }, "sessionDescription"},
		{"ProviderOfAnotherSession", func(a *referral.Activity) { a.ProviderID = "provider-elsewhere" }, "providerId"},
		{"NoStart", func(a *referral.Activity) { a.StartDate = "" }, "startDate"},
		{"NoSuchEnd", func(a *referral.Activity) { a.EndDate = "2026-02-30" }, "endDate"},
		{"EndBeforeStart", func(a *referral.Activity) { a.EndDate = "2026-03-31" }, "endDate"},
		{"HoursOfNoWeek", func(a *referral.Activity) { a.HoursPerWeek = 169 }, "hoursPerWeek"},
		{"NegativeHours", func(a *referral.Activity) { a.HoursPerWeek = -1 }, "hoursPerWeek"},
		{"LongComments", func(a *referral.Activity) { a.Comments = []string{strings.Repeat("x", 4001)} }, "additionalComments"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := jobSearch()
			tt.spoil(&a)
			wantFields(t, a.Check(client(), kansas(t)), tt.field)
			f := generated(t)
			change, err := referral.Generate(f.cmd(), referralID, provider(), a, "")
			wantFields(t, err, tt.field)
			if !change.Nothing() {
				t.Error("a form was generated")
			}
		})
	}
}

func TestActivity_Warnings(t *testing.T) {
	tests := []struct {
		end   referral.Date
		hours float64
		want  int
	}{
		{"2027-04-01", 40, 0}, {"2027-04-02", 40, 1}, {"2027-04-01", 40.5, 1}, {"2028-01-01", 41, 2},
		{"2027-04-01", 0, 0}, {"2027-04-01", 168, 1}, // HoursOfNoWeek are more
	}
	for _, tt := range tests {
		a := jobSearch()
		a.EndDate, a.HoursPerWeek = tt.end, tt.hours
		if got := a.Warnings(); len(got) != tt.want {
			t.Errorf("until %s, %v hours: %q", tt.end, tt.hours, got)
		}
		if err := a.Check(client(), kansas(t)); err != nil {
			t.Errorf("until %s, %v hours: %v", tt.end, tt.hours, err)
		}
	}
}

func TestSendForm_FreezesAndTells(t *testing.T) {
	f := generated(t)
	change := f.do(f.state.SendForm(f.cmd(), f.form, f.state.Contact))
	wantStatus(t, f.state, referral.Sent)
	if !f.form.Frozen() || !change.Distributes() || f.state.Employment.Revision != 1 {
		t.Errorf("the form is %+v", f.form)
	}
	if got := mails(change); got != "[form-sent]" {
		t.Errorf("mails are %s", got)
	}
	if got := change.Event().BusType(); got != "FormSent" {
		t.Errorf("the bus hears of %q", got)
	}
	if f.state.ResponseDueOn != "2026-03-09" || f.state.OverdueOn != "2026-03-13" {
		t.Errorf("due on %s, overdue on %s", f.state.ResponseDueOn, f.state.OverdueOn)
	}
	again, err := f.state.SendForm(f.cmd(), f.form, f.state.Contact)
	wantRefused(t, f.state, again, err)
	edited, err := f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{{Key: "notes", Value: "x"}})
	wantRefused(t, f.state, edited, err)
}

func TestSendForm_ErrNobodyToTell(t *testing.T) {
	f := generated(t)
	for _, contact := range []referral.Contact{{}, {ID: "k1", Email: "x@noemail.com"}, {ID: "k1", Email: "a@b.test", DeadEmail: "a@b.test"}} {
		_, err := f.state.SendForm(f.cmd(), f.form, contact)
		wantFields(t, err, "contactId")
	}
}

// The New Referral window's commands are not for forms.
func TestEmployment_ErrWindowOfSupportServices(t *testing.T) {
	f := generated(t)
	edited, err := f.state.Edit(f.cmd(), provider(), request(housing))
	wantRefused(t, f.state, edited, err)
	submitted, err := f.state.Submit(f.cmd(), provider())
	wantRefused(t, f.state, submitted, err)
}

func TestEditForm(t *testing.T) {
	f := generated(t)
	change, err := f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{{Key: "hoursPerWeek", Value: "20"}})
	if err != nil || !change.Nothing() {
		t.Errorf("the same again is %v (%v)", change.Event().Type, err)
	}
	before := frozen(t, f.form)
	f.do(f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{{Key: "notes", Value: "One.\nTwo."}, {Key: "endDate", Value: ""}}))
	if f.form.Value("notes") != "One.\nTwo." || f.form.Value("endDate") != "" || f.form.Value("hoursPerWeek") != "20" || before == frozen(t, f.form) {
		t.Errorf("the form says %+v", f.form)
	}
	_, err = f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{
		{Key: "client", Value: "Somebody Else"}, {Key: "startDate", Value: "soon"}, {Key: "hoursPerWeek", Value: "many"},
		{Key: "clientPhone", Value: "a\nb"}, {Key: "color", Value: "red"}, {Key: "notes", Value: strings.Repeat("x", 4001)},
	})
	wantFields(t, err, "fields[0].value", "fields[1].value", "fields[2].value", "fields[3].value", "fields[4].key", "fields[5].value")
}

// Generate Form after a correction: the draft says what case and activity say by now, but for what somebody has edited.
func TestRefill(t *testing.T) {
	f := generated(t)
	same, err := f.state.Refill(f.cmd(), f.form, client(), jobSearch())
	if err != nil || !same.Nothing() {
		t.Errorf("nothing was corrected, and it does %q (%v)", same.Event().Type, err)
	}
	f.do(f.state.EditForm(f.cmd(), f.form, []referral.FormEdit{{Key: "hoursPerWeek", Value: "25"}, {Key: "endDate", Value: ""}}))
	corrected, activity := client(), jobSearch()
	corrected.LastName, corrected.Phone = "Peña-Ruiz", "785-555-0199"
	activity.StartDate, activity.EndDate, activity.HoursPerWeek, activity.Comments = "2026-05-01", "2026-07-31", 30, []string{"Needs mornings."}
	before := frozen(t, f.form)
	f.by = referral.Actor{Sub: "sub-n2", Name: "Another Navigator", Email: "another@dcf.test", Role: referral.Navigator}
	change, err := f.state.Refill(f.cmd(), f.form, corrected, activity)
	if frozen(t, f.form) != before {
		t.Error("the form as it was is changed")
	}
	f.do(change, err)
	for key, want := range map[string]string{
		"client": "Renée Peña-Ruiz", "clientPhone": "785-555-0199", "startDate": "2026-05-01", "notes": "Needs mornings.",
		"hoursPerWeek": "25", "endDate": "", // edited
		"navigator": "Pat Lindgren", "navigatorPhone": "785-555-0120", "provider": "Heartland Works",
		"service": "Job Search Assistance",
	} {
		if got := f.form.Value(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if e := change.Event(); e.Type != referral.Drafted || e.Version != 3 || f.state.Customer.Phone != "785-555-0199" || f.form.Revision != 1 {
		t.Errorf("it leads to %+v, %+v", e, f.state)
	}
	if again, err := f.state.Refill(f.cmd(), f.form, corrected, activity); err != nil || !again.Nothing() {
		t.Errorf("again it does %q (%v)", again.Event().Type, err)
	}
	activity.Comments, activity.EndDate = []string{"Needs afternoons."}, "2026-08-31"
	f.do(f.state.Refill(f.cmd(), f.form, corrected, activity))
	if f.form.Value("notes") != "Needs afternoons." || f.form.Value("endDate") != "" {
		t.Errorf("after the next correction the form says %+v", f.form)
	}
}

// A second service that was noted on the draft stays on it, whatever becomes of the activity's comments.
func TestRefill_KeepsANotedService(t *testing.T) {
	f := generated(t)
	f.do(f.state.NoteService(f.cmd(), f.form, "Resume and Interview Workshop", ""))
	activity := jobSearch()
	activity.StartDate = "2026-05-01"
	f.do(f.state.Refill(f.cmd(), f.form, client(), activity))
	if !strings.Contains(f.form.Value("notes"), "Resume and Interview Workshop") || f.form.Value("startDate") != "2026-05-01" {
		t.Errorf("the form says %+v", f.form)
	}
}

func TestRefill_OfWhatIsNoDraft(t *testing.T) {
	f := distributed(t)
	activity := jobSearch()
	activity.StartDate = "2026-05-01"
	if change, err := f.state.Refill(f.cmd(), f.form, client(), activity); err != nil || !change.Nothing() {
		t.Errorf("a sent form is %q (%v)", change.Event().Type, err)
	}
	if len(f.form.Filled) > 0 {
		t.Errorf("a sent form still keeps %v", f.form.Filled)
	}
	d := generated(t)
	change, err := d.state.Refill(d.cmd(), d.form, client().Anonymous(d.now), activity)
	wantKind(t, err, referral.Conflict)
	if !change.Nothing() {
		t.Error("an erased client's draft was filled")
	}
}

// "If the provider accepted the referral, the task name is Provider Referral Accepted. If the provider rejected the
// referral, the task name is Provider Referral Rejected. The rejection reason can be viewed in the task details."
func TestAnswer_MakesATask(t *testing.T) {
	for decision, want := range map[referral.Status]string{
		referral.Accepted: "Provider Referral Accepted", referral.Rejected: "Provider Referral Rejected",
	} {
		f := distributed(t)
		change := f.respond(decision, "Full until May.")
		made := change.Tasks()
		if len(made) != 1 || made[0].Name != want || made[0].Navigator != "sub-n1" || made[0].Customer != "Renée Peña" || made[0].Provider != "Heartland Works" {
			t.Fatalf("%s makes %+v", decision, made)
		}
		if (decision == referral.Rejected) != (made[0].Reason == "Full until May.") {
			t.Errorf("%s for the reason %q", decision, made[0].Reason)
		}
		if events := change.Beside(); len(events) != 1 || events[0].Type != referral.TaskCreated || events[0].TaskID != made[0].ID() || events[0].Version != f.state.Version {
			t.Errorf("beside it stand %+v", events)
		}
		if got := mails(change); got != "[]" {
			t.Errorf("mails are %s: the navigator has a task", got)
		}
	}
}

// A reason from the list reads as its label; one in the provider's own words stands alone.
func TestAnswer_TaskTellsTheReason(t *testing.T) {
	for note, want := range map[string]string{"": "No capacity.", "Try in May.": "No capacity. Try in May."} {
		f := distributed(t)
		change := f.do(f.state.Answer(f.cmd(), referral.Answer{
			Decision: referral.Rejected, Reason: "no-capacity", Note: note, Name: "Casey Morgan", Channel: referral.ByTelephone,
		}))
		if got := change.Tasks()[0].Reason; got != want {
			t.Errorf("the reason is %q, want %q", got, want)
		}
	}
}

func TestAnswer_OtherDecisionsMakeNoTask(t *testing.T) {
	for _, decision := range []referral.Status{referral.Pending, referral.CustomerNotResponding, referral.Closed} {
		f := distributed(t)
		a := all(decision)
		a.Channel = referral.ByTelephone
		if change := f.do(f.state.Answer(f.cmd(), a)); len(change.Tasks())+len(change.Beside()) > 0 {
			t.Errorf("%s makes %+v", decision, change.Tasks())
		}
	}
}

// "A task that the first answer made is completed as "Superseded" and a new one made."
func TestCorrection_SupersedesTheTask(t *testing.T) {
	f := distributed(t)
	f.respond(referral.Rejected, "Full.")
	f.wait(47 * time.Hour)
	first := f.state.Version
	change := f.respond(referral.Accepted, "")
	if got := f.tasks[first]; got.Status != referral.TaskDone || got.Outcome != "Superseded" {
		t.Errorf("the first task is %+v", got)
	}
	if got := f.open(); !slices.Equal(got, []string{"Provider Referral Changed"}) {
		t.Errorf("open tasks are %q", got)
	}
	if got := change.Tasks()[1].Reason; got != "Now accepted." {
		t.Errorf("the task says %q", got)
	}
	if len(change.Beside()) != 2 || f.state.Employment.AnswerTask != f.state.Version {
		t.Errorf("beside it stand %+v", change.Beside())
	}
}

// A task that the navigator completed stays as it is.
func TestCorrection_LeavesCompletedTasks(t *testing.T) {
	f := distributed(t)
	f.respond(referral.Rejected, "Full.")
	done := f.tasks[f.state.Version]
	f.do(f.state.CompleteTask(f.cmd(), done, "dcf-complete", ""))
	change := f.respond(referral.Accepted, "")
	if made := change.Tasks(); len(made) != 1 || made[0].Name != "Provider Referral Changed" {
		t.Errorf("the correction makes %+v", made)
	}
}

func TestCompleteTask(t *testing.T) {
	f := distributed(t)
	f.respond(referral.Accepted, "")
	open := f.tasks[f.state.Version]
	for _, outcome := range []string{"", "done", "DCF"} {
		_, err := f.state.CompleteTask(f.cmd(), open, outcome, "")
		wantFields(t, err, "outcome")
	}
	_, err := f.state.CompleteTask(f.cmd(), open, "DCF-Complete", strings.Repeat("x", 4001))
	wantFields(t, err, "note")
	for _, outcome := range []string{"DCF-Pending", "dcf-pending", "dcf-PENDING "} {
		change, err := f.state.CompleteTask(f.cmd(), open, outcome, " Begins Monday. ")
		if err != nil {
			t.Fatal(err)
		}
		if got := change.Tasks()[0]; got.Outcome != "DCF-Pending" || got.Note != "Begins Monday." || got.Status != referral.TaskDone {
			t.Errorf("the task is %+v", got)
		}
	}
	f.do(f.state.CompleteTask(f.cmd(), open, "DCF-Complete", ""))
	wantStatus(t, f.state, referral.Accepted)
	change, err := f.state.CompleteTask(f.cmd(), f.tasks[open.Number], "DCF-Complete", "")
	wantKind(t, err, referral.Conflict)
	var refused *referral.Error
	if errors.As(err, &refused); refused.Current != "completed" {
		t.Errorf("the conflict tells %q, want the task's state", refused.Current)
	}
	if !change.Nothing() {
		t.Error("a completed task was completed again")
	}
}

func TestOverdue_MakesATaskInsteadOfAMail(t *testing.T) {
	f := distributed(t)
	f.clock("2026-03-09 09:00")
	if got := mails(f.do(f.state.Sweep(f.cmd()))); got != "[form-reminder]" {
		t.Errorf("mails are %s", got)
	}
	f.clock("2026-03-13 00:00")
	change := f.do(f.state.Sweep(f.cmd()))
	if got := f.open(); !slices.Equal(got, []string{"Provider Referral Overdue"}) || mails(change) != "[]" {
		t.Errorf("open tasks are %q, mails %s", got, mails(change))
	}
	if again, err := f.state.Sweep(f.cmd()); err != nil || !again.Nothing() {
		t.Errorf("a second sweep does %q (%v)", again.Event().Type, err)
	}
}

func TestDeadlinesCanBeSwitchedOff(t *testing.T) {
	f := generated(t)
	f.rules.ResponseDays, f.rules.OverdueDays = 0, 0
	f.do(f.state.SendForm(f.cmd(), f.form, f.state.Contact))
	if f.state.ResponseDueOn != "" || f.state.NextDue() != "" {
		t.Errorf("due on %q, next at %q", f.state.ResponseDueOn, f.state.NextDue())
	}
}

func TestFateTask(t *testing.T) {
	f := distributed(t)
	mail := referral.Mail{Kind: referral.MailFormSent, Version: f.state.Version, Send: 1, ReferralID: referralID}
	task, event, told := f.state.FateTask(f.cmd(), mail, referral.MailBounced)
	if !told || task.Name != "Provider Referral Undeliverable" || task.Reason == "" || task.Number != f.state.Version || !event.Beside || event.TaskID != task.ID() {
		t.Errorf("a bounce makes %+v, %+v (%t)", task, event, told)
	}
	if _, staff, _ := f.state.Fate(f.cmd(), mail, referral.MailBounced); len(staff) > 0 {
		t.Errorf("staff are mailed %+v: the navigator has a task", staff)
	}
	reminder := mail
	reminder.Kind = referral.MailFormReminder
	for name, quiet := range map[string]bool{
		"Delivered":          hasTask(f.state.FateTask(f.cmd(), mail, referral.MailDelivered)),
		"SuppressedReminder": hasTask(f.state.FateTask(f.cmd(), reminder, referral.MailSuppressed)),
		"Canceled":           hasTask(f.state.FateTask(f.cmd(), referral.Mail{Kind: referral.MailFormCanceled}, referral.MailBounced)),
		"SupportServices":    hasTask(sent(t, housing).state.FateTask(f.cmd(), referral.Mail{Kind: referral.MailSent}, referral.MailBounced)),
	} {
		if quiet {
			t.Errorf("%s makes a task", name)
		}
	}
}

func hasTask(_ referral.Task, _ referral.Event, made bool) bool { return made }

// "When a block's navigator changes, its open tasks follow."
func TestFollowNavigator(t *testing.T) {
	f := distributed(t)
	f.respond(referral.Accepted, "")
	open := []referral.Task{f.tasks[f.state.Version]}
	change := f.do(f.state.FollowNavigator(f.cmd(), "sub-n9", open))
	if f.state.Employment.Navigator != "sub-n9" || len(change.Tasks()) != 1 || change.Tasks()[0].Navigator != "sub-n9" || len(change.Beside()) > 0 {
		t.Errorf("it leads to %+v, %+v", f.state.Employment, change.Tasks())
	}
	again, err := f.state.FollowNavigator(f.cmd(), "sub-n9", nil)
	if err != nil || !again.Nothing() {
		t.Errorf("again it does %q (%v)", again.Event().Type, err)
	}
	left := open[0] // with the referral, but not its task
	if change, _ := f.state.FollowNavigator(f.cmd(), "sub-n9", []referral.Task{change.Tasks()[0], left}); len(change.Tasks()) != 1 {
		t.Errorf("of two tasks one of which is the navigator's follow %+v", change.Tasks())
	}
	support := sent(t, housing)
	if none, err := support.state.FollowNavigator(support.cmd(), "sub-n9", nil); err != nil || !none.Nothing() {
		t.Errorf("support services follow a navigator: %q (%v)", none.Event().Type, err)
	}
	if made := f.respond(referral.Rejected, "Sorry.").Tasks(); made[len(made)-1].Navigator != "sub-n9" {
		t.Errorf("the next task is %+v", made)
	}
}

// "Note the second referred service in the Notes section of the P301 and the Additional Comments section."
func TestNoteService_OnADraft(t *testing.T) {
	f := generated(t)
	change := f.do(f.state.NoteService(f.cmd(), f.form, "Resume and Interview Workshop", "Same weeks."))
	const text = "Second service: Resume and Interview Workshop. Same weeks."
	if f.form.Value("notes") != "Needs evening hours.\n"+text || f.form.Revision != 1 || change.Comment() != text || change.Distributes() {
		t.Errorf("the form says %q, the activity %q", f.form.Value("notes"), change.Comment())
	}
	if got := mails(change); got != "[]" {
		t.Errorf("mails are %s", got)
	}
}

func TestNoteService_AfterSending(t *testing.T) {
	f := distributed(t)
	first := f.form
	kept := frozen(t, first)
	f.wait(time.Hour)
	change := f.do(f.state.NoteService(f.cmd(), f.form, "Resume and Interview Workshop", ""))
	if f.form.Revision != 2 || f.state.Employment.Revision != 2 || !change.Distributes() || f.form.SentAt == first.SentAt || change.Comment() == "" {
		t.Errorf("the second version is %+v", f.form)
	}
	if frozen(t, first) != kept {
		t.Error("the first version was changed")
	}
	if got := mails(change); got != "[form-amended]" {
		t.Errorf("mails are %s", got)
	}
	if got := change.Event().BusType(); got != "FormSent" {
		t.Errorf("the bus hears of %q", got)
	}
	if f.state.ResponseDueOn != "2026-03-09" || f.state.Sends != 1 {
		t.Errorf("the clocks are %s, sends %d", f.state.ResponseDueOn, f.state.Sends)
	}
}

func TestNoteService_Errs(t *testing.T) {
	f := distributed(t)
	for field, words := range map[string][2]string{
		"service": {"", "x"}, "note": {"Another", strings.Repeat("x", 1001)},
	} {
		_, err := f.state.NoteService(f.cmd(), f.form, words[0], words[1])
		wantFields(t, err, field)
	}
	_, err := f.state.NoteService(f.cmd(), f.form, "Job Search Assistance", "")
	wantFields(t, err, "service")
	full := f.form
	full.Fields = slices.Clone(full.Fields)
	for i := range full.Fields {
		if full.Fields[i].Key == "notes" {
			full.Fields[i].Value = strings.Repeat("x", 4000)
		}
	}
	_, err = f.state.NoteService(f.cmd(), full, "Another", "")
	wantFields(t, err, "note")
	f.respond(referral.Rejected, "Full.")
	change, err := f.state.NoteService(f.cmd(), f.form, "Another", "")
	wantRefused(t, f.state, change, err)
}

// "Same client, provider and Activity Name, not ended": held from the send to the end, whatever the answer.
func TestGuards_HoldTheActivity(t *testing.T) {
	f := generated(t)
	if g := f.do(f.state.NoteService(f.cmd(), f.form, "Another", "")).Guards(); len(g.Take)+len(g.Release) > 0 {
		t.Errorf("a draft takes %+v", g)
	}
	if g := f.do(f.state.SendForm(f.cmd(), f.form, f.state.Contact)).Guards(); fmt.Sprint(g.Take) != "[Job Search]" {
		t.Errorf("the send takes %+v", g)
	}
	if g := f.respond(referral.Accepted, "").Guards(); len(g.Take)+len(g.Release) > 0 {
		t.Errorf("an acceptance takes %+v", g)
	}
	if g := f.respond(referral.Rejected, "Full.").Guards(); fmt.Sprint(g.Release) != "[Job Search]" {
		t.Errorf("a rejection releases %+v", g)
	}
	if g := f.respond(referral.Accepted, "").Guards(); fmt.Sprint(g.Take) != "[Job Search]" {
		t.Errorf("a correction takes %+v", g)
	}
}

func TestWithheld(t *testing.T) {
	f := distributed(t)
	if f.state.Withheld() {
		t.Error("a sent referral is withheld")
	}
	f.respond(referral.Rejected, "Full.")
	if !f.state.Withheld() || !f.state.TakesResponse(f.now, f.rules) {
		t.Error("a rejected referral shows the client, or takes no correction")
	}
	f.wait(49 * time.Hour)
	if f.state.TakesResponse(f.now, f.rules) {
		t.Error("a correction is taken after its time")
	}
}
