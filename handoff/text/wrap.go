package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Wrap breaks the lines of a text that are longer than so many letters, between words; what goes on is indented like
// the beginning of its line. A longer word stays whole, and so does a number with its unit: "4 h".
func Wrap(s string, width int) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if utf8.RuneCountInString(line) > width {
			lines[i] = wrapLine(line, width)
		}
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, width int) string {
	words := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(words)]
	var b strings.Builder
	at := 0
	for i, word := range unparted(strings.Fields(words)) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+n > width:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

// units stand behind numbers and are not parted from them.
var units = []string{"h", "min", "s", "ms", "%", "€"}

// isUnit says whether a word is a unit: one of those, or a short one that ends in a capital, as those of bytes do.
func isUnit(word string) bool {
	word = strings.TrimRight(word, ".,;:)?!")
	n := len(word)
	return slices.Contains(units, word) || n > 0 && n <= 3 && word[n-1] >= 'A' && word[n-1] <= 'Z'
}

// unparted are the words with each unit joined to its number.
func unparted(words []string) []string {
	out := words[:0]
	for _, word := range words {
		if n := len(out) - 1; n >= 0 && isNumber(out[n]) && isUnit(word) {
			out[n] += " " + word
			continue
		}
		out = append(out, word)
	}
	return out
}

// isNumber says whether a word is a number, whatever is opened before it.
func isNumber(word string) bool {
	word = strings.TrimLeft(word, "(+–-")
	return word != "" && strings.Trim(word, "0123456789.,") == "" && strings.Trim(word, ".,") != ""
}

// Hang writes words behind a lead, and what goes beyond so many letters below their beginning. Behind a lead that
// leaves no room they begin on a line of their own.
func Hang(lead, words string, width int) string {
	const leastRoom, indent = 24, "    "
	at := utf8.RuneCountInString(lead)
	if width-at < leastRoom && at+utf8.RuneCountInString(words) > width {
		return strings.TrimRight(lead, " ") + "\n" + Wrap(indent+words, width)
	}
	return lead + strings.ReplaceAll(Wrap(words, width-at), "\n", "\n"+strings.Repeat(" ", at))
}
