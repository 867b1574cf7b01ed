package scene

import "regexp"

var link = regexp.MustCompile(`/r/[A-Za-z0-9_-]{56}`)

// LinkIn finds the path of the partner's page in the text of a mail, "" when there is none.
func LinkIn(text string) string { return link.FindString(text) }
