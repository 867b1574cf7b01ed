// Package template reads template.yaml, the one place where the system's wiring stands: the local run, the checks
// and the benchmarks take functions, routes, rights and events from it, so that none of them can drift from what
// is deployed.
package template

import "github.com/aws/aws-sdk-go-v2/service/dynamodb"

// Template is what the local run serves of template.yaml, intrinsics resolved.
type Template struct {
	Functions []Function
	Table     Table
	API       API
	Rules     []Rule
	Schedules []Schedule
	Streams   []Stream
	Secrets   []Secret
	Bus       string // name of the custom event bus
}

// Function is one AWS::Serverless::Function.
type Function struct {
	Name       string // "referral-create": the folder under functions/, the last element of CodeUri
	LogicalID  string // "ReferralCreate"
	CodeURI    string // "functions/referral-create/"
	Timeout    int    // seconds
	Memory     int    // MiB
	Env        map[string]string
	Statements []Statement
	// AsyncRetries is how often Lambda itself repeats an invocation by an event that failed:
	// EventInvokeConfig.MaximumRetryAttempts, 2 unless given.
	AsyncRetries int
}

// Statement is one allow statement of a function's policies; resources are resolved to ARNs.
type Statement struct {
	Actions   []string       // "dynamodb:Query"
	Resources []string       // "arn:aws:dynamodb:us-east-1:000000000000:table/referrals-local", wildcards as IAM has them
	Condition map[string]any // as written, for example dynamodb:LeadingKeys
}

// Table is the one AWS::DynamoDB::Table, as CreateTable wants it.
type Table struct {
	LogicalID  string
	Name       string
	ARN        string
	StreamARN  string
	Properties map[string]any // CloudFormation properties, intrinsics resolved

	create dynamodb.CreateTableInput
}

// API is the one AWS::Serverless::HttpApi with all routes that functions' HttpApi events declare.
type API struct {
	LogicalID string
	Routes    []Route
	CORS      CORS
	Issuer    string // of the JWT authorizer
	Audience  []string
	Throttle  Throttle // of each route
}

// Throttle is a token bucket; the zero value throttles nothing.
type Throttle struct {
	Rate  int // requests a second
	Burst int // requests at once
}

// Route is one route of the HTTP API.
type Route struct {
	Method     string // "GET", or "ANY"
	Path       string // "/v1/referrals/{id}", or "$default"
	Function   string // Function.Name
	Authorizer bool   // false: open to everybody (the partner's link, /openapi.yaml)
}

// CORS is the API's CorsConfiguration.
type CORS struct {
	AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders []string
	MaxAge                                                  int // seconds
}

// Rule is one EventBridgeRule event of a function.
type Rule struct {
	Bus      string         // name of the bus; "default" for the account's
	Pattern  map[string]any // EventBridge event pattern
	Function string
	Retries  int // RetryPolicy.MaximumRetryAttempts, 185 unless given
}

// Schedule is one ScheduleV2 event of a function.
type Schedule struct {
	Function   string
	Expression string // "rate(15 minutes)", "cron(...)"
	TimeZone   string
	Input      string // may hold <aws.scheduler.scheduled-time>
}

// Stream is one DynamoDB event of a function: the mapping from the table's stream.
type Stream struct {
	Function         string
	BatchSize        int
	BatchWindow      int // seconds
	StartingPosition string
	Retries          int // -1: for as long as the stream keeps the record
	Bisect           bool
	MaxAge           int      // seconds; -1: no limit
	PartialFailures  bool     // ReportBatchItemFailures
	Filters          []string // event patterns, JSON, as FilterCriteria has them
}

// Secret is one AWS::SecretsManager::Secret with GenerateSecretString.
type Secret struct {
	LogicalID string
	Name      string
	ARN       string
	Template  string // SecretStringTemplate, JSON
	Key       string // GenerateStringKey
	Length    int    // PasswordLength

	ExcludePunctuation bool
}
