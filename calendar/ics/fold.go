package ics

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxOctets = 75 // of a line, without its end (RFC 5545 section 3.1)

// foldText folds the lines of text.
func foldText(text string) []byte {
	var buf bytes.Buffer
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		fold(&buf, line)
	}
	return buf.Bytes()
}

// fold breaks a line at 75 octets, never inside a character. It is the last guard: a control character that came
// so far is dropped.
func fold(buf *bytes.Buffer, line string) {
	room := maxOctets
	for _, r := range line {
		if r != '\t' && unicode.IsControl(r) {
			continue
		}
		n := utf8.RuneLen(r)
		if n > room {
			buf.WriteString("\r\n ")
			room = maxOctets - 1
		}
		buf.WriteRune(r)
		room -= n
	}
	buf.WriteString("\r\n")
}
