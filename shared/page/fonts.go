package page

import (
	"embed"
	"io/fs"
)

//go:embed fonts/*.woff2
var fonts embed.FS

// Font reads one of the fonts that the pages ask for below /fonts/, by its file's name; false when it is none of them.
func Font(name string) ([]byte, bool) {
	font, err := fs.ReadFile(fonts, "fonts/"+name)
	return font, err == nil
}
