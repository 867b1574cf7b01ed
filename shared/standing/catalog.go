// Package standing decides where a customer stands: which needs of the latest assessment have been addressed by
// referrals, which other referrals there are, what needs attention, and in which rows of the dashboard the customer
// counts. Both the progress page and the dashboard are decided here, so that they never disagree. It imports only the
// domain.
package standing

import "github.com/referral-tool/referrals/shared/referral"

// Option is one referral that a Service Needs Assessment can find needed, with the services that address it: the
// guide's "Referral System Alignment to the Service Needs Assessment".
type Option struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Services []string `json:"services"` // keys of the catalog
}

// Catalog is what a program's customers are judged by. It never changes after it has been made.
type Catalog struct {
	options []Option          // in the order of the alignment table
	place   map[string]int    // of an option by its key
	rollups []referral.Choice // in the order of the dashboard
	rollup  map[string]List   // of a service by its key
}

// NewCatalog makes a catalog of options and roll-ups, each in their order, and of the services that they are about.
func NewCatalog(options []Option, services []referral.Service, rollups []referral.Choice) *Catalog {
	c := &Catalog{options: options, place: map[string]int{}, rollups: rollups, rollup: map[string]List{}}
	for i, o := range options {
		c.place[o.Key] = i
	}
	for _, s := range services {
		c.rollup[s.Key] = List(s.Rollup)
	}
	return c
}

// Rollups are the dashboard's groups of services, in its order.
func (c *Catalog) Rollups() []referral.Choice { return c.rollups }

// Lists are all lists of customers that the dashboard knows: the rows, those beside the table, the roll-ups.
func (c *Catalog) Lists() []List {
	lists := append(Rows(), Unclassified, InAttention, Everybody)
	for _, r := range c.rollups {
		lists = append(lists, List(r.Key))
	}
	return lists
}

// ticked are the options of an assessment in the catalog's order. One that is no longer in the catalog stays needed
// under its key: a need does not vanish with a change of data.
func (c *Catalog) ticked(a *Assessment) []Option {
	if a == nil {
		return nil
	}
	chosen := map[string]bool{}
	var unknown []Option
	for _, key := range a.Options {
		chosen[key] = true
		if _, known := c.place[key]; !known {
			unknown = append(unknown, Option{Key: key, Label: key})
		}
	}
	var ticked []Option
	for _, o := range c.options {
		if chosen[o.Key] {
			ticked = append(ticked, o)
		}
	}
	return append(ticked, unknown...)
}
