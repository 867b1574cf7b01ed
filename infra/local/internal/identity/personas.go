package identity

// Claims are the claims that functions read; each is a single string.
type Claims struct {
	Sub          string `json:"sub"`
	Name         string `json:"name"`
	Email        string `json:"email"`
	Program      string `json:"program"`
	Organization string `json:"organization"`
	Role         string `json:"role"`
}

// Persona is somebody whom the demo may act as.
type Persona struct {
	Name   string `json:"persona"`
	Claims Claims `json:"claims"`
}

// Personas are the people of the demo: at least two of each role whose scope another one of the same role must not
// cross.
func Personas() []Persona {
	return []Persona{
		{"case-manager", Claims{"case-manager", "Dana Whitcomb", "dana.whitcomb@lincoln-land.test",
			"ceja", "lincoln-land", "case-manager"}},
		{"case-manager-2", Claims{"case-manager-2", "Marcus Reyes", "marcus.reyes@prairie-works.test",
			"ceja", "prairie-works", "case-manager"}},
		{"program-admin", Claims{"program-admin", "Joanne Keller", "joanne.keller@ceja-office.test",
			"ceja", "ceja-office", "program-admin"}},
		{"integration", Claims{"integration", "Reporting System", "reporting@ceja-office.test",
			"ceja", "ceja-office", "integration"}},
		{"navigator", Claims{"navigator", "Pat Lindgren", "pat.lindgren@dcf.test",
			"ks-dcf", "dcf", "navigator"}},
		{"navigator-2", Claims{"navigator-2", "Robin Achterberg", "robin.achterberg@dcf.test",
			"ks-dcf", "dcf", "navigator"}},
		{"provider", Claims{"provider", "Casey Morgan", "casey.morgan@heartland.test",
			"ks-dcf", "provider-heartland", "provider"}},
		{"provider-2", Claims{"provider-2", "Lee Sandoval", "lee.sandoval@flinthills.test",
			"ks-dcf", "provider-flinthills", "provider"}},
		{"integration-ks", Claims{"integration-ks", "Eligibility System", "eligibility@dcf.test",
			"ks-dcf", "dcf", "integration"}},
	}
}
