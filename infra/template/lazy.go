package template

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// lazy is an object whose values are resolved when they are asked for.
type lazy struct {
	*document
	path string
	line int
	node *yaml.Node // nil: empty
	seen []string
}

func (l *lazy) get(key string) *value {
	l.seen = append(l.seen, key)
	if l.node == nil {
		return nil
	}
	node := child(l.node, key)
	if node == nil {
		return nil
	}
	if v := l.resolve(node, l.path+"."+key); v.kind != absent {
		return v
	}
	return nil
}

func (l *lazy) need(key string) *value {
	v := l.get(key)
	if v == nil {
		l.problem(l.line, l.path, "has no %s", key)
	}
	return v
}

func (l *lazy) ignore(keys []string) { l.seen = append(l.seen, keys...) }

func (l *lazy) close() {
	if l.node == nil {
		return
	}
	for key, node := range l.pairs(l.node, l.path) {
		if !slices.Contains(l.seen, key) {
			l.problem(node.Line, l.path+"."+key, "is neither served by the local run nor on the list of what it ignores")
		}
	}
}

// plain resolves everything, also what is ignored.
func (l *lazy) plain() map[string]any { return l.resolve(l.node, l.path).plainMap() }
