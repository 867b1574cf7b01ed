package demo

import "github.com/referral-tool/referrals/shared/referral"

// The providers, whose staff the personas provider and provider-2 are.
const (
	heartland  = "provider-heartland"
	flintHills = "provider-flinthills"
)

type workProvider struct {
	organization referral.Organization
	contacts     []referral.Contact
}

func providers() []workProvider {
	return []workProvider{
		{
			referral.Organization{ID: heartland, Name: "Heartland Works", Phone: "785-555-0130", Address: "720 SE Quincy St, Topeka, KS 66603"},
			[]referral.Contact{{ID: "hw-1", Name: "Casey Morgan", Title: "Intake", Email: "intake@heartland.referrals.test", Phone: "785-555-0131"}},
		},
		{
			referral.Organization{ID: flintHills, Name: "Flint Hills Job Center", Phone: "785-555-0140", Address: "205 S 4th St, Manhattan, KS 66502"},
			[]referral.Contact{
				{ID: "fh-1", Name: "Jo Harlan", Title: "Intake, until lately", Email: "jo@flinthills.referrals.test"}, // whose mail comes back
				{ID: "fh-2", Name: "Lee Sandoval", Title: "Intake", Email: "intake@flinthills.referrals.test", Phone: "785-555-0141"},
			},
		},
	}
}

// clients are in all three program blocks, of both navigators; one is in two.
func clients() []referral.Customer {
	in := func(blocks ...string) []referral.ProgramBlock {
		var all []referral.ProgramBlock
		for i := 0; i < len(blocks); i += 2 {
			all = append(all, referral.ProgramBlock{Block: blocks[i], Navigator: blocks[i+1]})
		}
		return all
	}
	of := func(id, first, last, address, phone, caseNumber string, blocks []referral.ProgramBlock) referral.Customer {
		return referral.Customer{
			ID: id, FirstName: first, LastName: last, Address: address, Phone: phone, Email: id + "@referrals.test",
			Grantee: agencyID, CaseNumber: caseNumber, ProgramBlocks: blocks,
		}
	}
	return []referral.Customer{
		of("k01", "Renée", "Peña", "1200 SW 10th Ave, Topeka, KS 66604", "785-555-0101", "KS-1001", in("Work Programs", "navigator")),
		of("k02", "Tomás", "Aguilar", "415 N Kansas Ave, Topeka, KS 66608", "785-555-0102", "KS-1002", in("FAET", "navigator")),
		of("k03", "Deshawn", "Hill", "2008 SE Maryland Ave, Topeka, KS 66605", "785-555-0103", "KS-1003", in("GOALS", "navigator")),
		of("k04", "Mai", "Nguyễn", "831 Leavenworth St, Manhattan, KS 66502", "785-555-0104", "KS-1004", in("Work Programs", "navigator-2", "FAET", "navigator")),
		of("k05", "Ольга", "Щербакова", "119 W 7th St, Junction City, KS 66441", "785-555-0105", "KS-1005", in("FAET", "navigator-2")),
		of("k06", "Darlene", "Whitebird", "604 New York Ave, Holton, KS 66436", "785-555-0106", "KS-1006", in("GOALS", "navigator-2")),
		of("k07", "Wade", "Kessler", "77 Poyntz Ave, Manhattan, KS 66502", "785-555-0107", "KS-1007", in("Work Programs", "navigator")),
		of("k08", "Fatima", "Noor", "3300 SW Gage Blvd, Topeka, KS 66614", "785-555-0108", "KS-1008", in("FAET", "navigator")),
	}
}

// formHistory is what became of one referral; days are counted back from the day of loading.
type formHistory struct {
	client, block               string
	activity, session, provider string
	comment                     string
	sent, answered              int
	decision                    referral.Status // where it ended up; draft: it was never sent
	reason                      string
	second                      string // a second service that was noted
	outcome                     string // of the completed task
	bounced                     bool
}

// formHistories are in every state. The one whose mail came back is the first: the address is known to be dead from
// then on.
func formHistories() []formHistory {
	return []formHistory{
		{client: "k06", block: "GOALS", activity: "Job Readiness", session: "Barrier Reduction Case Management", provider: flintHills,
			sent: 2, decision: referral.Sent, bounced: true},
		{client: "k01", block: "Work Programs", activity: "Job Search", session: "Job Search Assistance", provider: heartland,
			comment: "Needs evening hours.", sent: 1, decision: referral.Sent, second: "Resume and Interview Workshop"},
		{client: "k01", block: "Work Programs", activity: "Vocational Training", session: "Certified Nurse Aide", provider: heartland,
			sent: 6, answered: 4, decision: referral.Accepted},
		{client: "k02", block: "FAET", activity: "Adult Education", session: "High School Equivalency", provider: heartland,
			sent: 8, answered: 6, decision: referral.Rejected, reason: "The class is full until the next term."},
		{client: "k02", block: "FAET", activity: "Job Search", session: "Job Search Assistance", provider: flintHills,
			sent: 4, answered: 2, decision: referral.Pending, reason: "Waits for a place."},
		{client: "k03", block: "GOALS", activity: "Work Experience", session: "On-the-Job Training", provider: heartland,
			sent: 20, decision: referral.Sent},
		{client: "k03", block: "GOALS", activity: "Job Readiness", session: "Workplace Skills", provider: flintHills,
			comment: "Has no car.", sent: 1, decision: referral.Draft},
		{client: "k04", block: "Work Programs", activity: "Vocational Training", session: "Commercial Driver's License", provider: flintHills,
			sent: 9, answered: 7, decision: referral.CustomerNotResponding, reason: "Has missed two appointments."},
		{client: "k04", block: "FAET", activity: "Adult Education", session: "English as a Second Language", provider: heartland,
			sent: 40, answered: 36, decision: referral.Closed, outcome: "dcf-complete"},
		{client: "k05", block: "FAET", activity: "Job Search", session: "Resume and Interview Workshop", provider: heartland,
			sent: 12, answered: 10, decision: referral.Rejected, reason: "Lives outside of our area.", outcome: "dcf-pending"},
		{client: "k07", block: "Work Programs", activity: "Work Experience", session: "Community Work Placement", provider: flintHills,
			sent: 10, answered: 9, decision: referral.Canceled},
		{client: "k08", block: "FAET", activity: "Vocational Training", session: "Certified Nurse Aide", provider: heartland,
			sent: 3, answered: 1, decision: referral.Accepted},
	}
}
