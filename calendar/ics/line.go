package ics

import (
	"bytes"
	"strings"
)

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
	return strings.Contains(strings.ToUpper(head), quotedPrintable)
}

// lineName gives the name of a content line, in upper case, and what follows it.
func lineName(line string) (name, rest string, ok bool) {
	i := strings.IndexAny(line, ";:")
	if i < 0 {
		return "", "", false
	}
	name = strings.ToUpper(strings.TrimSpace(line[:i]))
	return name, line[i:], isName(name)
}

// readParams takes the parameters and the value that follow the name of a property, and gives the parameters that are
// known, until the next line. Quotes in wrong places are taken for what was meant: a quote that never closes is a plain
// character. A long parameter value is cut, and too many of them make the line bad.
func (g *guard) readParams(rest string) (params []parameter, value string, ok bool) {
	params = g.params[:0]
	for n := 0; strings.HasPrefix(rest, ";"); {
		i := strings.IndexAny(rest[1:], "=;:")
		if i < 0 {
			return nil, "", false
		}
		name, tail := strings.ToUpper(strings.TrimSpace(rest[1:1+i])), rest[1+i:]
		for more := tail[0] == '='; more; more = strings.HasPrefix(tail, ",") { // vCalendar 1.0 has values without name
			var v string
			v, tail = paramValue(tail[1:])
			if !knownParams[name] || n == maxParams {
				continue
			}
			n++
			if len(v) > maxParam {
				g.warn.add("a parameter of %d bytes was cut", len(v))
				v = strings.ToValidUTF8(v[:maxParam], "")
			}
			if !g.cost.spend(len(v) * len(v)) {
				return nil, "", false
			}
			params = append(params, parameter{name, v})
		}
		rest = tail
	}
	if !strings.HasPrefix(rest, ":") {
		return nil, "", false
	}
	g.params = params
	return params, rest[1:], true
}

// paramValue takes one parameter value from the front of s, without its quotes.
func paramValue(s string) (value, tail string) {
	quoted, end := false, -1
	for i := 0; i < len(s) && end < 0; i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ';', ':', ',':
			if !quoted {
				end = i
			}
		}
	}
	if end < 0 {
		if end = strings.IndexAny(s, ";:,"); end < 0 {
			end = len(s)
		}
	}
	value = s[:end]
	if strings.IndexByte(value, '"') >= 0 {
		value = strings.ReplaceAll(value, `"`, "")
	}
	return value, s[end:]
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
