package bundle

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// blanks are what is blanked. What they blank keeps its length, so that a mail stays the mail it was around them.
type blanks []*regexp.Regexp

// blankLetter stands for each letter of what is blanked.
const blankLetter = 'x'

// fold is what may stand between two letters of a long word: a soft line break of quoted-printable, or a folded line of
// a calendar object or of a header field.
const fold = `(?:=\r?\n|\r?\n[ \t])?`

// blanker finds the texts in either case, also where a line is folded within them or letters are written in hex.
func blanker(secrets []string) blanks {
	var out blanks
	for _, s := range secrets {
		letters := make([]string, len(s))
		for i := range len(s) {
			letters[i] = "(?:" + regexp.QuoteMeta(s[i:i+1]) + "|" + hexLetter(s[i]) + ")"
		}
		if len(s) > 0 {
			out = append(out, regexp.MustCompile("(?i)"+strings.Join(letters, fold)))
		}
	}
	return out
}

// hexLetter finds a letter as quoted-printable and addresses write it, in either case of the letter.
func hexLetter(c byte) string {
	var out []string
	for _, c := range []byte{c | 0x20, c &^ 0x20} {
		if c > 0x0f {
			out = append(out, "[=%]"+strconv.FormatUint(uint64(c), 16))
		}
	}
	return strings.Join(out, "|")
}

// encoded is how deep base64 may stand within base64: a mail within a mail.
const encoded = 4

// blank is the text with what is to be blanked blanked, the same bytes if there is none.
func (b blanks) blank(text []byte) []byte {
	if text == nil || len(b) == 0 {
		return text
	}
	return b.within(text, encoded)
}

func (b blanks) within(text []byte, depth int) []byte {
	for _, r := range b {
		if r.Match(text) {
			text = r.ReplaceAllFunc(text, blankWord)
		}
	}
	if depth == 0 {
		return text
	}
	out := text
	for _, run := range base64Runs(text) {
		clean := b.encodedLines(text[run.from:run.to], depth)
		if !bytes.Equal(clean, text[run.from:run.to]) {
			out = slices.Concat(out[:run.from], clean, out[run.to:])
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
			copy(out[i+1:], strconv.FormatUint(blankLetter, 16))
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
func base64Runs(text []byte) []run {
	var out []run
	for at := 0; at < len(text); {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if isBase64(text[at:end]) {
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

// encodedLines blanks what stands in lines of base64. They are the same lines but for what is blanked.
func (b blanks) encodedLines(lines []byte, depth int) []byte {
	data, from, to, ok := decoded(lines)
	if !ok {
		return lines // letters of another kind
	}
	clean := b.within(data, depth-1)
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
