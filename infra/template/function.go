package template

import (
	"path"
	"strings"
)

func (r *reader) readFunction(resource *resource, properties *lazy) {
	properties.need("Runtime").only("provided.al2023")
	properties.need("Handler").only("bootstrap")
	uri := properties.need("CodeUri").string()
	if !strings.HasPrefix(uri, "functions/") {
		r.problem(resource.line, properties.path+".CodeUri", "has to be a folder under functions/")
	}
	function := Function{
		Name:       path.Base(uri),
		LogicalID:  resource.id,
		CodeURI:    uri,
		Timeout:    properties.get("Timeout").number(3),
		Memory:     properties.get("MemorySize").number(128),
		Env:        readEnvironment(properties.get("Environment").object()),
		Statements: readPolicies(properties.get("Policies")),
	}
	function.AsyncRetries = readAsyncRetries(properties.get("EventInvokeConfig").object())
	r.template.Functions = append(r.template.Functions, function)
	r.readEvents(function.Name, properties.get("Events"))
	properties.ignore(ignoredOfFunctions)
	properties.close()
}

func readEnvironment(environment *object) map[string]string {
	variables := texts(environment.get("Variables"))
	environment.close()
	return variables
}

func readAsyncRetries(config *object) int {
	retries := config.get("MaximumRetryAttempts").number(2)
	config.ignore(ignoredOfEventInvokeConfigs)
	config.close()
	return retries
}

// readPolicies serves policies written out; names of managed ones and SAM's policy templates hide what they allow.
func readPolicies(policies *value) []Statement {
	var statements []Statement
	for _, policy := range policies.itemsOrOne() {
		if policy.kind != mapping {
			policy.problem("only policies with statements are served")
			continue
		}
		document := policy.object()
		document.ignore([]string{"Version"})
		for _, statement := range document.need("Statement").itemsOrOne() {
			statements = append(statements, readStatement(statement.object()))
		}
		document.close()
	}
	return statements
}

func readStatement(statement *object) Statement {
	statement.need("Effect").only("Allow")
	statement.ignore([]string{"Sid"})
	defer statement.close()
	return Statement{
		Actions:   statement.need("Action").strings(),
		Resources: statement.need("Resource").strings(),
		Condition: statement.get("Condition").plainMap(),
	}
}

// itemsOrOne reads a list, or one mapping in its place.
func (v *value) itemsOrOne() []*value {
	if v != nil && v.kind != list {
		return []*value{v}
	}
	return v.items()
}

func texts(v *value) map[string]string {
	m := map[string]string{}
	if v == nil {
		return m
	}
	for name, field := range v.fields {
		m[name] = field.string()
	}
	return m
}
