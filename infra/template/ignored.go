package template

// What the local run knowingly leaves out. What stands neither here nor in the code that serves it is an error at the
// start, so that nothing in the template is silently without effect.

// ignoredSections of the template.
var ignoredSections = map[string]bool{
	"AWSTemplateFormatVersion": true,
	"Description":              true,
	"Metadata":                 true,
	"Outputs":                  true,
}

// ignoredAttributes of resources.
var ignoredAttributes = map[string]bool{
	"DependsOn": true,
	"Metadata":  true, // how SAM builds; the local run builds in its own way
}

// ignoredTypes are watched over, kept or queued by AWS alone. They are those in use: another one may open something to
// others, as an AWS::Lambda::Permission does.
var ignoredTypes = map[string]bool{
	"AWS::CloudWatch::Alarm":                     true,
	"AWS::CloudWatch::Dashboard":                 true,
	"AWS::Logs::LogGroup":                        true,
	"AWS::SES::ConfigurationSet":                 true, // the mailbox takes any
	"AWS::SES::ConfigurationSetEventDestination": true, // the mailbox always reports
	"AWS::SNS::Subscription":                     true,
	"AWS::SNS::Topic":                            true,
	"AWS::SQS::Queue":                            true, // on-failure queues: the local run keeps lists of its own
	"AWS::SQS::QueuePolicy":                      true,
}

var (
	ignoredOfParameters = []string{"ConstraintDescription", "Description", "NoEcho"}

	ignoredOfFunctions = []string{
		"Architectures", "AutoPublishAlias", "DeploymentPreference", "Description", "EphemeralStorage", "FunctionName",
		"LoggingConfig", "PermissionsBoundary", "Tags", "Tracing",
	}

	ignoredOfEventInvokeConfigs = []string{"DestinationConfig", "MaximumEventAgeInSeconds"}

	ignoredOfAPIs = []string{
		"AccessLogSettings", "Description", "DisableExecuteApiEndpoint", "Domain",
		"FailOnWarnings", "Name", "RouteSettings", "Tags",
	}

	ignoredOfRouteSettings = []string{"DataTraceEnabled", "DetailedMetricsEnabled", "LoggingLevel"}

	ignoredOfRoutes = []string{"RouteSettings", "TimeoutInMillis"}

	ignoredOfRules = []string{"DeadLetterConfig", "RuleName", "Target"}

	ignoredOfSchedules = []string{
		"DeadLetterConfig", "Description", "FlexibleTimeWindow", "GroupName", "Name", "OmitName", "RetryPolicy",
	}

	// One shard is all that the engine has, so it is never read in parallel.
	ignoredOfStreams = []string{"DestinationConfig", "ParallelizationFactor"}

	// The engine never deletes what has expired; readers check that themselves, because DynamoDB deletes late.
	ignoredOfTables = []string{
		"ContributorInsightsSpecification", "DeletionProtectionEnabled",
		"OnDemandThroughput", "PointInTimeRecoverySpecification", "SSESpecification", "TableClass",
		"Tags", "TimeToLiveSpecification", "WarmThroughput",
	}

	ignoredOfIndexes = []string{"ContributorInsightsSpecification", "OnDemandThroughput", "WarmThroughput"}

	ignoredOfSecrets = []string{"Description", "KmsKeyId", "Tags"}

	ignoredOfBuses = []string{"DeadLetterConfig", "Description", "KmsKeyIdentifier", "LogConfig", "Tags"}
)
