package mailtest

import (
	"bytes"
	"strings"
)

// field is one header field with its folded lines and line ends, as it came.
type field []byte

// header is the fields of a message in order; a line that is no field is one
// without a name.
type header []field

// splitHeader cuts a message before the empty line that ends its header; the body
// starts with that line.
func splitHeader(raw []byte) (header, []byte) {
	var h header
	for len(raw) > 0 {
		line := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line = raw[:i+1]
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
		raw = raw[len(line):]
		folded := line[0] == ' ' || line[0] == '\t'
		if last := len(h) - 1; folded && last >= 0 {
			h[last] = h[last][:len(h[last])+len(line)] // adjacent in raw
			continue
		}
		h = append(h, field(line))
	}
	return h, raw
}

func (f field) is(name string) bool {
	key, _, found := strings.Cut(string(f), ":")
	return found && strings.EqualFold(strings.TrimRight(key, " \t"), name)
}

// value is the field's body, unfolded.
func (f field) value() string {
	_, v, _ := strings.Cut(string(f), ":")
	return strings.TrimSpace(strings.NewReplacer("\r", "", "\n", "").Replace(v))
}

func (h header) values(name string) []string {
	var all []string
	for _, f := range h {
		if f.is(name) {
			all = append(all, f.value())
		}
	}
	return all
}

// without returns the bytes of the fields that drop does not name.
func (h header) without(drop func(field) bool) []byte {
	var b []byte
	for _, f := range h {
		if !drop(f) {
			b = append(b, f...)
		}
	}
	return b
}

// authservID reads the authserv-id that an Authentication-Results field begins with
// (RFC 8601 section 2.2): a token or quoted string, after any comments.
func authservID(v string) string {
	v = skipComments(v)
	if strings.HasPrefix(v, `"`) {
		id, _, _ := strings.Cut(v[1:], `"`)
		return id
	}
	if i := strings.IndexAny(v, "; \t("); i >= 0 {
		v = v[:i]
	}
	return v
}

// skipComments removes leading white space and comments (RFC 5322 section 3.2.2).
func skipComments(v string) string {
	depth := 0
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '(':
			depth++
		case depth > 0 && c == '\\':
			i++
		case depth > 0 && c == ')':
			depth--
		case depth == 0 && c != ' ' && c != '\t':
			return v[i:]
		}
	}
	return ""
}
