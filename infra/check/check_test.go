package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// excuses are the reasons for what deviates in the sound system.
func excuses() reasons {
	return reasons{
		open: map[string]string{
			"GET /openapi.yaml": "the contract is public", "GET /": "a page", "$default": "answers 404",
		},
		outside:    map[string]string{"GET /": "a page", "$default": "answers 404"},
		undeclared: map[string]string{"$default": "answers 404"},
		attached: map[string]string{
			"AWSLambdaBasicExecutionRole": "functions write logs", "AWSLambdaDynamoDBExecutionRole": "streams are read",
		},
		wildcards: map[string]string{
			"event-relay events:* arn:aws:events:us-east-1:000000000000:event-bus/events": "shows that reasons count",
			"mail-send ses:SendEmail arn:aws:ses:us-east-1:000000000000:identity/*":       "recipients are not known",
		},
		bound: map[string]map[string]any{
			"customers dynamodb:PutItem": {"ForAllValues:StringLike": map[string]any{"dynamodb:LeadingKeys": []any{"*#SEEN#*"}}},
			"mail-send ses:SendEmail":    {"StringEquals": map[string]any{"ses:FromAddress": parameters["Sender"]}},
		},
	}
}

func TestSound(t *testing.T) {
	p, err := readProject("testdata/sound", excuses())
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range p.problems() {
		t.Error(problem)
	}
}

// TestBroken: each rule finds its own breach, in a copy of the sound system with one thing changed in it.
func TestBroken(t *testing.T) {
	const template, contract, source = "template.yaml", "infra/openapi.yaml", "functions/customers/main.go"
	for name, test := range map[string]struct{ file, old, new, want string }{
		"FolderWithoutFunction": {"functions/tasks/main.go", "", "package main\n", "functions/tasks is no function"},
		"FunctionWithoutFolder": {template, "functions/mail-send/", "functions/mails/", "function MailSend has no folder functions/mails"},

		"RouteUndeclared":      {source, `Key: "GET /v1/customers/{id}"`, `Key: "GET /v1/customers/{key}"`, "route GET /v1/customers/{id}: functions/customers does not declare it"},
		"DeclarationUnrouted":  {source, `Key: "GET /v1/customers/{id}"`, `Key: "GET /v1/customers/{key}"`, "declares GET /v1/customers/{key}, which the template does not route"},
		"CaseUnrouted":         {source, `case "GET /":`, `case "GET /", "GET /app":`, "declares GET /app"},
		"OpenToTheGateway":     {template, "Path: /v1/customers}", "Path: /v1/customers, Auth: {Authorizer: NONE}}", "route GET /v1/customers: the template's authorizer (false)"},
		"OpenWithoutReason":    {template, "Path: /v1/customers}", "Path: /v1/customers, Auth: {Authorizer: NONE}}", "route GET /v1/customers: has no authorizer"},
		"OpenToTheFunction":    {source, `Open: true`, `Open: false`, "route GET /openapi.yaml: the template's authorizer (false)"},
		"ReasonOutlived":       {template, "Path: /, Auth: {Authorizer: NONE}}", "Path: /}", `GET /: the reason "a page"`},
		"ReasonOutsideOutlive": {contract, "  /v1/customers:\n", "  /:\n    get: {security: []}\n  /v1/customers:\n", `GET /: the reason "a page"`},
		"PatternOutlived":      {template, "events:*", "events:PutEvents", `event-relay events:* arn:aws:events:us-east-1:000000000000:event-bus/events: the reason`},

		"RouteUndescribed":   {contract, "/v1/customers/{id}:", "/v1/customers/{customer}:", "route GET /v1/customers/{id}: the contract does not describe it"},
		"OperationUnrouted":  {contract, "    put:\n", "    delete: {}\n    put:\n", "the contract describes DELETE /v1/customers/{id}"},
		"RolesDiffer":        {contract, "token: [integration]", "token: [program-admin]", "the contract admits program-admin, functions/customers integration"},
		"RoleMissing":        {contract, "        - token: [navigator]\n    put", "    put", "the contract admits case-manager, functions/customers case-manager, navigator"},
		"RolesAppended":      {source, "desk.Staff(), referral.Integration", "desk.Staff(), referral.Navigator", "functions/customers case-manager, navigator, navigator"},
		"RolesForEverybody":  {source, "Roles: desk.Staff(), ", "", "functions/customers whoever is signed in"},
		"OpenInTheContract":  {contract, "get: {}", "get: {security: []}", "the contract admits anybody, functions/customers whoever is signed in"},
		"RolesOfTheConstant": {"shared/referral/role.go", `"integration"`, `"loader"`, "functions/customers loader"},

		"RouteWithoutEvent":    {"events/customers/get.json", "GET /v1/customers/{id}", "GET /v1/customers", "route GET /v1/customers/{id} of customers has no event"},
		"EventOfNoRoute":       {"events/customers/other.json", "", `{"routeKey":"GET /v1/other"}`, "events/customers/other.json is no event that anything sends"},
		"EventOfNoFunction":    {"events/other/list.json", "", `{"routeKey":"GET /v1/customers"}`, "events/other/list.json is no event that anything sends to other"},
		"RuleWithoutEvent":     {"events/mail-send/queued.json", "MailQueued", "MailSent", "the rule of mail-send has no event"},
		"RuleOfAnotherSource":  {"events/mail-send/queued.json", `"referrals"`, `"aws.ses"`, "the rule of mail-send has no event"},
		"StreamWithoutEvent":   {"events/event-relay/insert.json", "aws:dynamodb", "aws:sqs", "the stream of event-relay has no event"},
		"ScheduleWithoutEvent": {"events/overdue-sweep/tick.json", "time", "when", "the schedule of overdue-sweep has no event"},

		"Unlimited":         {template, "      DefaultRouteSettings: {ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200}\n", "", "the API's routes take 0 requests a second, 0 at once"},
		"RateOfNothing":     {template, "ThrottlingRateLimit: 100", "ThrottlingRateLimit: 0", "the API's routes take 0 requests a second, 200 at once"},
		"BurstOfNothing":    {template, "ThrottlingBurstLimit: 200", "ThrottlingBurstLimit: 0", "the API's routes take 100 requests a second, 0 at once"},
		"LimitOfRoutes":     {template, "      AccessLogSettings:", "      RouteSettings: {$default: {ThrottlingRateLimit: 100000}}\n      AccessLogSettings:", "the API has RouteSettings"},
		"LimitOfARoute":     {template, "Path: /v1/customers}", "Path: /v1/customers, RouteSettings: {ThrottlingRateLimit: 100000}}", "a route of customers has RouteSettings"},
		"AccessUnlogged":    {template, "AccessLogSettings:\n        DestinationArn: !GetAtt Logs.Arn\n        Format:", "Description:", "the API's access log goes to no log group"},
		"AccessLogged":      {template, "DestinationArn: !GetAtt Logs.Arn", "DestinationArn: arn:aws:logs:us-east-1:1:log-group:other", "the API's access log goes to no log group"},
		"AccessUnformatted": {template, `"request":"$context.requestId",`, ``, "does not tell calls apart"},
		"PathLogged":        {template, "$context.routeKey", "$context.path", "access log tells $context.path"},
		"AddressLogged":     {template, "$context.status", "$context.identity.sourceIp", "access log tells $context.identity.sourceIp"},
		"ClaimLogged":       {template, "$context.status", "$context.authorizer.claims.sub", "access log tells $context.authorizer.claims.sub"},

		"LogsKeptForEver": {template, "Properties: {RetentionInDays: 90}", "Properties: {LogGroupName: logs}", "log group Logs keeps everything for ever"},
		"LogsElsewhere":   {template, "LogGroup: !Ref Logs", "LogFormat: JSON", "function mail-send: its LoggingConfig names no log group"},

		"ErrorsUnwatched":     {template, "MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref MailSend", "MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref Customers", "function mail-send: no alarm watches Errors"},
		"ThrottlesUnwatched":  {template, "MetricName: Throttles, Dimensions: [{Name: FunctionName, Value: !Ref MailSend", "MetricName: Throttles, Dimensions: [{Name: FunctionName, Value: !Ref Customers", "function mail-send: no alarm watches Throttles"},
		"QueueUnwatched":      {template, "ApproximateNumberOfMessagesVisible", "NumberOfMessagesSent", "queue Failures: no alarm watches"},
		"StreamUnwatched":     {template, "IteratorAge", "Duration", "the stream of event-relay: no alarm watches IteratorAge"},
		"AlarmForNobody":      {template, "late.\n      AlarmActions: [arn:aws:sns:us-east-1:1:alarms]", "late.\n      AlarmActions: []", "alarm RelayBehind tells nobody"},
		"AlarmWithoutMeaning": {template, "AlarmDescription: The stream is read late.", "ActionsEnabled: true", "alarm RelayBehind does not say what it means"},

		"AlarmSwitchedOff":    {template, "AlarmDescription: The stream is read late.", "AlarmDescription: The stream is read late.\n      ActionsEnabled: false", "alarm RelayBehind tells nobody: its ActionsEnabled is false"},
		"AlarmWithoutErrors":  {template, "SUM(METRICS())", "\"FILL(b, 0) + d + f + g + h\"", "alarm Failing: its expression leaves out a"},
		"AlarmWithoutReads":   {template, "FILL(reads, 0) + FILL(writes, 0)", "FILL(writes, 0)", "alarm TableThrottled: its expression leaves out reads"},
		"AlarmNearlyReads":    {template, "FILL(reads, 0) +", "FILL(reads2, 0) +", "alarm TableThrottled: its expression leaves out reads"},
		"BouncesUnwatched":    {template, "MetricName: Reputation.BounceRate", "MetricName: Reputation.ComplaintRate", "the account: no alarm watches Reputation.BounceRate of AWS/SES"},
		"ComplaintsUnwatched": {template, "MetricName: Reputation.ComplaintRate", "MetricName: Reputation.BounceRate", "the account: no alarm watches Reputation.ComplaintRate of AWS/SES"},
		"WaitingUnwatched":    {template, "MetricName: OldestMail", "MetricName: RelayLag", "the schedule of overdue-sweep: no alarm watches OldestMail of Referrals"},
		"WaitingElsewhere":    {template, "Name: stage, Value: test", "Name: stage, Value: other", "the schedule of overdue-sweep: no alarm watches OldestMail of Referrals"},
		"SweepUnwatched":      {template, "MetricName: Invocations", "MetricName: Errors", "the schedule of overdue-sweep: no alarm watches Invocations of AWS/Lambda"},
		"SweepTooOften":       {template, "ComparisonOperator: LessThanThreshold\n      TreatMissingData: breaching", "ComparisonOperator: GreaterThanThreshold\n      TreatMissingData: notBreaching", "the schedule of overdue-sweep: no alarm watches Invocations of AWS/Lambda"},
		"ApiTooQuiet":         {template, "Threshold: 5\n      ComparisonOperator: GreaterThanThreshold\n      TreatMissingData: notBreaching", "Threshold: 5\n      ComparisonOperator: LessThanThreshold\n      TreatMissingData: breaching", "the API: no alarm watches 5xx of AWS/ApiGateway"},
		"ApiUnwatched":        {template, "MetricName: 5xx", "MetricName: 4xx", "the API: no alarm watches 5xx of AWS/ApiGateway"},
		"ReadsUnwatched":      {template, "MetricName: ReadThrottleEvents", "MetricName: WriteThrottleEvents", "the table: no alarm watches ReadThrottleEvents"},
		"WritesUnwatched":     {template, "MetricName: WriteThrottleEvents", "MetricName: ReadThrottleEvents", "the table: no alarm watches WriteThrottleEvents"},

		"AlarmBelowNothing":  {template, "Threshold: 300000", "Threshold: -1", "alarm RelayBehind: GreaterThanThreshold -1 holds always or never"},
		"AlarmAlways":        {template, "Threshold: 300000\n      ComparisonOperator: GreaterThanThreshold", "Threshold: 0\n      ComparisonOperator: GreaterThanOrEqualToThreshold", "alarm RelayBehind: GreaterThanOrEqualToThreshold 0 holds"},
		"AlarmNever":         {template, "Threshold: 1\n", "Threshold: 0\n", "alarm SweepMissing: LessThanThreshold 0 holds always or never"},
		"AlarmOnAnomalies":   {template, "Threshold: 1\n      ComparisonOperator: LessThanThreshold", "Threshold: 1\n      ComparisonOperator: LessThanLowerThreshold", "alarm SweepMissing: LessThanLowerThreshold 1 holds"},
		"AlarmWithoutLimit":  {template, "      Threshold: 300000\n", "", "alarm RelayBehind: Threshold is left to the service's default"},
		"AlarmOnSilence":     {template, "TreatMissingData: notBreaching\n\n  # One", "TreatMissingData: breaching\n\n  # One", "alarm RelayBehind: missing data is breaching to GreaterThanThreshold"},
		"AlarmDeafToSilence": {template, "TreatMissingData: breaching", "TreatMissingData: missing", "alarm SweepMissing: missing data is missing to LessThanThreshold"},
		"AlarmSilenceUnsaid": {template, "      TreatMissingData: breaching\n", "", "alarm SweepMissing: TreatMissingData is left"},
		"AlarmOnThePeak":     {template, "Statistic: Sum\n      Period: 900", "Statistic: Maximum\n      Period: 900", `alarm SweepMissing: "Maximum" is not the Sum of Invocations`},
		"AlarmOnTheSum":      {template, "Statistic: Maximum\n      Period: 60", "Statistic: Sum\n      Period: 60", `alarm RelayBehind: "Sum" is not the Maximum of IteratorAge`},
		"AlarmOnThePart":     {template, "{Id: a, ReturnData: false, MetricStat: {Stat: Sum", "{Id: a, ReturnData: false, MetricStat: {Stat: Average", `alarm Failing: "Average" is not the Sum of Errors`},
		"AlarmOnManyThings":  {template, "{Id: a, ReturnData: false,", "{Id: a,", "alarm Failing: 2 of its metrics return data"},
		"AlarmOfNoPeriod":    {template, "      Period: 900\n", "", `alarm SweepMissing: it cannot look at "1" periods of "" seconds of Invocations`},
		"AlarmOfSeconds":     {template, "Period: 900", "Period: 90", `periods of "90" seconds`},
		"AlarmOfNoPeriods":   {template, "EvaluationPeriods: 3", "EvaluationPeriods: 0", `alarm RelayBehind: it cannot look at "0" periods`},
		"AlarmOfDays":        {template, "EvaluationPeriods: 3", "EvaluationPeriods: 3000", `alarm RelayBehind: it cannot look at "3000" periods`},

		"AlarmOnNothing":     {template, "MetricName: IteratorAge", "MetricName: IteratorAges", "alarm RelayBehind: nobody writes AWS/Lambda IteratorAges FunctionName="},
		"AlarmOnNobody":      {template, "MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref MailSend", "MetricName: Errors, Dimensions: [{Name: FunctionName, Value: mail-send", "alarm Failing: nobody writes AWS/Lambda Errors FunctionName=mail-send"},
		"DashboardNoJSON":    {template, `{"widgets": [`, `{"widgets": `, "dashboard Overview: its body is no JSON"},
		"DashboardEmpty":     {template, `{"markdown": "All of it"}}`, `{"metrics": []}}, {"type": "metric"}`, "dashboard Overview: a widget shows no metrics"},
		"DashboardShort":     {template, `"FunctionName", "${MailSend}"`, `"...", "${MailSend}"`, "is not written out"},
		"DashboardHalf":      {template, `"FunctionName", "${MailSend}"`, `"${MailSend}"`, "has half a dimension"},
		"FigureOfNothing":    {template, `"Mails", "stage"`, `"Letters", "stage"`, "dashboard Overview: nobody writes Referrals Letters outcome=sent stage=test"},
		"FigureOfNoStage":    {template, `"Replays", "stage"`, `"Replays", "Stage"`, "nobody writes Referrals Replays Stage=test"},
		"FigureOtherwise":    {template, `"program", "ceja"`, `"grantee", "lincoln-land"`, "nobody writes Referrals ReferralsOverdue grantee=lincoln-land stage=test"},
		"FigureOfNobody":     {template, `"FunctionName", "${MailSend}"`, `"FunctionName", "mail-send"`, "dashboard Overview: nobody writes AWS/Lambda Errors"},
		"FigureWithTooMuch":  {template, `"Reputation.BounceRate"`, `"Reputation.BounceRate", "FunctionName", "${MailSend}"`, "nobody writes AWS/SES Reputation.BounceRate"},
		"MetricNotShown":     {template, `["Referrals", "Replays", "stage", "test"], `, ``, "metric Replays stands on no dashboard"},
		"ProgramNotShown":    {template, `, "program", "ceja"`, ``, "program ceja stands on no dashboard"},
		"AlarmWithoutAdvice": {"infra/RUNBOOK.md", "## `RelayBehind`", "## RelayBehind", "alarm RelayBehind has no section in infra/RUNBOOK.md"},
		"AdviceOutlived":     {"infra/RUNBOOK.md", "## `RelayBehind`", "## `RelayBehind`, `TallyBehind`", "infra/RUNBOOK.md: there is no alarm TallyBehind"},
		"NoRunbook":          {"infra/RUNBOOK.md", "*", "", "there is no infra/RUNBOOK.md"},

		"TableOfOtherKeys":   {template, "- {AttributeName: PK, KeyType: HASH}", "- {AttributeName: GSI1PK, KeyType: HASH}", "they would be replaced, empty"},
		"IndexChanged":       {template, "KeySchema: [{AttributeName: GSI1PK, KeyType: HASH}]", "KeySchema: [{AttributeName: PK, KeyType: HASH}]", "index GSI1 is map[HASH:PK], in live tables map[HASH:GSI1PK]: it would be dropped"},
		"IndexGone":          {"infra/table.yaml", "  GSI1: {HASH: GSI1PK}", "  GSI1: {HASH: GSI1PK}\n  GSI2: {HASH: GSI2PK}", "index GSI2 is map[], in live tables map[HASH:GSI2PK]"},
		"IndexUnstated":      {"infra/table.yaml", "  GSI1: {HASH: GSI1PK}", "  {}", "index GSI1 does not stand in infra/table.yaml"},
		"ProjectionChanged":  {template, "NonKeyAttributes: [row]", "NonKeyAttributes: [row, words]", "the table carries [row words]"},
		"ExpiryChanged":      {template, "AttributeName: ttl", "AttributeName: expiresAt", `expires by "expiresAt"`},
		"TableUnprotected":   {template, "DeletionProtectionEnabled: true", "DeletionProtectionEnabled: false", "the table may be deleted"},
		"TableUnrestorable":  {template, "PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false", "the table cannot be restored"},
		"TableGoesWithStack": {template, "    DeletionPolicy: Retain\n", "", "the table goes with the stack"},
		"TableGoesReplaced":  {template, "    UpdateReplacePolicy: Retain\n", "    UpdateReplacePolicy: Delete\n", "the table goes with the stack"},
		"NoStatement":        {"infra/table.yaml", "*", "", "table.yaml"},

		"StreamForEver":        {template, "            MaximumRetryAttempts: 20\n", "", "the stream of event-relay: MaximumRetryAttempts is left"},
		"StreamOfAnyAge":       {template, "            MaximumRecordAgeInSeconds: 3600\n", "", "the stream of event-relay: MaximumRecordAgeInSeconds is left"},
		"StreamInOnePiece":     {template, "            BisectBatchOnFunctionError: true\n", "", "the stream of event-relay: BisectBatchOnFunctionError is left"},
		"StreamAllOrNothing":   {template, "            FunctionResponseTypes: [ReportBatchItemFailures]\n", "", "the stream of event-relay: FunctionResponseTypes is left"},
		"StreamUnfiltered":     {template, `            FilterCriteria: {Filters: [{Pattern: '{"eventName":["INSERT"]}'}]}` + "\n", "", "the stream of event-relay: FilterCriteria is left"},
		"StreamForgets":        {template, "            DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}\n", "", "the stream of event-relay: what is given up goes to no queue"},
		"StreamQueueElsewhere": {template, "            DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}", "            DestinationConfig: {OnFailure: {Type: SQS, Destination: arn:aws:sqs:us-east-1:1:other}}", "the stream of event-relay: what is given up goes to no queue"},
		"RuleForEver":          {template, "RetryPolicy: {MaximumRetryAttempts: 20, ", "RetryPolicy: {", "the rule of mail-send: MaximumRetryAttempts is left"},
		"RuleOfAnyAge":         {template, "RetryPolicy: {MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 3600}", "RetryPolicy: {MaximumRetryAttempts: 20}", "the rule of mail-send: MaximumEventAgeInSeconds is left"},
		"RuleForgets":          {template, "MaximumEventAgeInSeconds: 3600}\n            DeadLetterConfig: {Arn: !GetAtt Failures.Arn}", "MaximumEventAgeInSeconds: 3600}", "the rule of mail-send: what is given up goes to no queue"},
		"InvocationForEver":    {template, "        MaximumRetryAttempts: 2\n", "", "events to mail-send: MaximumRetryAttempts is left"},
		"InvocationForgets":    {template, "        DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}\n      Policies", "      Policies", "events to mail-send: what is given up goes to no queue"},
		"ScheduleForEver":      {template, "RetryPolicy: {MaximumRetryAttempts: 2, ", "RetryPolicy: {", "the schedule of overdue-sweep: MaximumRetryAttempts is left"},
		"ScheduleForgets":      {template, "900}\n            DeadLetterConfig: {Arn: !GetAtt Failures.Arn}", "900}\n            DeadLetterConfig: {Type: SQS}", "the schedule of overdue-sweep: what is given up goes to no queue"},
		"ScheduleNeverStill":   {template, "            State: !Ref Sweep\n", "", "the schedule of OverdueSweep runs although Sweep is DISABLED"},
		"QueueForFourDays":     {template, "Properties: {MessageRetentionPeriod: 1209600}", "Properties: {QueueName: failures}", "queue Failures: MessageRetentionPeriod is left"},

		"AnyAction":   {template, "Action: dynamodb:Query\n", "Action: dynamodb:*\n", "function customers: dynamodb:* on"},
		"AnyResource": {template, "${Table.Arn}/index/GSI1", "${Table.Arn}/index/*", "is a pattern, and no reason"},
		"Traced":      {template, "CodeUri: functions/mail-send/\n", "CodeUri: functions/mail-send/\n      Tracing: Active\n", "function mail-send: SAM attaches AWSXRayDaemonWriteAccess, and no reason"},
		"Scan":        {template, "Action: dynamodb:Query\n", "Action: dynamodb:Scan\n", "function customers: may scan"},
		"Sends":       {template, "Action: secretsmanager:GetSecretValue", "Action: ses:SendEmail", "function customers: may send mails"},

		"BusElsewhere":      {template, "Resource: !GetAtt Bus.Arn", "Resource: arn:aws:events:us-east-1:111111111111:event-bus/events", "function event-relay: events:* on arn:aws:events:us-east-1:111111111111:event-bus/events, which is nothing of the template"},
		"SecretElsewhere":   {template, "Resource: !Ref Secret", "Resource: !Sub arn:aws:secretsmanager:us-east-1:${AWS::AccountId}:secret:other-000000", "secret:other-000000, which is nothing of the template"},
		"IdentityElsewhere": {template, "${AWS::AccountId}:identity/*", "111111111111:identity/*", "function mail-send: ses:SendEmail on arn:aws:ses:us-east-1:111111111111:identity/*, which is nothing"},
		"MailsElsewhere":    {template, "configuration-set/${MailConfiguration}", "configuration-set/other", "configuration-set/other, which is nothing of the template"},
		"ServiceElsewhere":  {template, "Action: secretsmanager:GetSecretValue\n              Resource: !Ref Secret", "Action: sqs:SendMessage\n              Resource: !GetAtt Failures.Arn", "function customers: sqs:SendMessage on"},

		"SeenUnbound":      {template, `              Condition: {"ForAllValues:StringLike": {dynamodb:LeadingKeys: ["*#SEEN#*"]}}` + "\n", "", "function customers: dynamodb:PutItem has the condition map[], want"},
		"SeenBoundToAll":   {template, `["*#SEEN#*"]`, `["*"]`, "function customers: dynamodb:PutItem has the condition map[ForAllValues:StringLike:map[dynamodb:LeadingKeys:[*]]], want"},
		"SeenGivenTwice":   {template, "Action: [dynamodb:Query]", "Action: [dynamodb:Query, dynamodb:PutItem]", "function customers: dynamodb:PutItem has the condition map[], want"},
		"SenderUnbound":    {template, "              Condition: {StringEquals: {ses:FromAddress: !Ref Sender}}\n", "", "function mail-send: ses:SendEmail has the condition map[], want"},
		"SenderOfOthers":   {template, "ses:FromAddress: !Ref Sender", "ses:FromAddress: other@other.test", "function mail-send: ses:SendEmail has the condition map[StringEquals:map[ses:FromAddress:other@other.test]], want"},
		"BoundOutlived":    {template, "Action: ses:SendEmail", "Action: ses:SendRawEmail", "mail-send ses:SendEmail: a condition is kept"},
		"AnyPrincipal":     {template, "Principal: {Service: events.amazonaws.com}", `Principal: "*"`, "FailuresPolicy: its principal is *,"},
		"AnyPrincipalThen": {template, "Principal: {Service: events.amazonaws.com}", `Principal: !If [HasAlarmEmail, "*", {Service: events.amazonaws.com}]`, "FailuresPolicy: its principal is *,"},
		"AnyAccount":       {template, "Principal: {Service: events.amazonaws.com}", `Principal: {AWS: ["*"]}`, "FailuresPolicy: its principal is map[AWS:[*]],"},
		"AnotherPrincipal": {template, "Principal: {Service: events.amazonaws.com}", `Principal: {Service: events.amazonaws.com, AWS: "arn:aws:iam::111111111111:root"}`, "FailuresPolicy: its principal is map[AWS:"},
		"AllButOne":        {template, "Principal: {Service: events.amazonaws.com}", `NotPrincipal: {Service: events.amazonaws.com}`, "FailuresPolicy: nobody has said what NotPrincipal in a statement allows"},
		"AnyOfTheQueue":    {template, "Action: sqs:SendMessage", `Action: "sqs:*"`, `FailuresPolicy: events.amazonaws.com may "sqs:*"`},
		"ForAnybody":       {template, `            Condition: {ArnLike: {aws:SourceArn: !Sub "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${Bus}/*"}}` + "\n", "", "FailuresPolicy: events.amazonaws.com may, whoever it works for"},
		"ForAnother":       {template, "${AWS::AccountId}:rule/${Bus}/*", "111111111111:rule/*", "FailuresPolicy: events.amazonaws.com may for arn:aws:events:us-east-1:111111111111:rule/*"},
		"PolicyOfAText":    {template, "      PolicyDocument:\n        Statement:\n", "      PolicyDocument: '{}'\n      Other:\n        Others:\n", "FailuresPolicy: its statements cannot be read"},
		"PolicyInside":     {template, "Properties: {RetentionInDays: 90}", `Properties: {RetentionInDays: 90, ResourcePolicyDocument: {Statement: {Effect: Allow, Principal: "*", Action: "logs:PutLogEvents"}}}`, "Logs: its principal is *"},

		"BuiltOtherwise":   {".ci/run", "-trimpath ", "", `.ci/run does not say CGO_ENABLED=0 GOFLAGS='-tags=lambda.norpc -trimpath "-ldflags=-s -w"'`},
		"BuiltFromCache":   {"samconfig.toml", "cached = false", "cached = true", "samconfig.toml does not say cached = false"},
		"BuiltWithSymbols": {"samconfig.toml", "-s -w", "-w", "samconfig.toml does not say CGO_ENABLED=0"},
		"BuiltByHand":      {"README.md", "-trimpath ", "", "README.md does not say CGO_ENABLED=0"},
		"BuiltByHandTags":  {"README.md", "lambda.norpc", "lambda.norpc,debug", "README.md does not say CGO_ENABLED=0"},
		"BuiltByHandWithC": {"README.md", "CGO_ENABLED=0", "CGO_ENABLED=1", "README.md does not say CGO_ENABLED=0"},
		"ReadmeMissing":    {"README.md", "*", "", "README.md"},
		"AnotherMachine":   {template, "Architectures: [arm64]", "Architectures: [x86_64]", `function customers: its Architectures are "[x86_64]", want [arm64]`},
		"MachineUnsaid":    {template, "    Architectures: [arm64]\n", "", `function customers: its Architectures are "", want [arm64]`},
		"MachineOfOne":     {template, "CodeUri: functions/mail-send/\n", "CodeUri: functions/mail-send/\n      Architectures: [x86_64]\n", "function mail-send: its Architectures are"},
		"BuildFileMissing": {"samconfig.toml", "*", "", "samconfig.toml"},
	} {
		t.Run(name, func(t *testing.T) {
			root := broken(t, test.file, test.old, test.new)
			p, err := readProject(root, excuses())
			if err != nil {
				t.Fatal(err)
			}
			found := p.problems()
			if !slices.ContainsFunc(found, func(problem string) bool { return strings.Contains(problem, test.want) }) {
				t.Errorf("found %q, want %q among them", found, test.want)
			}
		})
	}
}

// TestAttached: what SAM adds to a role by itself is argued for, for as long as it does, and known for every kind of event.
func TestAttached(t *testing.T) {
	const streams = "AWSLambdaDynamoDBExecutionRole"
	for name, test := range map[string]struct {
		change func(*project)
		want   string
	}{
		"Unargued": {func(p *project) { delete(p.reasons.attached, streams) }, "function event-relay: SAM attaches " + streams + ", and no reason"},
		"Outlived": {func(p *project) { retype(p, "DynamoDB", "HttpApi") }, streams + `: the reason "streams are read" is kept`},
		"NewKind": {func(p *project) {
			retype(p, "DynamoDB", "Kinesis")
			delete(p.reasons.attached, streams)
		}, "function event-relay: nobody has said which policy SAM attaches for events of type Kinesis"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := readProject("testdata/sound", excuses())
			if err != nil {
				t.Fatal(err)
			}
			test.change(p)
			if found := append(checkAttached(p), checkReasons(p)...); len(found) != 1 || !strings.HasPrefix(found[0], test.want) {
				t.Errorf("found %q, want %q", found, test.want)
			}
		})
	}
}

// retype makes events of one type ones of another, which the template's reader need not know.
func retype(p *project, before, after string) {
	for _, resource := range p.ofType("AWS::Serverless::Function") {
		events, _ := at(resource.Properties, "Events").(map[string]any)
		for _, event := range events {
			if fields := event.(map[string]any); fields["Type"] == before {
				fields["Type"] = after
			}
		}
	}
}

// TestUnreadable: what cannot be read is told, and never taken for right.
func TestUnreadable(t *testing.T) {
	const template, contract, source = "template.yaml", "infra/openapi.yaml", "functions/customers/main.go"
	for name, test := range map[string]struct{ file, old, new, want string }{
		"Template":       {template, "Type: AWS::Serverless::HttpApi", "Type: AWS::Serverless::Api", "is neither served"},
		"Permission":     {template, "Type: AWS::SQS::QueuePolicy", "Type: AWS::Lambda::Permission", `type "AWS::Lambda::Permission" is neither served`},
		"PermissionThen": {template, "Type: AWS::SQS::QueuePolicy", "Type: AWS::Lambda::Permission\n    Condition: HasAlarmEmail", `type "AWS::Lambda::Permission" is neither served`},
		"BusPolicy":      {template, "Type: AWS::SQS::QueuePolicy", "Type: AWS::Events::EventBusPolicy", `type "AWS::Events::EventBusPolicy" is neither served`},
		"TopicPolicy":    {template, "Type: AWS::SQS::QueuePolicy", "Type: AWS::SNS::TopicPolicy", `type "AWS::SNS::TopicPolicy" is neither served`},
		"TablePolicy":    {template, "      BillingMode:", "      ResourcePolicy: {}\n      BillingMode:", "Table.Properties.ResourcePolicy: is neither served"},
		"TableElsewhere": {template, "      BillingMode:", "      KinesisStreamSpecification: {}\n      BillingMode:", "Table.Properties.KinesisStreamSpecification: is neither served"},
		"BusPolicyOwn":   {template, "Properties: {Name: events}", "Properties: {Name: events, Policy: {}}", "Bus.Properties.Policy: is neither served"},
		"Contract":       {contract, "paths:", "paths: [", "openapi.yaml"},
		"Source":         {source, "package main", "package", "expected"},
		"Event":          {"events/customers/get.json", "{", "[", "events/customers/get.json"},
		"KeyOfAVariable": {source, `Key: "GET /v1/customers",`, `Key: key,`, "only a string literal can be read"},
		"PlainFields":    {source, `api.Route{Key: "GET /v1/customers", Handle: nil}`, `api.Route{"GET /v1/customers"}`, "without names of its fields"},
		"RolesOfACall":   {source, "Roles: desk.Staff()", "Roles: roles[0]", "its roles cannot be read"},
		"RolesNowhere":   {source, "Roles: desk.Staff()", "Roles: desk.Others()", "Others is no function that only returns roles"},
		"RoleNowhere":    {source, "{referral.Integration}", "{referral.Loader}", "referral.Loader is nowhere"},
		"RoleOfAText":    {source, "{referral.Integration}", `{"integration"}`, "a role is written referral.X"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readProject(broken(t, test.file, test.old, test.new), excuses())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("read: %v, want %q", err, test.want)
			}
		})
	}
}

// broken is the root of a copy of the sound system in which old is replaced by new in one file. An empty old makes the
// file; "*" removes it.
func broken(t *testing.T, file, old, replacement string) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/sound")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, filepath.FromSlash(file))
	if old == "*" {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return root
	}
	text := ""
	if old == "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		text = replacement
	} else {
		sound, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if text = strings.Replace(string(sound), old, replacement, 1); text == string(sound) {
			t.Fatalf("%s does not hold %q", file, old)
		}
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return root
}
