package referral_test

import (
	"testing"

	"github.com/referral-tool/referrals/shared/referral"
)

var navigator = referral.Actor{Sub: "sub-n1", Name: "Pat Lindgren", Email: "pat@dcf.test", Role: referral.Navigator}

// kansas are the rules of the employment program, free to be changed by the test.
func kansas(t testing.TB) *referral.Rules {
	t.Helper()
	all, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	ks, _ := all.Get("ks-dcf")
	rules := *ks.Rules()
	return &rules
}

func client() referral.Customer {
	return referral.Customer{
		ID: "c1", FirstName: "Renée", LastName: "Peña", Address: "1200 SW 10th Ave, Topeka, KS 66604", Phone: "785-555-0111",
		Email: "renee@noemail.com", Grantee: "dcf", CaseNumber: "KS-1002",
		ProgramBlocks: []referral.ProgramBlock{{Block: "Work Programs", Navigator: "sub-n1"}, {Block: "FAET", Navigator: "sub-n2"}},
	}
}

func provider() referral.Parties {
	return referral.Parties{
		Customer:     client(),
		Organization: referral.Organization{ID: "provider-heartland", Name: "Heartland Works"},
		Contact:      referral.Contact{ID: "k1", Name: "Casey Morgan", Email: "intake@heartland.test"},
		GranteeName:  "Kansas Department for Children and Families",
	}
}

func jobSearch() referral.Activity {
	return referral.Activity{
		ID: "a1", Block: "Work Programs", Name: "Job Search", Session: "Job Search Assistance", ProviderID: "provider-heartland",
		StartDate: "2026-04-01", EndDate: "2026-06-30", HoursPerWeek: 20, Comments: []string{"Needs evening hours."},
	}
}

// formDesk is one P301 under commands.
type formDesk struct {
	*desk
	form  referral.Form
	tasks map[int]referral.Task
}

// generated is a desk in Kansas on Monday, March 2, 2026, 10:00, with a draft just generated.
func generated(t testing.TB) *formDesk {
	t.Helper()
	f := &formDesk{desk: &desk{t: t, rules: kansas(t), by: navigator}, tasks: map[int]referral.Task{}}
	f.clock("2026-03-02 10:00")
	f.do(referral.Generate(f.cmd(), referralID, provider(), jobSearch(), "785-555-0120"))
	return f
}

// distributed is a desk whose form was sent just now.
func distributed(t testing.TB) *formDesk {
	t.Helper()
	f := generated(t)
	f.do(f.state.SendForm(f.cmd(), f.form, f.state.Contact))
	return f
}

// do takes a command that must change something, and keeps what the store would.
func (f *formDesk) do(change referral.Change, err error) referral.Change {
	f.t.Helper()
	f.desk.do(change, err)
	if form, touched := change.Form(); touched {
		f.form = form
	}
	for _, task := range change.Tasks() {
		if task.Name == "" { // what happened to one that stands
			before := f.tasks[task.Number]
			task.Name, task.Reason = before.Name, before.Reason
		}
		f.tasks[task.Number] = task
	}
	return change
}

// respond is the provider's answer in the portal.
func (f *formDesk) respond(decision referral.Status, reason string) referral.Change {
	f.t.Helper()
	a := referral.Answer{Decision: decision, Name: "Casey Morgan", Channel: referral.ByPortal}
	if decision == referral.Rejected {
		a.Reason, a.Note = "other", reason
	}
	return f.do(f.state.Answer(f.cmd(), a))
}

// open are the names of the tasks that are open.
func (f *formDesk) open() []string {
	var names []string
	for number := 1; number <= f.state.Version; number++ {
		if task, made := f.tasks[number]; made && task.Status == referral.TaskOpen {
			names = append(names, task.Name)
		}
	}
	return names
}
