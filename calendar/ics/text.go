package ics

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text safe to carry: valid UTF-8, line ends as \n, no other control character but the tab, and no
// character that some reader takes for a line end.
func clean(s string) string {
	if printable(s) || !strings.ContainsFunc(s, needsCleaning) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

func needsCleaning(r rune) bool {
	return r == utf8.RuneError || r == '\u2028' || r == '\u2029' || r != '\n' && r != '\t' && unicode.IsControl(r)
}

// printable reports text of nothing but the printable characters of ASCII: nearly all there is.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// cleanLine is clean for a value of one line.
func cleanLine(s string) string {
	if !printable(s) {
		s = oneLine.Replace(clean(s))
	}
	return strings.TrimSpace(s)
}

// unescapeText reads a TEXT value. A backslash before any other character stands for itself.
func unescapeText(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	if strings.IndexByte(s, '\\') < 0 {
		return clean(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ';', ',', ':', '"':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return clean(b.String())
}

var paramEscaper = strings.NewReplacer("^", "^^", `"`, "^'", "\n", "^n")

// encodeParam gives a parameter value that needs no more than quotes around it, by the escapes of RFC 6868.
func encodeParam(s string) string { return paramEscaper.Replace(clean(s)) }

// decodeParam reads a parameter value without quotes around it.
func decodeParam(s string) string {
	if strings.IndexByte(s, '^') < 0 {
		return clean(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '^' && i+1 < len(s) {
			if j := strings.IndexByte("^'nN", s[i+1]); j >= 0 {
				b.WriteByte("^\"\n\n"[j])
				i++
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return clean(b.String())
}

// decodeQuotedPrintable undoes quoted-printable that was left in place. What is no valid escape stays.
func decodeQuotedPrintable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '=' {
			b.WriteByte(s[i])
			continue
		}
		switch rest := s[i+1:]; {
		case strings.HasPrefix(rest, "\r\n"):
			i += 2
		case strings.HasPrefix(rest, "\n"):
			i++
		case len(rest) >= 2 && hexDigit(rest[0]) >= 0 && hexDigit(rest[1]) >= 0:
			b.WriteByte(byte(hexDigit(rest[0])<<4 | hexDigit(rest[1])))
			i += 2
		default:
			b.WriteByte('=')
		}
	}
	return b.String()
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
