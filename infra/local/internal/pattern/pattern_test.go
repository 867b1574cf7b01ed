package pattern_test

import (
	"encoding/json"
	"testing"

	"github.com/referral-tool/referrals/infra/local/internal/pattern"
)

func TestMatch(t *testing.T) {
	const event = `{"source":"referrals","detail-type":"MailQueued","n":3,"ok":true,"none":null,"tags":["a","b"],
		"dynamodb":{"Keys":{"SK":{"S":"E#000001"}},"NewImage":{"state":{"S":"queued"}}},"list":[{"k":1},{"k":2}]}`
	tests := []struct {
		name, pattern string
		want          bool
	}{
		{"Empty", `{}`, true},
		{"Literal", `{"source":["referrals"]}`, true},
		{"OneOfSeveral", `{"source":["other","referrals"]}`, true},
		{"AnotherLiteral", `{"source":["other"]}`, false},
		{"AllFields", `{"source":["referrals"],"detail-type":["Other"]}`, false},
		{"Number", `{"n":[3]}`, true},
		{"NumberIsNoText", `{"n":["3"]}`, false},
		{"Bool", `{"ok":[true]}`, true},
		{"Null", `{"none":[null]}`, true},
		{"NullIsNotAbsence", `{"nowhere":[null]}`, false},
		{"Nested", `{"dynamodb":{"NewImage":{"state":{"S":["queued"]}}}}`, true},
		{"NestedInAbsence", `{"dynamodb":{"OldImage":{"state":{"S":["queued"]}}}}`, false},
		{"Prefix", `{"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"E#"}]}}}}`, true},
		{"AnotherPrefix", `{"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"M#"}]}}}}`, false},
		{"PrefixOfANumber", `{"n":[{"prefix":"3"}]}`, false},
		{"Suffix", `{"source":[{"suffix":"als"}]}`, true},
		{"IgnoreCase", `{"source":[{"equals-ignore-case":"REFERRALS"}]}`, true},
		{"Exists", `{"source":[{"exists":true}]}`, true},
		{"ExistsNot", `{"nowhere":[{"exists":false}]}`, true},
		{"ExistsNotButDoes", `{"source":[{"exists":false}]}`, false},
		{"ExistsInAbsence", `{"dynamodb":{"OldImage":{"state":{"S":[{"exists":false}]}}}}`, true},
		{"ExistsIsForLeaves", `{"dynamodb":[{"exists":true}]}`, false},
		{"AnythingBut", `{"source":[{"anything-but":["a","b"]}]}`, true},
		{"AnythingButThis", `{"source":[{"anything-but":"referrals"}]}`, false},
		{"AnythingButPrefix", `{"source":[{"anything-but":{"prefix":"ref"}}]}`, false},
		{"AnythingButAbsence", `{"nowhere":[{"anything-but":"x"}]}`, false},
		{"ElementOfAList", `{"tags":["b"]}`, true},
		{"NoElementOfAList", `{"tags":["c"]}`, false},
		{"ObjectInAList", `{"list":{"k":[2]}}`, true},
		{"NoObjectInAList", `{"list":{"k":[3]}}`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := pattern.Parse(test.pattern)
			if err != nil {
				t.Fatal(err)
			}
			var e map[string]any
			if err := json.Unmarshal([]byte(event), &e); err != nil {
				t.Fatal(err)
			}
			if got := p.Match(e); got != test.want {
				t.Errorf("Match = %t, want %t", got, test.want)
			}
		})
	}

	t.Run("ReadFromYAML", func(t *testing.T) {
		p, err := pattern.Compile(map[string]any{"n": []any{3}}) // YAML reads an int, JSON a float64
		if err != nil || !p.Match(map[string]any{"n": 3.0}) {
			t.Errorf("a whole number does not match: %v", err)
		}
	})
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		`{`, `{"a":"b"}`, `{"a":[]}`, `{"a":[["b"]]}`, `{"a":[{"numeric":[">",1]}]}`, `{"a":[{"prefix":1}]}`,
		`{"a":[{"exists":"yes"}]}`, `{"$or":[{"a":["b"]}]}`, `{"a":[{"prefix":"b","suffix":"c"}]}`,
		`{"a":[{"anything-but":{"cidr":"b"}}]}`,
	} {
		if _, err := pattern.Parse(text); err == nil {
			t.Errorf("Parse(%s) gave no error", text)
		}
	}
}
