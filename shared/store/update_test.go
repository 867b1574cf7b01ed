package store

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func TestUpdate(t *testing.T) {
	for _, c := range []struct {
		name       string
		update     *update
		expression string
		condition  string
		names      map[string]string
		values     item
	}{
		{"Set", newUpdate().set("row.status", text("sent")), "SET #row.#status = :v0", "",
			map[string]string{"#row": "row", "#status": "status"}, item{":v0": text("sent")}},
		{"SetNothing", newUpdate().set("due", nil).setText("error", ""), "REMOVE #due, #error", "",
			map[string]string{"#due": "due", "#error": "error"}, nil},
		{"SeveralClauses", newUpdate().setText("a", "x").set("b", nil).count("n", 2), "ADD #n :v1 REMOVE #b SET #a = :v0", "",
			map[string]string{"#a": "a", "#b": "b", "#n": "n"}, item{":v0": text("x"), ":v1": number(2)}},
		{"Sets", newUpdate().join("s:legal-aid", "r1").leave("s:housing", "r1"), "ADD #n0 :v0 DELETE #n1 :v1", "",
			map[string]string{"#n0": "s:legal-aid", "#n1": "s:housing"}, item{":v0": texts("r1"), ":v1": texts("r1")}},
		{"IntoAnIndex", newUpdate().index("GSI1PK", "GSI1SK", "p", "s"), "SET #GSI1PK = :v0, #GSI1SK = :v1", "",
			map[string]string{"#GSI1PK": "GSI1PK", "#GSI1SK": "GSI1SK"}, item{":v0": text("p"), ":v1": text("s")}},
		{"OutOfAnIndex", newUpdate().index("GSI1PK", "GSI1SK", "", "s"), "REMOVE #GSI1PK, #GSI1SK", "",
			map[string]string{"#GSI1PK": "GSI1PK", "#GSI1SK": "GSI1SK"}, nil},
		{"Conditions", newUpdate().absent("a").exists("b").equals("c", text("1")).before("d", "2").after("e", "3").below("f", 4).differs("g", text("5")),
			"", "attribute_not_exists(#a) AND attribute_exists(#b) AND #c = :v0 AND #d < :v1 AND #e > :v2 AND #f < :v3 AND #g <> :v4",
			map[string]string{"#a": "a", "#b": "b", "#c": "c", "#d": "d", "#e": "e", "#f": "f", "#g": "g"},
			item{":v0": text("1"), ":v1": text("2"), ":v2": text("3"), ":v3": number(4), ":v4": text("5")}},
		{"Either", newUpdate().exists("a").either(
			func(u *update) { u.oneOf("s", "x", "y") },
			func(u *update) { u.equals("s", text("z")).before("t", "1") }),
			"", "attribute_exists(#a) AND ((#s IN (:v0, :v1)) OR (#s = :v2 AND #t < :v3))",
			map[string]string{"#a": "a", "#s": "s", "#t": "t"},
			item{":v0": text("x"), ":v1": text("y"), ":v2": text("z"), ":v3": text("1")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := aws.ToString(c.update.expression()); got != c.expression {
				t.Errorf("expression %q, want %q", got, c.expression)
			}
			if got := aws.ToString(c.update.condition()); got != c.condition {
				t.Errorf("condition %q, want %q", got, c.condition)
			}
			if !reflect.DeepEqual(c.update.names, c.names) {
				t.Errorf("names %v, want %v", c.update.names, c.names)
			}
			if got := c.update.attributeValues(); !reflect.DeepEqual(got, c.values) {
				t.Errorf("values %v, want %v", got, c.values)
			}
		})
	}
}
