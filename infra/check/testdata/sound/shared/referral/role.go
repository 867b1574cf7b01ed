package referral

type Role string

const (
	CaseManager Role = "case-manager"
	Navigator   Role = "navigator"
	Integration Role = "integration"
)
