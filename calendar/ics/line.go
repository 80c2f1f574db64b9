package ics

import (
	"bytes"
	"strings"
)

// param is one parameter value; a list is several params of the same name.
type param struct {
	name  string // upper case
	value string // quotes removed, RFC 6868 decoded
}

// property is one content line. The value is still escaped.
type property struct {
	name   string // upper case
	params []param
	value  string
}

// param gives the first value of the named parameter.
func (p *property) param(name string) string {
	for i := range p.params {
		if p.params[i].name == name {
			return p.params[i].value
		}
	}
	return ""
}

// lineReader yields unfolded content lines. Lines end in CRLF or LF; empty lines are skipped, even between a line
// and its continuation; the soft breaks of quoted-printable values (vCalendar 1.0) are joined.
type lineReader struct {
	rest string
}

// physical takes the next line as it stands, without its line end.
func (r *lineReader) physical() string {
	line, rest, _ := strings.Cut(r.rest, "\n")
	r.rest = rest
	return strings.TrimSuffix(line, "\r")
}

// next returns the next content line, or false at the end. One longer than maxLine is incomplete.
func (r *lineReader) next() (string, bool) {
	for r.rest != "" {
		if line := r.physical(); strings.TrimSpace(line) != "" {
			return r.unfold(line), true
		}
	}
	return "", false
}

func (r *lineReader) unfold(line string) string {
	soft := strings.HasSuffix(line, "=") && isQuotedPrintable(line)
	if !soft && !r.folded() {
		return line
	}
	buf := []byte(line)
	for len(buf) <= maxLine {
		switch {
		case soft && r.rest != "" && bytes.HasSuffix(buf, []byte("=")):
			buf = append(buf[:len(buf)-1], strings.TrimLeft(r.physical(), " \t")...)
		case r.folded():
			buf = append(buf, r.physical()[1:]...)
		default:
			return string(buf)
		}
	}
	for r.folded() {
		r.physical()
	}
	return string(buf)
}

// folded reports whether a continuation comes next, and steps over empty lines before it.
func (r *lineReader) folded() bool {
	i := 0
	for i < len(r.rest) && (r.rest[i] == '\r' || r.rest[i] == '\n') {
		i++
	}
	if i == len(r.rest) || r.rest[i] != ' ' && r.rest[i] != '\t' {
		return false
	}
	r.rest = r.rest[i:]
	return true
}

func isQuotedPrintable(line string) bool {
	head, _, _ := strings.Cut(line, ":")
	return strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
}

// parseLine reads one content line, and reports false if it is none. Quotes in wrong places are taken for what
// was meant: a quote that never closes is a plain character.
func parseLine(line string) (property, bool) {
	i := strings.IndexAny(line, ";:")
	if i < 0 {
		return property{}, false
	}
	p := property{name: strings.ToUpper(strings.TrimSpace(line[:i]))}
	if !isName(p.name) {
		return property{}, false
	}
	rest := line[i:]
	for strings.HasPrefix(rest, ";") {
		name, tail, ok := paramName(rest[1:])
		if !ok {
			return property{}, false
		}
		if !strings.HasPrefix(tail, "=") { // vCalendar 1.0: a value without its name
			p.addParam(name, "")
			rest = tail
			continue
		}
		for more := true; more; more = strings.HasPrefix(tail, ",") {
			var value string
			value, tail = paramValue(tail[1:])
			p.addParam(name, value)
		}
		rest = tail
	}
	if !strings.HasPrefix(rest, ":") {
		return property{}, false
	}
	p.value = rest[1:]
	return p, true
}

func paramName(s string) (name, tail string, ok bool) {
	i := strings.IndexAny(s, "=;:")
	if i < 0 {
		return "", "", false
	}
	return strings.ToUpper(strings.TrimSpace(s[:i])), s[i:], true
}

func (p *property) addParam(name, value string) {
	if len(p.params) < maxParams {
		p.params = append(p.params, param{name, value})
	}
}

// paramValue takes one parameter value from the front of s.
func paramValue(s string) (value, tail string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ';', ':', ',':
			if !quoted {
				return decodeParam(s[:i]), s[i:]
			}
		}
	}
	i := strings.IndexAny(s, ";:,")
	if i < 0 {
		i = len(s)
	}
	return decodeParam(s[:i]), s[i:]
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return s != ""
}
