package view

import (
	"strings"
	"unicode/utf8"

	"handoffd/handoff/text"
)

// FirstName is how a person outside is greeted; the whole name where the first word is a title or an initial, nothing
// for an address.
func FirstName(name string) string {
	name = text.OneLine(name, text.NameLimit)
	if strings.ContainsRune(name, '@') {
		return ""
	}
	if _, given, swapped := strings.Cut(name, ", "); swapped {
		name = given
	}
	first, _, _ := strings.Cut(name, " ")
	switch {
	case strings.HasSuffix(first, "."), utf8.RuneCountInString(first) == 1:
		return name
	}
	switch strings.ToLower(first) {
	case "dr", "mr", "mrs", "ms", "prof", "herr", "frau", "sir":
		return name
	}
	return first
}
