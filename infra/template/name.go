package template

import "strings"

// naming tells, for each type of resource, what Ref and GetAtt give.
type naming struct {
	property string                              // that names the resource; CloudFormation makes up a name without it
	ref      func(name string) string            // what Ref gives; nil: the name
	get      map[string]func(name string) string // what GetAtt gives
}

var namings = map[string]naming{
	"AWS::CloudWatch::Alarm": {property: "AlarmName", get: map[string]func(string) string{"Arn": arn("cloudwatch", "alarm:")}},
	"AWS::DynamoDB::Table": {property: "TableName", get: map[string]func(string) string{
		"Arn":       tableARN,
		"StreamArn": streamARN,
	}},
	"AWS::Events::EventBus": {property: "Name", get: map[string]func(string) string{
		"Arn":  arn("events", "event-bus/"),
		"Name": itself,
	}},
	"AWS::Logs::LogGroup": {property: "LogGroupName", get: map[string]func(string) string{"Arn": arn("logs", "log-group:")}},
	"AWS::SecretsManager::Secret": {property: "Name", ref: secretARN, get: map[string]func(string) string{
		"Id": secretARN,
	}},
	"AWS::Serverless::Function": {property: "FunctionName", get: map[string]func(string) string{
		"Arn": arn("lambda", "function:"),
	}},
	"AWS::Serverless::HttpApi":   {},
	"AWS::SES::ConfigurationSet": {property: "Name"},
	"AWS::SNS::Topic": {property: "TopicName", ref: arn("sns", ""), get: map[string]func(string) string{
		"TopicArn":  arn("sns", ""),
		"TopicName": itself,
	}},
	"AWS::SQS::Queue": {property: "QueueName", ref: queueURL, get: map[string]func(string) string{
		"Arn":       arn("sqs", ""),
		"QueueName": itself,
		"QueueUrl":  queueURL,
	}},
}

func itself(name string) string { return name }

func arn(service, prefix string) func(string) string {
	return func(name string) string {
		return "arn:" + pseudo["AWS::Partition"] + ":" + service + ":" + pseudo["AWS::Region"] + ":" +
			pseudo["AWS::AccountId"] + ":" + prefix + name
	}
}

// ARN is that of what has none in a template: of an identity or a configuration set of SES, for example.
func ARN(service, name string) string { return arn(service, "")(name) }

func tableARN(name string) string { return arn("dynamodb", "table/")(name) }

// streamARN ends with the time the stream was made, which the engine sets: the local run asks the engine for the
// stream and uses this one as a name alone.
func streamARN(name string) string { return tableARN(name) + "/stream/local" }

// secretARN ends with six characters of Secrets Manager's own, which nobody may rely on.
func secretARN(name string) string { return arn("secretsmanager", "secret:")(name) + "-000000" }

func queueURL(name string) string {
	return "https://sqs." + pseudo["AWS::Region"] + "." + pseudo["AWS::URLSuffix"] + "/" + pseudo["AWS::AccountId"] + "/" + name
}

// reference is what Ref gives of a resource.
func (d *document) reference(r *resource, at *value) string {
	naming, ok := namings[r.kind]
	if !ok {
		at.problem("Ref of a resource of type %s is not served", r.kind)
		return ""
	}
	if naming.ref == nil {
		return d.name(r)
	}
	return naming.ref(d.name(r))
}

// attribute is what GetAtt gives for "Resource.Attribute".
func (d *document) attribute(path string, at *value) string {
	id, attribute, _ := strings.Cut(path, ".")
	r := d.resource(id)
	if r == nil {
		at.problem("refers to %s, which is nowhere", id)
		return ""
	}
	get := namings[r.kind].get[attribute]
	if get == nil {
		at.problem("GetAtt %s of a resource of type %s is not served", attribute, r.kind)
		return ""
	}
	return get(d.name(r))
}

// name is the resource's name as the template gives it, or made up as CloudFormation does.
func (d *document) name(r *resource) string {
	property := namings[r.kind].property
	if r.properties == nil || property == "" || d.resolving["name "+r.id] {
		return madeUpName(r)
	}
	d.resolving["name "+r.id] = true
	defer delete(d.resolving, "name "+r.id)
	for key, node := range d.pairs(r.properties, "Resources."+r.id+".Properties") {
		if key != property {
			continue
		}
		if v := d.resolve(node, "Resources."+r.id+".Properties."+key); v.kind != absent {
			return v.string()
		}
	}
	return madeUpName(r)
}

func madeUpName(r *resource) string { return pseudo["AWS::StackName"] + "-" + r.id }
