package main

import "fmt"

// at follows keys into nested mappings; nil where there is nothing.
func at(v any, keys ...string) any {
	for _, key := range keys {
		fields, _ := v.(map[string]any)
		v = fields[key]
	}
	return v
}

// textAt is at for a text or a number, "" where there is nothing.
func textAt(v any, keys ...string) string {
	found := at(v, keys...)
	if found == nil {
		return ""
	}
	return fmt.Sprint(found)
}

func listAt(v any, keys ...string) []any {
	list, _ := at(v, keys...).([]any)
	return list
}
