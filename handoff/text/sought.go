package text

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// Sought are words to be found wherever they stand in what people and machines write: in mails and calendar objects
// with their folds and encodings, in JSON and HTML. The zero value finds nothing.
type Sought struct{ words []*regexp.Regexp }

// fold is what may stand between two letters of a long word: a soft line break of quoted-printable, or a folded line of
// a calendar object or of a header field.
const fold = `(?:=\r?\n|\r?\n[ \t])?`

// What may stand before and behind a word that is found as a whole only. Escapes of JSON and of quoted-printable end in
// a letter.
const (
	wordBegins = `(^|[^\pL\pN]|[=%][0-9A-F]{2}|\\[nrt]|\\u00[0-9a-f]{2})`
	wordEnds   = `($|[^\pL\pN])`
)

// SeekWithin finds the words also within other ones.
func SeekWithin(words ...string) Sought { return seek(words, "", "") }

// SeekWhole finds the words where no letter or digit stands beside them.
func SeekWhole(words ...string) Sought { return seek(words, wordBegins, wordEnds) }

func seek(words []string, begins, ends string) Sought {
	var s Sought
	for _, w := range words {
		var letters []string
		for _, r := range strings.Join(strings.Fields(w), " ") {
			letters = append(letters, anyForm(r))
		}
		if len(letters) > 0 {
			s.words = append(s.words, regexp.MustCompile("(?i)"+begins+strings.Join(letters, fold)+ends))
		}
	}
	return s
}

// escaped are letters with forms of their own in HTML.
var escaped = map[rune]string{' ': `(?:\s|_|\+|&nbsp;)+`, '\'': `’|&#39;|&#x27;|\\u0027`, '+': `&#43;|\\u002b`,
	'&': `&amp;|\\u0026`}

// anyForm finds one letter in either case, plain, or in hex as quoted-printable and addresses write it.
func anyForm(r rune) string {
	forms := []string{regexp.QuoteMeta(string(r))}
	if more := escaped[r]; more != "" {
		forms = append(forms, more)
	}
	for _, c := range []string{strings.ToLower(string(r)), strings.ToUpper(string(r))} {
		hex := ""
		for i := range len(c) {
			hex += "[=%]" + hexByte(c[i])
		}
		if !slices.Contains(forms, hex) {
			forms = append(forms, hex)
		}
	}
	return "(?:" + strings.Join(forms, "|") + ")"
}

func hexByte(c byte) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[c>>4], digits[c&15]})
}

// encoded is how deep base64 may stand within base64: a mail within a mail.
const encoded = 4

// In says whether one of the words stands in a text.
func (s Sought) In(b []byte) bool { return len(s.words) > 0 && s.in(b, encoded) }

func (s Sought) in(b []byte, depth int) bool {
	if slices.ContainsFunc(s.words, func(r *regexp.Regexp) bool { return r.Match(b) }) {
		return true
	}
	return depth > 0 && slices.ContainsFunc(base64Runs(b), func(r run) bool {
		data, _, _, ok := decoded(b[r.from:r.to])
		return ok && s.in(data, depth-1)
	})
}

// Replace writes something else in place of the words, where they are not encoded.
func (s Sought) Replace(in, by string) string {
	for _, r := range s.words {
		into := by
		if r.NumSubexp() == 2 {
			into = "${1}" + by + "${2}"
		}
		for n := 0; n < 2 || n < len(in) && r.MatchString(in); n++ { // two may share the letter between them
			in = r.ReplaceAllString(in, into)
		}
	}
	return in
}

// blankLetter stands for each letter of what is blanked.
const blankLetter = 'x'

// Blank is a text in which each letter of the words is an x, also within base64: it is as long as before, and the same
// around them.
func (s Sought) Blank(b []byte) []byte {
	if b == nil || len(s.words) == 0 {
		return b
	}
	return s.blank(b, encoded)
}

func (s Sought) blank(b []byte, depth int) []byte {
	for _, r := range s.words {
		if r.Match(b) {
			b = r.ReplaceAllFunc(b, blankWord)
		}
	}
	if depth == 0 {
		return b
	}
	out := b
	for _, r := range base64Runs(b) {
		clean := s.blankLines(b[r.from:r.to], depth)
		if !bytes.Equal(clean, b[r.from:r.to]) {
			out = slices.Concat(out[:r.from], clean, out[r.to:])
		}
	}
	return out
}

// blankWord blanks one find, and leaves the line breaks in it.
func blankWord(found []byte) []byte {
	out := bytes.Clone(found)
	for i := 0; i < len(out); i++ {
		switch c := out[i]; {
		case c == '\r', c == '\n', c == ' ', c == '\t':
		case (c == '=' || c == '%') && i+2 < len(out) && isHex(out[i+1]) && isHex(out[i+2]):
			copy(out[i+1:], hexByte(blankLetter))
			i += 2
		case c == '=' && i+1 < len(out) && (out[i+1] == '\r' || out[i+1] == '\n'):
		default:
			out[i] = blankLetter
		}
	}
	return out
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

// run is a part of a text.
type run struct{ from, to int }

// base64Runs are the lines of nothing but base64, those that stand together as one.
func base64Runs(b []byte) []run {
	var out []run
	for at := 0; at < len(b); {
		end := len(b)
		if n := bytes.IndexByte(b[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if isBase64(b[at:end]) {
			if n := len(out); n > 0 && out[n-1].to == at {
				out[n-1].to = end
			} else {
				out = append(out, run{at, end})
			}
		}
		at = end
	}
	return out
}

func isBase64(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return len(line) > 0 && !bytes.ContainsFunc(line, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '/' || r == '=')
	})
}

// decoded is what lines of base64 say. A word may stand alone on the line before them or behind: from is where they
// begin then, to where they end.
func decoded(lines []byte) (data []byte, from, to int, ok bool) {
	first, last := bytes.IndexByte(lines, '\n')+1, bytes.LastIndexByte(bytes.TrimRight(lines, "\r\n"), '\n')+1
	for _, part := range []run{{0, len(lines)}, {first, len(lines)}, {0, last}, {first, last}} {
		if part.from >= part.to {
			continue
		}
		letters := bytes.Map(func(r rune) rune {
			if r == '\r' || r == '\n' {
				return -1
			}
			return r
		}, lines[part.from:part.to])
		if data, err := base64.StdEncoding.DecodeString(string(letters)); err == nil {
			return data, part.from, part.to, true
		}
	}
	return nil, 0, 0, false
}

// blankLines blanks what stands in lines of base64. They are the same lines but for what is blanked.
func (s Sought) blankLines(lines []byte, depth int) []byte {
	data, from, to, ok := decoded(lines)
	if !ok {
		return lines // letters of another kind
	}
	clean := s.blank(data, depth-1)
	if bytes.Equal(clean, data) {
		return lines
	}
	again := base64.StdEncoding.EncodeToString(clean)
	out := bytes.Clone(lines)
	n := 0
	for i := from; i < to; i++ {
		if c := out[i]; c != '\r' && c != '\n' {
			out[i] = again[n]
			n++
		}
	}
	return out
}
