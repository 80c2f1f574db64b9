package text

import (
	"net/url"
	"strings"
	"unicode"
)

// Reference reads a link or an id, as a CRM shows it. An id has a digit.
func Reference(s string) (string, bool) {
	s = strings.TrimRight(strings.TrimLeft(s, "<([\"'`#"), ">)].,;\"'`")
	if len(s) > 500 {
		return "", false
	}
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		return s, err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	}
	isPart := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("-_./", c) }
	return s, strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, func(c rune) bool { return !isPart(c) })
}
