package main

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// asset is a file of the built pages with its precompressed forms.
type asset struct {
	contentType string
	plain       []byte
	compressed  []form // the smallest first
}

type form struct {
	encoding string
	body     []byte
}

// contentTypes are those of the kinds of files that the build makes. They are not looked up on the machine, because the
// lists of machines differ.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// find reads a file. A file of an unknown kind is not found, nor is a compressed form by its own name.
func find(dist fs.FS, name string) (asset, error) {
	contentType, known := contentTypes[path.Ext(name)]
	if !known {
		return asset{}, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	plain, err := fs.ReadFile(dist, name)
	if err != nil {
		return asset{}, err
	}
	found := asset{contentType: contentType, plain: plain}
	for _, by := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		body, err := fs.ReadFile(dist, name+by.suffix)
		if err != nil {
			continue // too small to be worth it, or compressed in itself
		}
		found.compressed = append(found.compressed, form{by.encoding, body})
	}
	return found, nil
}

// encoded is the smallest form that the browser accepts, and its encoding, "" for the plain one.
func (a asset) encoded(accept string) ([]byte, string) {
	for _, form := range a.compressed {
		if accepts(accept, form.encoding) {
			return form.body, form.encoding
		}
	}
	return a.plain, ""
}

// accepts reads Accept-Encoding as RFC 9110 describes it, except for "*", which no browser sends.
func accepts(header, encoding string) bool {
	for offered := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(offered), ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		value, weighted := strings.CutPrefix(strings.ReplaceAll(quality, " ", ""), "q=")
		if !weighted {
			return true
		}
		weight, err := strconv.ParseFloat(value, 64)
		return err == nil && weight > 0
	}
	return false
}
