package cost

import "time"

// AWS's list prices in US East (N. Virginia), in dollars, without free tiers, as the services' pricing pages
// (https://aws.amazon.com/<service>/pricing/) give them; looked up on 2026-11-21. On-demand DynamoDB is at the price
// that holds since November 1, 2024.
const (
	pricedOn = "2026-11-21"

	perWriteUnit  = 0.625 / 1e6  // DynamoDB, on demand, standard table class
	perReadUnit   = 0.125 / 1e6  // DynamoDB, on demand, standard table class
	perInvocation = 0.20 / 1e6   // Lambda
	perGBSecond   = 0.0000133334 // Lambda, arm64, first tier
	perAPICall    = 1.00 / 1e6   // API Gateway, HTTP API, first tier; up to 512 KB
	perMail       = 0.10 / 1e3   // SES
	perEvent      = 1.00 / 1e6   // EventBridge, custom events of up to 64 KB; those of AWS services are free
	perFire       = perEvent     // EventBridge Scheduler
	million       = 1e6          // the figures are for so many
	gigabytes     = 512.0 / 1024 // memory of each function
)

// What is assumed of Lambda, on the side of caution: this machine measures with a whole core and a table next door.
const (
	// slowdown: a function of 512 MB has a core of Lambda's for one part in so many of the time.
	slowdown = 1769.0 / 512
	// tableLatency is added for each request of DynamoDB.
	tableLatency = 5 * time.Millisecond
	// behind is what a call behind the stream or the bus computes: nobody waits for it, so it is not measured here.
	behind = 2 * time.Millisecond
)

// Use is what something took.
type Use struct {
	Requests    int // of DynamoDB
	Reads       float64
	Writes      float64
	Calls       int // of the API
	Invocations int // of functions, behind the API or behind events
	Mails       int
	Events      int // put on the bus
	Fires       int // of a schedule
	Computed    time.Duration
}

func (u Use) plus(other Use) Use {
	return Use{
		Requests: u.Requests + other.Requests, Reads: u.Reads + other.Reads, Writes: u.Writes + other.Writes,
		Calls: u.Calls + other.Calls, Invocations: u.Invocations + other.Invocations, Mails: u.Mails + other.Mails,
		Events: u.Events + other.Events, Fires: u.Fires + other.Fires, Computed: u.Computed + other.Computed,
	}
}

// Price is what a Use costs, in dollars.
type Price struct{ DynamoDB, Lambda, Gateway, Mail, Bus float64 }

// price of a Use.
func (u Use) price() Price {
	seconds := (time.Duration(float64(u.Computed)*slowdown) + time.Duration(u.Requests)*tableLatency).Seconds()
	return Price{
		DynamoDB: u.Reads*perReadUnit + u.Writes*perWriteUnit,
		Lambda:   float64(u.Invocations)*perInvocation + seconds*gigabytes*perGBSecond,
		Gateway:  float64(u.Calls) * perAPICall,
		Mail:     float64(u.Mails) * perMail,
		Bus:      float64(u.Events)*perEvent + float64(u.Fires)*perFire,
	}
}

func (p Price) total() float64 { return p.DynamoDB + p.Lambda + p.Gateway + p.Mail + p.Bus }
