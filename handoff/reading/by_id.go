package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// idWords name a handoff in a text.
var idWords = text.Pattern(`(?i)[\[(]?\bHO-[A-Z2-7]{6}\b[\])]?`)

// maxIDLine bounds the words of a first line that may name the handoff that the rest is about.
const maxIDLine = 14

// NamedID is what a colleague's mail that belongs to no thread says by naming a handoff.
type NamedID struct {
	ID   handoff.ID
	Text string // what is said about it, without the id
}

// NamedIn finds the one handoff that a subject or the first line of a text names. Of a subject the id counts at its
// beginning or in brackets. The subject's own words count only if the text says nothing, and if it is not that of a
// mail which was answered or passed on.
func NamedIn(subject, text string, c *handoff.Config) (NamedID, bool) {
	title := strings.TrimSpace(subject)
	bare := strings.TrimSpace(reprefix().ReplaceAllString(title, ""))
	inSubject, inLine := ids(bare), ids(firstLine(text))
	if at := idWords().FindStringIndex(bare); at != nil && at[0] > 0 && bare[at[0]] != '[' {
		inSubject = nil
	}
	if len(strings.Fields(firstLine(text))) > maxIDLine {
		inLine = nil
	}
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(inSubject, inLine))))
	if len(all) != 1 {
		return NamedID{}, false
	}
	n := NamedID{ID: all[0], Text: text}
	switch {
	case saysNothing(c, text) && bare == title && len(inSubject) > 0:
		n.Text = withoutID(bare)
		if t, ok := TapIn(subject); ok {
			n.Text = t.Verb
		}
	case len(inLine) > 0 && len(ids(text)) == 1:
		n.Text = strings.Replace(text, firstLine(text), withoutID(firstLine(text)), 1)
	}
	return n, true
}

// reprefix are the marks of answers and of what was passed on at the beginning of a subject.
var reprefix = text.Pattern(`(?i)^(?:\s*(?:re|aw|antw|sv|ref|rif|tr|fw|fwd|wg|vs|rv|enc|i|r)(?:\[\d+\])?\s*:)+`)

// ids lists the handoffs that a text names, each once.
func ids(text string) []handoff.ID {
	var out []handoff.ID
	for _, m := range idWords().FindAllString(text, 20) {
		if id := handoff.ID(strings.ToUpper(strings.Trim(m, "[]()"))); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// firstLine is the first line that says more than a greeting.
func firstLine(s string) string {
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); len(text.Words(l)) > 0 && !isGreeting(l) {
			return l
		}
	}
	return ""
}

// withoutID is a line without the id and what only leads to it: "extend 2h for HO-7K3QX2" is "extend 2h".
func withoutID(line string) string {
	at := idWords().FindStringIndex(line)
	if at == nil {
		return line
	}
	before, after := strings.TrimSpace(line[:at[0]]), strings.TrimLeft(line[at[1]:], " \t:,.=>-–—")
	for {
		words := text.Words(before)
		if n := len(words); n == 0 || !slices.Contains(idLeads, words[n-1].Text) {
			break
		}
		before = strings.TrimSpace(before[:words[len(words)-1].From])
	}
	return strings.TrimSpace(before + " " + after)
}

// idLeads are words that lead to an id.
var idLeads = []string{"for", "on", "of", "about", "re", "regarding", "concerning", "to", "lead", "handoff", "the",
	"in",
	"with", "id", "fur", "zu", "uber", "wegen", "betreff", "betrifft", "pour", "sur", "concernant", "para", "sobre",
	"per", "su", "voor"}

// saysNothing says whether a text holds no more than greeting, closing and name.
func saysNothing(c *handoff.Config, s string) bool {
	names := rosterOf(c)
	for l := range strings.Lines(text.Clean(s)) {
		if l = strings.TrimSpace(l); len(text.Words(l)) > 0 && !isGreeting(l) && !names.isClosing(l) {
			return false
		}
	}
	return true
}
