package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Consent reads the answer to the question whether a mail is somebody's: yes, no, or neither. Only a bare yes is one:
// an agreeing word or phrase alone on its line, a greeting above it and a signature below it aside. Whatever else is
// said leaves it open: "OK, who wrote this?" agrees to nothing. Names are those by which the writer may sign.
func Consent(s string, names ...string) (yes, no bool) {
	signers := signersOf(names)
	var lines []string
	for l := range strings.Lines(text.Clean(s)) {
		if l = strings.TrimSpace(l); text.Fold(l) != "" || questioned(l) {
			lines = append(lines, l)
		}
	}
	if len(lines) > 1 && isGreeting(lines[0]) && text.Fold(signers.bare(lines[0])) == text.Fold(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) == 0 || len(lines[0]) > longestConsent || !signers.signature(lines[1:]) || strings.ContainsAny(lines[0],
		"?？;") {
		return false, false
	}
	said := signers.bare(lines[0])
	return consents(said, agreeWords, agreePhrases), consents(said, refuseWords, refusePhrases)
}

// longestConsent bounds the line of an answer, in bytes.
const longestConsent = 160

// consents reports whether the words are one word of agreement, a phrase that says the same, or the word and then the
// phrase.
func consents(said string, words, phrases map[string]bool) bool {
	if words[said] || phrases[said] {
		return true
	}
	for i := range said {
		if said[i] == ' ' && words[said[:i]] && (phrases[said[i+1:]] || said[:i] == said[i+1:]) {
			return true
		}
	}
	return false
}

// signersOf are the names, and each word of them, as folded.
func signersOf(names []string) roster {
	out := roster{}
	for _, n := range names {
		n = text.Fold(n)
		out[n] = true
		for _, w := range strings.Fields(n) {
			out[w] = true
			out[string([]rune(w)[:1])] = true
		}
	}
	delete(out, "")
	return out
}

// bare is a line without a greeting before it and thanks and a name behind it.
func (names roster) bare(line string) string {
	if greeting, rest, found := strings.Cut(line, ","); found && isGreeting(greeting+",") && text.Fold(rest) != "" {
		line = rest
	}
	said := text.Fold(line)
	for again := true; again; {
		again = false
		for _, ends := range [][]string{closings, names.list()} {
			for _, c := range ends {
				if rest, ok := strings.CutSuffix(said, " "+c); ok && strings.ContainsAny(line, ",.!-–—") {
					said, again = rest, true
				}
			}
		}
		for _, p := range pleading {
			if rest, ok := strings.CutSuffix(said, " "+p); ok {
				said, again = rest, true
			}
		}
	}
	return said
}

func (names roster) list() (out []string) {
	for n := range names {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// signature reports whether lines only end a mail: they begin with a courtesy or the writer's name, and neither ask nor
// deny anything.
func (names roster) signature(lines []string) bool {
	if len(lines) == 0 {
		return true
	}
	first, _, _ := strings.Cut(pad(text.Fold(lines[0]))[1:], " ")
	if !names.isClosing(lines[0]) && !(names[first] && len([]rune(first)) > 1) {
		return false
	}
	return !slices.ContainsFunc(lines, func(l string) bool {
		said := pad(text.Fold(l))
		within := func(p string) bool { return strings.Contains(said, pad(p)) }
		if strings.Count(said, " ") < 12 && slices.ContainsFunc(negations, within) { // more words are a notice of lawyers
			return true
		}
		return questioned(l) || strings.HasPrefix(said, " ps ") ||
			strings.HasPrefix(said, " p s ") ||
			slices.ContainsFunc(disowning, within)
	})
}

// Bare says whether a text is no more than a greeting and what ends a mail.
func Bare(s string, c *handoff.Config) bool {
	var lines []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" && !isGreeting(l) {
			lines = append(lines, l)
		}
	}
	return rosterOf(c).signature(lines)
}

// phraseSet folds phrases as answers are folded.
func phraseSet(lists ...[]string) map[string]bool {
	out := map[string]bool{}
	for _, list := range lists {
		for _, p := range list {
			out[text.Fold(p)] = true
		}
	}
	return out
}
