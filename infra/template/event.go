package template

import "strings"

// readEvents reads what invokes a function.
func (r *reader) readEvents(function string, events *value) {
	if events == nil {
		return
	}
	for _, name := range events.keys {
		event := events.fields[name].object()
		kind, properties := event.need("Type"), event.get("Properties").object()
		event.close()
		switch kind.string() {
		case "HttpApi":
			r.readRoute(function, properties)
		case "EventBridgeRule":
			r.readRule(function, properties)
		case "ScheduleV2":
			r.readSchedule(function, properties)
		case "DynamoDB":
			r.readStream(function, properties)
		default:
			kind.problem("events of type %s are not served", kind.string())
		}
		properties.close()
	}
}

func (r *reader) readRoute(function string, event *object) {
	event.get("ApiId") // there is one API
	event.get("PayloadFormatVersion").only("2.0")
	event.ignore(ignoredOfRoutes)
	route := Route{
		Function:   function,
		Method:     strings.ToUpper(event.get("Method").string()),
		Path:       event.get("Path").string(),
		Authorizer: r.guarded,
	}
	// SAM's words for "whatever no other route takes": no path, no method.
	if route.Path == "" {
		route.Path = "$default"
	}
	if route.Method == "" || route.Method == "X-AMAZON-APIGATEWAY-ANY-METHOD" {
		route.Method = "ANY"
	}
	auth := event.get("Auth").object()
	if authorizer := auth.get("Authorizer"); authorizer != nil {
		authorizer.only("NONE")
		route.Authorizer = false
	}
	auth.close()
	r.template.API.Routes = append(r.template.API.Routes, route)
}

func (r *reader) readRule(function string, event *object) {
	event.get("State").only("ENABLED")
	event.ignore(ignoredOfRules)
	rule := Rule{Function: function, Bus: "default", Pattern: event.need("Pattern").plainMap()}
	if bus := event.get("EventBusName"); bus != nil {
		rule.Bus = bus.string()
	}
	retry := event.get("RetryPolicy").object()
	rule.Retries = retry.get("MaximumRetryAttempts").number(185)
	retry.ignore([]string{"MaximumEventAgeInSeconds"})
	retry.close()
	r.template.Rules = append(r.template.Rules, rule)
}

func (r *reader) readSchedule(function string, event *object) {
	event.get("State").only("ENABLED")
	event.ignore(ignoredOfSchedules)
	r.template.Schedules = append(r.template.Schedules, Schedule{
		Function:   function,
		Expression: event.need("ScheduleExpression").string(),
		TimeZone:   event.get("ScheduleExpressionTimezone").string(),
		Input:      event.get("Input").string(),
	})
}

func (r *reader) readStream(function string, event *object) {
	event.need("Stream").only(r.template.Table.StreamARN)
	event.get("Enabled").only("true")
	event.ignore(ignoredOfStreams)
	stream := Stream{
		Function:         function,
		BatchSize:        event.get("BatchSize").number(100),
		BatchWindow:      event.get("MaximumBatchingWindowInSeconds").number(0),
		StartingPosition: event.need("StartingPosition").string(),
		Retries:          event.get("MaximumRetryAttempts").number(-1),
		Bisect:           event.get("BisectBatchOnFunctionError").bool(false),
		MaxAge:           event.get("MaximumRecordAgeInSeconds").number(-1),
	}
	for _, response := range event.get("FunctionResponseTypes").items() {
		response.only("ReportBatchItemFailures")
		stream.PartialFailures = true
	}
	criteria := event.get("FilterCriteria").object()
	for _, filter := range criteria.get("Filters").items() {
		pattern := filter.object()
		stream.Filters = append(stream.Filters, pattern.need("Pattern").string())
		pattern.close()
	}
	criteria.close()
	r.template.Streams = append(r.template.Streams, stream)
}
