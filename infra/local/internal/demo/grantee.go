package demo

import (
	"fmt"
	"strings"
)

// grantee is the demo grantee's file, as far as it is loaded.
type grantee struct {
	Organizations []struct{ Key, Name, Mailbox string }
	Customers     []struct{ ID, Name string }
}

// organization, contact and customer are the bodies of the API's calls.
type (
	organization struct {
		Name    string `json:"name"`
		Phone   string `json:"phone"`
		Address string `json:"address"`
	}
	contact struct {
		Name  string `json:"name"`
		Title string `json:"title"`
		Email string `json:"email"`
		Phone string `json:"phone"`
	}
	customer struct {
		FirstName string `json:"firstName"`
		LastName  string `json:"lastName"`
		Address   string `json:"address"`
		Phone     string `json:"phone"`
		Email     string `json:"email"`
		Group     string `json:"group"`
		Grantee   string `json:"grantee"`
	}
)

// streets are made up; Springfield has all of these names.
var streets = []string{"E Adams", "W Monroe", "S 2nd St", "N 5th St", "E Washington", "W Jefferson", "S Grand Ave E",
	"N Walnut St", "E Cook St", "W Lawrence Ave", "S MacArthur Blvd", "E Capitol Ave"}

// contactNames are those of the demo's partners, in the file's order of organizations.
var contactNames = []string{"Alma Briggs", "Colin Mercer", "Trudy Oakes", "Nadia Feld", "Owen Castellano", "Ruth Yoder",
	"Gil Sampson", "Priya Raman", "Walt Drummond", "Sofia Lind", "Harvey Cole", "Jean Abbot"}

func (g *grantee) organizations() []put {
	puts := make([]put, len(g.Organizations))
	for i, o := range g.Organizations {
		puts[i] = put{"/v1/organizations/" + o.Key, organization{Name: o.Name, Phone: phone(i), Address: address(i + 40)}}
	}
	return puts
}

func (g *grantee) contacts() []put {
	puts := make([]put, len(g.Organizations))
	for i, o := range g.Organizations {
		puts[i] = put{fmt.Sprintf("/v1/organizations/%s/contacts/%s-1", o.Key, o.Key), contact{
			Name:  contactNames[i%len(contactNames)],
			Title: "Intake",
			Email: fmt.Sprintf("%s@%s.referrals.test", o.Mailbox, o.Key),
			Phone: phone(i + 50),
		}}
	}
	return puts
}

func (g *grantee) customers() []put {
	puts := make([]put, len(g.Customers))
	for i, c := range g.Customers {
		body := madeUp(c.Name, i, "lincoln-land")
		if c.Name == "John Jones" { // as the guide shows him
			body.Address, body.Phone, body.Email = "306 E Adams, Springfield, IL 62704", "217-303-5859", "john.jones@noemail.com"
		}
		puts[i] = put{"/v1/customers/" + c.ID, body}
	}
	return puts
}

// secondGrantee are the customers of the grantee that the first one must not see.
var secondGrantee = []string{"Marta Kowalczyk", "Elijah Banks", "Hana Sato", "Victor Amaya", "Lucille Prentice",
	"Omar Farouk", "Sadie Lomax", "Tobias Krantz", "Wen Liu", "Carmen Delgado", "Jerome Pickett", "Astrid Nyberg"}

func secondCustomers() []put {
	puts := make([]put, len(secondGrantee))
	for i, name := range secondGrantee {
		puts[i] = put{fmt.Sprintf("/v1/customers/pw%02d", i+1), madeUp(name, i+len(streets)*7, "prairie-works")}
	}
	return puts
}

// madeUp gives a person what a referral shows of one.
func madeUp(name string, number int, grantee string) customer {
	first, last, _ := strings.Cut(name, " ")
	return customer{
		FirstName: first,
		LastName:  last,
		Address:   address(number),
		Phone:     phone(number),
		Email:     fmt.Sprintf("customer-%03d@referrals.test", number+1),
		Group:     group,
		Grantee:   grantee,
	}
}

func address(number int) string {
	return fmt.Sprintf("%d %s, Springfield, IL %d", 101+number*7, streets[number%len(streets)], 62701+number%4)
}

// phone is one of the hundred numbers that are set aside for fiction.
func phone(number int) string { return fmt.Sprintf("217-555-01%02d", number%100) }
