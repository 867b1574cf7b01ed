package template_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/template"
)

const tableARN = "arn:aws:dynamodb:us-east-1:000000000000:table/referrals-local-Table"

func TestRead(t *testing.T) {
	read := served(t, map[string]string{"Origins": "https://a.test, https://b.test"})

	t.Run("Function", func(t *testing.T) {
		want := []template.Function{{
			Name: "some-work", LogicalID: "Work", CodeURI: "functions/some-work/",
			Timeout: 5, Memory: 256, AsyncRetries: 1,
			Env: map[string]string{
				"TABLE":    "referrals-local-Table",
				"STAGE":    "own",
				"URL":      "https://referrals-local-Api.test/${literal}/dev",
				"JOINED":   "a-dev",
				"BUS_ARN":  "arn:aws:events:us-east-1:000000000000:event-bus/referrals-local-events",
				"WITH_OWN": read.Secrets[0].ARN + "-" + tableARN,
			},
			Statements: []template.Statement{{
				Actions:   []string{"dynamodb:Query"},
				Resources: []string{tableARN + "/index/GSI1"},
				Condition: map[string]any{"ForAllValues:StringLike": map[string]any{"dynamodb:LeadingKeys": []any{"ceja#*"}}},
			}},
		}}
		equal(t, read.Functions, want)
	})

	t.Run("API", func(t *testing.T) {
		equal(t, read.API, template.API{
			LogicalID: "Api",
			Routes: []template.Route{
				{Method: "GET", Path: "/v1/things/{id}", Function: "some-work", Authorizer: true},
				{Method: "ANY", Path: "$default", Function: "some-work"},
			},
			CORS: template.CORS{
				AllowOrigins: []string{"https://a.test", "https://b.test"}, AllowMethods: []string{"GET"}, MaxAge: 60,
			},
			Issuer: "https://issuer.test", Audience: []string{"portal"},
			Throttle: template.Throttle{Rate: 10, Burst: 20},
		})
	})

	t.Run("Rules", func(t *testing.T) {
		equal(t, read.Rules, []template.Rule{
			{Bus: "referrals-local-events", Pattern: map[string]any{"source": []any{"referrals"}}, Function: "some-work", Retries: 3},
			{Bus: "default", Pattern: map[string]any{"source": []any{"aws.ses"}}, Function: "some-work", Retries: 185},
		})
	})

	t.Run("Schedules", func(t *testing.T) {
		equal(t, read.Schedules, []template.Schedule{{
			Function: "some-work", Expression: "rate(15 minutes)", TimeZone: "America/Chicago",
			Input: `{"time":"<aws.scheduler.scheduled-time>"}`,
		}})
	})

	t.Run("Streams", func(t *testing.T) {
		equal(t, read.Streams, []template.Stream{{
			Function: "some-work", BatchSize: 10, StartingPosition: "TRIM_HORIZON", Retries: 4, Bisect: true, MaxAge: 60,
			PartialFailures: true, Filters: []string{`{"eventName":["INSERT"]}`},
		}})
	})

	t.Run("Secrets", func(t *testing.T) {
		equal(t, read.Secrets, []template.Secret{{
			LogicalID: "Secret", Name: "referrals-local-Secret",
			ARN:      "arn:aws:secretsmanager:us-east-1:000000000000:secret:referrals-local-Secret-000000",
			Template: `{"version":"1"}`, Key: "key1", Length: 32, ExcludePunctuation: true,
		}})
	})

	t.Run("NoOrigins", func(t *testing.T) {
		for name, given := range map[string]map[string]string{"Default": nil, "Empty": {"Origins": ""}} {
			if got := served(t, given).API.CORS; !reflect.DeepEqual(got, template.CORS{}) {
				t.Errorf("%s: CORS is %+v, want none", name, got)
			}
		}
	})

	t.Run("ConditionThatHolds", func(t *testing.T) {
		read := served(t, map[string]string{"Origins": "*", "Url": "https://x.test"})
		if got := read.Functions[0].Env; got["URL"] != "https://x.test" || got["GONE"] != "something" {
			t.Errorf("URL = %q, GONE = %q", got["URL"], got["GONE"])
		}
		if len(read.Functions) != 2 {
			t.Errorf("%d functions, want the conditional one too", len(read.Functions))
		}
	})
}

func TestReadTable(t *testing.T) {
	t.Run("CreateTableInput", func(t *testing.T) {
		table, err := template.ReadTable("testdata/served.yaml")
		if err != nil {
			t.Fatal(err)
		}
		input := table.CreateTableInput()
		equal(t, aws.ToString(input.TableName), "referrals-local-Table")
		equal(t, input.BillingMode, types.BillingModePayPerRequest)
		equal(t, input.StreamSpecification, &types.StreamSpecification{
			StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages,
		})
		equal(t, input.GlobalSecondaryIndexes, []types.GlobalSecondaryIndex{{
			IndexName:  aws.String("GSI1"),
			KeySchema:  []types.KeySchemaElement{{AttributeName: aws.String("GSI1PK"), KeyType: types.KeyTypeHash}},
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"row"}},
		}})
	})

	t.Run("EachInputIsItsOwn", func(t *testing.T) {
		table, err := template.ReadTable("testdata/served.yaml")
		if err != nil {
			t.Fatal(err)
		}
		table.CreateTableInput().TableName = aws.String("changed")
		equal(t, aws.ToString(table.CreateTableInput().TableName), "referrals-local-Table")
	})

	t.Run("OfThisProject", func(t *testing.T) {
		if _, err := template.ReadTable("../../template.yaml"); err != nil {
			t.Error(err)
		}
	})
}

// TestReadRefuses shows that nothing of a template is silently without effect.
func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, template, want string }{
		{"UnknownType", "Resources:\n  Q:\n    Type: AWS::S3::Bucket\n", `:3: Resources.Q: type "AWS::S3::Bucket"`},
		{"UnknownSection", "Mappings: {}\n", ":1: Mappings: is neither served"},
		{"UnknownAttribute", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    UpdatePolicy: x\n", ":4: Resources.Q.UpdatePolicy"},
		{"UnknownProperty", bus("Policy: {a: b}"), ":5: Resources.Bus.Properties.Policy: is neither served"},
		{"UnknownIntrinsic", bus("Name: !Select [0, [a]]"), ":5: Resources.Bus.Properties.Name: Select is not served"},
		{"JoinOfNoList", bus("Name: !Join ['', a]"), ":5: Resources.Bus.Properties.Name: has to be a list"},
		{"JoinOfOne", bus("Name: !Join ['']"), "Join has to be [delimiter, list]"},
		{"UnknownReference", bus("Name: !Ref Nowhere"), "refers to Nowhere"},
		{"UnknownAttributeOfResource", bus("Name: !GetAtt Bus.Nothing"), "GetAtt Nothing"},
		{"UnknownCondition", bus("Name: !If [No, a, b]"), "condition No is nowhere"},
		{"CircularCondition", "Conditions:\n  A: {Condition: A}\n" + bus("Name: !If [A, a, b]"), "refers to itself"},
		{"DynamicReference", bus("Name: '{{resolve:ssm:x}}'"), "dynamic references"},
		{"ParameterWithoutValue", "Parameters: {P: {Type: String}}\n" + bus("Name: !Ref P"), "neither a value nor a default"},
		{"ParameterNotAllowed", "Parameters: {P: {Type: String, Default: 9, AllowedPattern: '[a-z]'}}\n" + bus("Name: !Ref P"), `does not allow "9"`},
		{"ParameterOfUnknownKind", "Parameters: {P: {Type: String, MinLength: 3}}\n", "MinLength: is neither"},
		{"KeyTwice", bus("Name: a\n      Name: b"), "stands twice"},
		{"SecondBus", bus("Name: a") + "  Other: {Type: AWS::Events::EventBus, Properties: {Name: b}}\n", "is a second AWS::Events::EventBus"},
		{"GlobalsOfAnotherType", "Globals: {Api: {}}\n", "Globals.Api"},
		{"OtherRuntime", function("Runtime: go1.x"), `is "go1.x"`},
		{"CodeElsewhere", function("Runtime: provided.al2023\n      CodeUri: src/"), "has to be a folder under functions/"},
		{"ManagedPolicy", function("Policies: [AmazonDynamoDBFullAccess]"), "only policies with statements"},
		{"PolicyTemplate", function("Policies: [{DynamoDBReadPolicy: {TableName: t}}]"), "DynamoDBReadPolicy: is neither served"},
		{"Deny", function("Policies: [{Statement: [{Effect: Deny, Action: a, Resource: r}]}]"), `is "Deny"`},
		{"NotAction", function("Policies: [{Statement: [{Effect: Allow, NotAction: a, Resource: r}]}]"), "NotAction: is neither"},
		{"OtherEvent", function("Events: {E: {Type: S3, Properties: {}}}"), "events of type S3"},
		{"OtherStream", function("Events: {E: {Type: DynamoDB, Properties: {Stream: arn, StartingPosition: LATEST}}}"), `is "arn"`},
		{"DisabledRule", function("Events: {E: {Type: EventBridgeRule, Properties: {Pattern: {}, State: DISABLED}}}"), `is "DISABLED"`},
		{"ScopesOfARoute", function("Events: {E: {Type: HttpApi, Properties: {Auth: {AuthorizationScopes: [a]}}}}"), "AuthorizationScopes"},
		{"StageVariables", api("StageVariables: {a: b}"), ":5: Resources.Api.Properties.StageVariables: is neither served"},
		{"NotANumber", function("Timeout: soon"), "has to be a number"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "template.yaml")
			if err := os.WriteFile(path, []byte(test.template), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := template.Read(path, nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Read = %v, want %q in it", err, test.want)
			}
		})
	}

	t.Run("ValueForNoParameter", func(t *testing.T) {
		_, err := template.Read("testdata/served.yaml", map[string]string{"Nowhere": "x"})
		if err == nil || !strings.Contains(err.Error(), "Nowhere") {
			t.Errorf("Read = %v", err)
		}
	})

	t.Run("ManyAtOnce", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "template.yaml")
		if err := os.WriteFile(path, []byte(bus("A: 1\n      B: 2")), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := template.Read(path, nil)
		if err == nil || strings.Count(err.Error(), "is neither served") != 2 {
			t.Errorf("Read = %v, want both problems", err)
		}
	})
}

func bus(properties string) string {
	return "Resources:\n  Bus:\n    Type: AWS::Events::EventBus\n    Properties:\n      " + properties + "\n"
}

func api(properties string) string {
	return "Resources:\n  Api:\n    Type: AWS::Serverless::HttpApi\n    Properties:\n      " + properties + "\n"
}

func function(properties string) string {
	return "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      " + properties + "\n"
}

func served(t *testing.T, parameters map[string]string) *template.Template {
	t.Helper()
	read, err := template.Read("testdata/served.yaml", parameters)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func equal[T any](t *testing.T, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}
