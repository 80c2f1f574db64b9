package reading

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// practices are the words that ask for a practice lead, folded; reads those that say that the rules were read;
// assents those that may say it.
var (
	practices = phraseSet([]string{"practice", "practise", "practice lead", "a practice lead", "practice again",
		"übung", "übungslead"})
	reads = phraseSet([]string{"read", "rules read", "i have read it", "i have read them", "i read it", "i read them",
		"have read it", "read it", "read them", "playbook read", "i have read the rules", "gelesen", "habe ich gelesen"})
	assents = phraseSet([]string{"ok", "okay", "noted", "understood", "got it", "verstanden"})
)

// plainly is a line as phrases are compared.
func plainly(line string) string { return strings.Join(text.Plain(text.Words(line)), " ") }

// AsksForPractice says whether a text asks for a practice lead, and no more.
func AsksForPractice(s string, c *handoff.Config) bool { return saysOnly(s, practices, c) }

// MarksPractice says whether a subject is that of a mail about the practice lead, of an answer to one, or of one that a
// button in it has opened.
func MarksPractice(subject string) bool {
	return strings.Contains(subject, "["+handoff.PracticeMark+"]")
}

// SaysRead says whether a text is the word that the rules were read, and no more; maybe: or one that may mean it.
func SaysRead(s string, c *handoff.Config) (sure, maybe bool) {
	return saysOnly(s, reads, c), saysOnly(s, assents, c)
}

func saysOnly(s string, phrases map[string]bool, c *handoff.Config) bool {
	line := firstLine(s)
	if line == "" || !phrases[plainly(line)] {
		return false
	}
	_, rest, _ := strings.Cut(s, line)
	return Bare(rest, c)
}

// WithoutRead is a text without the lines that say that the rules were read, if there are any.
func WithoutRead(s string) (rest string, said bool) {
	var out []string
	for line := range strings.Lines(s) {
		if reads[plainly(line)] {
			said = true
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, ""), said
}
