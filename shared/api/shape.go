package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"

	"github.com/referral-tool/referrals/shared/referral"
)

// maxDepth is deeper than any body of ours. Without it, a body of brackets alone makes paths of gigabytes.
const maxDepth = 16

// checkShape compares a JSON text, token by token, with the Go type that it is to be read into. Fields that the type
// does not have are returned as problems; everything else that is wrong is the error.
func checkShape(body []byte, target reflect.Type) (referral.Problems, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber() // a number over float64 is still a number
	shape := &shape{decoder: decoder}
	if err := shape.value("", target); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, referral.Errorf(referral.Malformed, "Something follows the end of the JSON at byte %d.", decoder.InputOffset())
	}
	return shape.unknown, nil
}

// shape walks through the tokens. A nil type is a value that nobody asked for: it only has to be JSON.
type shape struct {
	decoder *json.Decoder
	depth   int
	unknown referral.Problems
}

func (s *shape) value(path string, target reflect.Type) error {
	token, err := s.decoder.Token()
	if err != nil {
		return unreadable(err)
	}
	return s.token(path, token, underlying(target))
}

// underlying is what a pointer points to. Types that read JSON themselves, and those that take anything, are nil here.
func underlying(target reflect.Type) reflect.Type {
	for target != nil && target.Kind() == reflect.Pointer {
		target = target.Elem()
	}
	if target == nil || target.Kind() == reflect.Interface ||
		reflect.PointerTo(target).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return nil
	}
	return target
}

func (s *shape) token(path string, token json.Token, target reflect.Type) error {
	if target != nil {
		if want := wanted(target); !fits(token, target) {
			return referral.Errorf(referral.Malformed, "%s must be %s, but is %s.", naming(path), want, found(token))
		}
	}
	if s.depth++; s.depth > maxDepth {
		return referral.Errorf(referral.Malformed, "The body is nested too deeply: see byte %d.", s.decoder.InputOffset())
	}
	defer func() { s.depth-- }()
	switch token {
	case json.Delim('{'):
		return s.object(path, target)
	case json.Delim('['):
		return s.array(path, target)
	}
	return nil
}

func (s *shape) object(path string, target reflect.Type) error {
	seen := map[string]bool{}
	for s.decoder.More() {
		token, err := s.decoder.Token()
		if err != nil {
			return unreadable(err)
		}
		name := token.(string) // the decoder lets nothing else be a name
		field := strings.TrimPrefix(path+"."+name, ".")
		if seen[name] {
			return referral.Errorf(referral.Malformed, "%s appears more than once.", naming(field))
		}
		seen[name] = true
		member, known := memberOf(target, name)
		if !known {
			s.unknown.Add(field, "There is no field with this name.")
		}
		if err := s.value(field, member); err != nil {
			return err
		}
	}
	return s.end()
}

func (s *shape) array(path string, target reflect.Type) error {
	var element reflect.Type
	if target != nil {
		element = target.Elem()
	}
	for i := 0; s.decoder.More(); i++ {
		if err := s.value(fmt.Sprintf("%s[%d]", path, i), element); err != nil {
			return err
		}
	}
	return s.end()
}

func (s *shape) end() error {
	if _, err := s.decoder.Token(); err != nil {
		return unreadable(err)
	}
	return nil
}

// memberOf is the type of an object's member; false when a struct has none of that exact name.
func memberOf(target reflect.Type, name string) (member reflect.Type, known bool) {
	switch {
	case target == nil:
		return nil, true
	case target.Kind() == reflect.Map:
		return target.Elem(), true
	}
	for _, field := range reflect.VisibleFields(target) {
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		embedded := field.Anonymous && tag == ""
		if !field.IsExported() || embedded || tag == "-" {
			continue
		}
		if tag == "" {
			tag = field.Name
		}
		if tag == name {
			return field.Type, true
		}
	}
	return nil, false
}

// fits reports whether a value that begins with the token can be of the type.
func fits(token json.Token, target reflect.Type) bool {
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return target.Kind() == reflect.Struct || target.Kind() == reflect.Map
		}
		return target.Kind() == reflect.Slice
	case string:
		return target.Kind() == reflect.String
	case bool:
		return target.Kind() == reflect.Bool
	case json.Number:
		switch target.Kind() {
		case reflect.Int:
			n, err := value.Int64()
			return err == nil && math.MinInt32 <= n && n <= math.MaxInt32
		case reflect.Float64:
			_, err := value.Float64()
			return err == nil
		}
	}
	return false // null fits nothing
}

func wanted(target reflect.Type) string {
	switch target.Kind() {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	panic("api: request bodies do not hold a " + target.String())
}

func found(token json.Token) string {
	switch token.(type) {
	case json.Delim:
		if token == json.Delim('{') {
			return "an object"
		}
		return "a list"
	case string:
		return "text"
	case bool:
		return "true or false"
	case json.Number:
		return "a number of another kind"
	}
	return "null; omit fields without a value"
}

func naming(path string) string {
	if path == "" {
		return "The body"
	}
	return fmt.Sprintf("%q", path)
}

// unreadable says where a text stops being JSON, without quoting it.
func unreadable(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return referral.Errorf(referral.Malformed, "The body is not JSON: see byte %d.", syntax.Offset)
	}
	return referral.Errorf(referral.Malformed, "The body is not JSON: it ends too early.")
}
