package text

import (
	"strings"
	"unicode"
)

// Bare is Visible without line ends and tabs: what came from outside cannot steer a terminal or break a table.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// Inline makes a text fit for one line of a terminal: what would break or steer it becomes a blank.
func Inline(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
