package referral

import "strings"

// Role is what a caller is, from the one claim that says so.
type Role string

const (
	CaseManager  Role = "case-manager"  // customers of the own grantee
	Navigator    Role = "navigator"     // clients of the program; tasks of the own blocks
	Provider     Role = "provider"      // referrals to the own organization
	ProgramAdmin Role = "program-admin" // all grantees of the program
	Integration  Role = "integration"   // loads customers, assessments, the directory
)

// Actor is whoever did something: a signed-in person, the person named on the partner's page, or the system itself.
type Actor struct {
	Sub   string `json:"sub,omitempty"`
	Name  string `json:"name"`
	Email string `json:"email,omitempty"`
	Role  Role   `json:"role,omitempty"`
}

// Customer is the person referred. Its id is the caller's own.
type Customer struct {
	ID                     string         `json:"id"`
	FirstName              string         `json:"firstName"`
	LastName               string         `json:"lastName"`
	Address                string         `json:"address"`
	Phone                  string         `json:"phone"`
	Email                  string         `json:"email"`
	Group                  string         `json:"group"`
	Grantee                string         `json:"grantee"`
	DesignatedOrganization string         `json:"designatedOrganization,omitempty"`
	CaseNumber             string         `json:"caseNumber,omitempty"`
	ProgramBlocks          []ProgramBlock `json:"programBlocks,omitempty"`
	ErasedAt               Instant        `json:"erasedAt,omitempty"` // since when the details are gone
}

// ProgramBlock is one work program that a client takes part in, with the career navigator who is responsible.
type ProgramBlock struct {
	Block     string `json:"block"`
	Navigator string `json:"navigator"` // sub of a user
}

// Name is the customer's full name.
func (c Customer) Name() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// Initials are the first letters of the names: "J. J."
func (c Customer) Initials() string {
	var initials []string
	for _, name := range []string{c.FirstName, c.LastName} {
		for _, r := range name {
			initials = append(initials, string(r)+".")
			break
		}
	}
	return strings.Join(initials, " ")
}

// Organization is a partner or provider of the program's directory.
type Organization struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Phone        string `json:"phone,omitempty"`
	Address      string `json:"address,omitempty"`
	Email        string `json:"email,omitempty"`
	ReceivesOnly bool   `json:"receivesOnly,omitempty"` // may not lawfully report back: its page has no form
	Sensitive    bool   `json:"sensitive,omitempty"`    // its name alone tells something: a shelter
	MergedInto   string `json:"mergedInto,omitempty"`   // id of the one that it turned out to be: nothing goes to it any more
}

// Contact is a person at an organization who receives referrals.
type Contact struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Title     string `json:"title,omitempty"`
	Email     string `json:"email"`
	Phone     string `json:"phone,omitempty"`
	Language  string `json:"language,omitempty"`  // "en" (when empty) or "es": of the mails and the page
	DeadEmail string `json:"deadEmail,omitempty"` // the address that bounced last; not mailed again until Email differs
}

// Deliverable reports whether mail can be sent to the contact: there is an address, it is no placeholder, and it is
// not the one that bounced.
func (c Contact) Deliverable() bool {
	return c.Email != "" && !PlaceholderAddress(c.Email) && !strings.EqualFold(c.Email, c.DeadEmail)
}

// placeholderDomains stand in records for "has no e-mail"; the guide's own customer has such an address.
var placeholderDomains = []string{
	"noemail.com", "none.com", "nomail.com", "noemail.org", "noemail.net", "example.com", "example.net", "example.org",
	"test.com", "invalid", "localhost",
}

// PlaceholderAddress reports whether an address is at a domain that people enter for want of one.
func PlaceholderAddress(email string) bool {
	domain := strings.ToLower(email[strings.LastIndex(email, "@")+1:])
	for _, placeholder := range placeholderDomains {
		if domain == placeholder || strings.HasSuffix(domain, "."+placeholder) {
			return true
		}
	}
	return false
}
