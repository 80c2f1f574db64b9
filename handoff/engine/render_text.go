package engine

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what comes from outside, in bytes.
const (
	valueLimit   = 4 << 10
	nameLimit    = 120
	subjectLimit = 300
)

// visible drops characters that are not seen but change how text is read: the direction overrides of Unicode and controls.
func visible(s string) string {
	if strings.IndexFunc(s, unseen) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func unseen(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '\n', r == '\t':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF'
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// manyLines makes a text from outside fit to be printed, with its line ends.
func manyLines(s string) string {
	if len(s) > 4*valueLimit {
		s = s[:4*valueLimit]
	}
	return cut(strings.TrimSpace(visible(lineEnds.Replace(s))), valueLimit)
}

// oneLine makes a text from outside fit to stand in a sentence or a header.
func oneLine(s string, limit int) string {
	if len(s) > 4*valueLimit {
		s = s[:4*valueLimit]
	}
	return cut(strings.Join(strings.Fields(visible(lineEnds.Replace(s))), " "), limit)
}

// cut shortens a text to at most limit bytes, with an ellipsis.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit - len("…")
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return strings.TrimSpace(s[:end]) + "…"
}

// sentence makes the text of a reason a sentence.
func sentence(s string) string { return capital(stop(oneLine(s, valueLimit))) }

// stop ends a sentence.
func stop(s string) string {
	if last, _ := utf8.DecodeLastRuneInString(s); s != "" && !strings.ContainsRune(".?!…", last) {
		s += "."
	}
	return s
}

// capital writes the first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// firstName is how a person outside is greeted; the whole name where the first word is a title or an initial, nothing for an address.
func firstName(name string) string {
	name = oneLine(name, nameLimit)
	if strings.ContainsRune(name, '@') {
		return ""
	}
	if _, given, swapped := strings.Cut(name, ", "); swapped {
		name = given
	}
	first, _, _ := strings.Cut(name, " ")
	switch {
	case strings.HasSuffix(first, "."), utf8.RuneCountInString(first) == 1:
		return name
	}
	switch strings.ToLower(first) {
	case "dr", "mr", "mrs", "ms", "prof", "herr", "frau", "sir":
		return name
	}
	return first
}

// webAddress gives a place back if it is an address that a browser opens.
func webAddress(place string) string {
	u, err := url.Parse(place)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsFunc(place, unicode.IsSpace) {
		return ""
	}
	return place
}

// inWords joins parts: "a, b and c".
func inWords(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}
