// Package text holds what is done to words everywhere: cleaned, shortened, compared, counted. One helper an idea; it
// knows no handoff, reads no meaning and takes the standard library only.
package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean drops what has no place in the text of a mail: broken UTF-8 and control characters.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "�")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return '\n'
		case r == '\u00a0' || r == '\u202f':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// Shorten joins the lines of a text with one blank between words, and cuts it after n characters with an ellipsis.
func Shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// Cut shortens a text to at most n bytes, at the border of a character.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	const more = "…"
	n -= len(more)
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRightFunc(s[:n], unicode.IsSpace) + more
}

// OneLine makes a text from outside fit to stand in a sentence or a header: one line of what is seen, in at most n
// bytes.
func OneLine(s string, n int) string {
	if len(s) <= n && isOneLine(s) {
		return s
	}
	if len(s) > 4*ValueLimit {
		s = s[:4*ValueLimit]
	}
	return Cut(strings.Join(strings.Fields(Visible(LineEnds(s))), " "), n)
}

// isOneLine says whether a text stands on one line already, in plain letters: most do.
func isOneLine(s string) bool {
	blank := true // before the first letter
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && !blank:
			blank = true
		case ' ' < c && c < 0x7f:
			blank = false
		default:
			return false
		}
	}
	return !blank || s == ""
}

// Count is a number with what is counted: "1 offer", "2 offers".
func Count[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(int64(n), 10) + " " + many
}
