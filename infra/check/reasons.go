package main

// reasons argue for what deviates from a rule, by what deviates. A reason that no longer excuses anything is reported
// too, so that the lists do not outlive their purpose.
type reasons struct {
	open       map[string]string         // routes that take calls without a token
	outside    map[string]string         // routes that are no part of the contract
	undeclared map[string]string         // routes that the function's source does not name
	wildcards  map[string]string         // rights that are patterns, by "function action resource"
	attached   map[string]string         // managed policies that SAM attaches to functions' roles, which are patterns too
	bound      map[string]map[string]any // conditions of rights that are for less than their resource, by "function action"
}

// argued are the reasons for this project.
func argued() reasons {
	return reasons{
		open: map[string]string{
			"GET /r/{token}":         "partners have no account: the link is the proof",
			"POST /r/{token}":        "partners have no account: the link is the proof",
			"POST /r/{token}/code":   "asks for the second proof, on the strength of the link",
			"POST /r/{token}/unlock": "takes the second proof",
			"GET /fonts/{name}":      "what the partner's page is written in",
			"GET /openapi.yaml":      "the contract is public",
			"GET /":                  "the portal's pages hold nothing about anybody",
			"GET /app/{proxy+}":      "the portal's pages hold nothing about anybody",
			"GET /assets/{proxy+}":   "the portal's pages hold nothing about anybody",
			"GET /config.json":       "tells where to sign in, before anybody has",
			"OPTIONS /{proxy+}":      "a browser asks without a token whether it may ask with one",
			"OPTIONS /":              "a browser asks without a token whether it may ask with one",
			"$default":               "answers 404, whoever asks",
		},
		outside: map[string]string{
			"GET /":                "a page, not a call",
			"GET /app/{proxy+}":    "a page, not a call",
			"GET /assets/{proxy+}": "files of pages",
			"GET /config.json":     "read by the pages that come with it, and by nobody else",
			"OPTIONS /{proxy+}":    "the browser's own question, no call",
			"OPTIONS /":            "the browser's own question, no call",
			"$default":             "whatever is not in the contract",
		},
		undeclared: map[string]string{
			"$default": "shared/api answers every route that it does not know with 404",
		},
		wildcards: map[string]string{
			"mail-send ses:SendEmail arn:aws:ses:us-east-1:000000000000:identity/*": "in its sandbox SES wants the right to a recipient's " +
				"verified identity as well, and recipients are not known here; the condition on ses:FromAddress leaves one sender",
		},
		attached: map[string]string{
			"AWSLambdaBasicExecutionRole": "makes groups, streams and lines of logs in the whole account, and reads none: SAM leaves it out " +
				"only for functions whose roles are written by hand, which would be 24 more places for a right too many",
			"AWSLambdaDynamoDBExecutionRole": "lists and reads streams of the whole account, and writes logs: Lambda reads the stream with the " +
				"function's role; the two that have it see every change of the table anyway, and the account is the system's own",
		},
		bound: map[string]map[string]any{
			// Who reads, writes nothing but that.
			"referral-get dynamodb:PutItem": {"ForAllValues:StringLike": map[string]any{"dynamodb:LeadingKeys": []any{"*#SEEN#*"}}},
			"mail-send ses:SendEmail":       {"StringEquals": map[string]any{"ses:FromAddress": parameters["Sender"]}},
		},
	}
}

// meaning says which functions may link a package, and why no other.
type meaning struct {
	path      string
	functions []string
	why       string
}

// mailClient is the one package that can send mails.
const mailClient = "github.com/aws/aws-sdk-go-v2/service/sesv2"

func meant() []meaning {
	return []meaning{
		{"html/template", []string{"mail-send", "partner-response"}, "costs a megabyte, and keeps the linker from dropping methods"},
		{mailClient, []string{"mail-send"}, "sends mails"},
		{"github.com/aws/aws-sdk-go-v2/service/eventbridge", []string{"event-relay"}, "publishes"},
		{"codeberg.org/go-pdf/fpdf", []string{"referral-create", "referral-form"}, "draws PDFs, and brings fonts"},
		{"github.com/aws/aws-sdk-go-v2/service/sqs", nil, "is for an operator's commands"},
		{"github.com/aws/aws-sdk-go-v2/service/lambda", nil, "is for an operator's commands"},
		{"github.com/aws/aws-sdk-go-v2/config", nil, "brings single sign-on, STS and the metadata client"},
		{"net/rpc", nil, "is Lambda's old protocol"},
		{"testing", nil, "is for tests"},
	}
}
