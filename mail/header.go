package mail

import (
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"
)

// field is one header field, unfolded, in valid UTF-8, encoded words still encoded.
type field struct {
	name, value string
	key         string // name in lower case
}

const (
	maxHeaderBytes = 1 << 20
	maxFieldBytes  = 256 << 10
	maxFields      = 2000
)

// parseHeader splits a header from its body and repairs what other software leaves broken: an mbox line,
// blank lines before the first field, lines that are no field. A line that is no field ends the header when no
// field follows it, since then only the blank line is missing.
func parseHeader(raw []byte) (fields []field, body []byte, junk int) {
	rest := raw
	for len(rest) > 0 && len(raw)-len(rest) < maxHeaderBytes && len(fields) < maxFields {
		line, next := cutLine(rest)
		switch {
		case len(line) == 0:
			if len(fields) > 0 {
				return fields, next, junk
			}
		case line[0] == ' ' || line[0] == '\t':
			if len(bytes.TrimSpace(line)) == 0 && len(fields) > 0 && startsBody(next) {
				return fields, next, junk
			}
			junk++
		default:
			name, value, ok := cutField(line)
			if ok {
				text, after := unfold(clipBytes(value, maxFieldBytes), next)
				fields = append(fields, field{name, text, strings.ToLower(name)})
				next = after
				break
			}
			if len(fields) > 0 && !fieldFollows(next) {
				return fields, rest, junk + 1
			}
			if !bytes.HasPrefix(line, []byte("From ")) && !bytes.HasPrefix(line, []byte(">From ")) {
				junk++
			}
		}
		rest = next
	}
	return fields, rest, junk
}

// unfold joins continuation lines to a value (RFC 5322 section 2.2.3).
func unfold(first []byte, next []byte) (string, []byte) {
	value := decode8bit(bytes.TrimSpace(first))
	if len(next) == 0 || next[0] != ' ' && next[0] != '\t' {
		return value, next
	}
	var b strings.Builder
	b.WriteString(value)
	for len(next) > 0 && (next[0] == ' ' || next[0] == '\t') && b.Len() < maxFieldBytes {
		line, after := cutLine(next)
		line = bytes.TrimSpace(clipBytes(line, maxFieldBytes))
		if len(line) == 0 && startsBody(after) {
			break
		}
		if b.Len() > 0 && len(line) > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(decode8bit(line))
		next = after
	}
	return b.String(), next
}

// cutLine returns the first line without its line end, and what follows.
func cutLine(b []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// cutField splits "Name: value". Spaces before the colon are tolerated, other characters than those of RFC 5322
// section 2.2 are not.
func cutField(line []byte) (name string, value []byte, ok bool) {
	colon := bytes.IndexByte(line, ':')
	if colon < 1 || colon > 100 {
		return "", nil, false
	}
	key := bytes.TrimRight(line[:colon], " \t")
	for _, c := range key {
		if c <= ' ' || c > '~' {
			return "", nil, false
		}
	}
	return string(key), line[colon+1:], len(key) > 0
}

// fieldFollows reports whether another field stands on the next line.
func fieldFollows(rest []byte) bool {
	line, _ := cutLine(rest)
	_, _, ok := cutField(line)
	return ok
}

// startsBody tells a blank line made of spaces that ends the header from one inside a folded field.
func startsBody(rest []byte) bool {
	return !fieldFollows(rest) && (len(rest) == 0 || rest[0] != ' ' && rest[0] != '\t')
}

// decode8bit makes UTF-8 of raw header bytes; what is no UTF-8 is read as Windows-1252, its superset of Latin-1.
// Control characters become spaces.
func decode8bit(b []byte) string {
	ascii, controls := true, false
	for _, c := range b {
		ascii = ascii && c < utf8.RuneSelf
		controls = controls || c < ' ' && c != '\t' || c == 0x7f
	}
	switch {
	case !ascii && !utf8.Valid(b):
		return strings.Map(dropControl, fromWindows1252(b))
	case controls:
		return strings.Map(dropControl, string(b))
	}
	return string(b)
}

// decodeWords decodes encoded words (RFC 2047). A word that is none stays as it is.
func decodeWords(value string) string {
	if !strings.Contains(value, "=?") {
		return value
	}
	decoder := mime.WordDecoder{CharsetReader: wordReader}
	decoded, err := decoder.DecodeHeader(value)
	if err != nil {
		return value
	}
	return strings.Map(dropControl, strings.ToValidUTF8(decoded, "\uFFFD"))
}

// wordReader decodes the words of unknown charsets as decodeCharset does, so that one of them does not spoil the rest.
func wordReader(label string, r io.Reader) (io.Reader, error) {
	word, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text, _ := decodeCharset(word, label)
	return strings.NewReader(text), nil
}

// dropControl keeps line breaks and other control characters out of a value.
func dropControl(r rune) rune {
	if r < ' ' && r != '\t' || r == 0x7f {
		return ' '
	}
	return r
}

// first returns the value of the first field with that name, undecoded.
func first(fields []field, name string) string {
	for i := range fields {
		if strings.EqualFold(fields[i].name, name) {
			return fields[i].value
		}
	}
	return ""
}

// has reports whether there is a field with that name.
func has(fields []field, name string) bool {
	for i := range fields {
		if strings.EqualFold(fields[i].name, name) {
			return true
		}
	}
	return false
}
