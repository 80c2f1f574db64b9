package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what comes from outside, in bytes.
const (
	ValueLimit   = 4 << 10
	NameLimit    = 120
	SubjectLimit = 300
)

// Visible drops characters that are not seen but change how text is read: the direction overrides of Unicode and
// controls.
func Visible(s string) string {
	if !hides(s) && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// hides says whether a text has a hidden character. Whole mails are looked through, and most are plain letters.
func hides(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; ' ' <= c && c < 0x7f || c == '\n' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if hidden(r) {
			return true
		}
		i += n
	}
	return false
}

func hidden(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '\n', r == '\t':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF'
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n",
	"\u2029", "\n")

// LineEnds writes every kind of line end as "\n".
func LineEnds(s string) string { return lineEnds.Replace(s) }

// Lines makes a text from outside fit to be printed, with its line ends.
func Lines(s string) string {
	if len(s) > 4*ValueLimit {
		s = s[:4*ValueLimit]
	}
	return Cut(strings.TrimSpace(Visible(lineEnds.Replace(s))), ValueLimit)
}

// Sentence makes the text of a reason a sentence.
func Sentence(s string) string { return Capital(Stop(OneLine(s, ValueLimit))) }

// Stop ends a sentence.
func Stop(s string) string {
	if last, _ := utf8.DecodeLastRuneInString(s); s != "" && !strings.ContainsRune(".?!…", last) {
		s += "."
	}
	return s
}

// Capital writes the first letter large, unless an address stands there.
func Capital(s string) string {
	if first, _, _ := strings.Cut(s, " "); strings.Contains(first, "@") || strings.Contains(first, "://") {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
