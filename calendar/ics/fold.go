package ics

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// writer puts out folded content lines.
type writer struct {
	buf bytes.Buffer
}

const maxOctets = 75 // of a line, without its end (RFC 5545 section 3.1)

// line writes one content line. The value is escaped already; params are pairs of name and plain value, those
// with an empty value left out.
func (w *writer) line(name, value string, params ...string) {
	var b strings.Builder
	b.WriteString(name)
	for i := 0; i+1 < len(params); i += 2 {
		if params[i+1] != "" {
			b.WriteString(";" + params[i] + "=" + encodeParam(params[i+1]))
		}
	}
	b.WriteString(":" + value)
	w.fold(b.String())
}

// fold breaks a line at 75 octets, never inside a character. It is the last guard: a control character that came
// so far is dropped.
func (w *writer) fold(line string) {
	room := maxOctets
	for _, r := range line {
		if r != '\t' && unicode.IsControl(r) {
			continue
		}
		n := utf8.RuneLen(r)
		if n > room {
			w.buf.WriteString("\r\n ")
			room = maxOctets - 1
		}
		w.buf.WriteRune(r)
		room -= n
	}
	w.buf.WriteString("\r\n")
}
