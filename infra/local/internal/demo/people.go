package demo

import (
	"fmt"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

const group = "CEJA/FEJA Programs" // the group that the guide names

// streets are made up; Springfield has all of these names.
var streets = []string{"E Adams", "W Monroe", "S 2nd St", "N 5th St", "E Washington", "W Jefferson", "S Grand Ave E",
	"N Walnut St", "E Cook St", "W Lawrence Ave", "S MacArthur Blvd", "E Capitol Ave"}

// contactNames are those of the demo's partners, in the order of the organizations.
var contactNames = []string{"Alma Briggs", "Colin Mercer", "Trudy Oakes", "Nadia Feld", "Owen Castellano", "Ruth Yoder",
	"Gil Sampson", "Priya Raman", "Walt Drummond", "Sofia Lind", "Harvey Cole", "Jean Abbot", "Iris Bell", "Ned Falk"}

// organization is a partner as the directory has it.
func (p partner) organization(number int) referral.Organization {
	return referral.Organization{
		ID: p.Key, Name: p.Name, Phone: phone(number), Address: address(number + 40),
		ReceivesOnly: p.receivesOnly, Sensitive: p.sensitive,
	}
}

// contact is the one person who takes a partner's referrals.
func (p partner) contact(number int) referral.Contact {
	return referral.Contact{
		ID: p.Key + "-1", Name: contactNames[number%len(contactNames)], Title: "Intake",
		Email: p.Mailbox + "@" + p.Key + ".referrals.test", Phone: phone(number + 50),
	}
}

// customer gives a person what a referral shows of one.
func (p person) customer(number int, grantee string) referral.Customer {
	first, last, _ := strings.Cut(p.Name, " ")
	c := referral.Customer{
		ID: p.ID, FirstName: first, LastName: last, Address: address(number), Phone: phone(number),
		Email: fmt.Sprintf("customer-%03d@referrals.test", number+1), Group: group, Grantee: grantee,
	}
	if p.Name == "John Jones" { // as the guide shows him
		c.Address, c.Phone, c.Email = "306 E Adams, Springfield, IL 62704", "217-303-5859", "john.jones@noemail.com"
	}
	return c
}

func address(number int) string {
	return fmt.Sprintf("%d %s, Springfield, IL %d", 101+number*7, streets[number%len(streets)], 62701+number%4)
}

// phone is one of the hundred numbers that are set aside for fiction.
func phone(number int) string { return fmt.Sprintf("217-555-01%02d", number%100) }
