package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// parts cuts lines at those that are commands: what stands above the first is the lead, what stands below one is its
// note. Below other words a line is a command only where it cannot be the middle of a sentence.
func (r *reading) parts(lines []bodyLine) (lead string, parts []part) {
	var kinds []handoff.Kind
	var above []bodyLine
	for i, l := range lines {
		next := *r
		f, ok := next.command(l.text, "")
		ok = ok && (f.Kind() != handoff.KindUnclear || i == 0) &&
			(len(parts) > 0 || i == 0 || l.apart && !answersOnly[f.Kind()]) && !tellsMore(l.text, f, kinds)
		switch {
		case ok:
			kinds = append(kinds, f.Kind())
			parts = append(parts, part{line: l.text})
		case len(parts) == 0:
			above = append(above, l)
		default:
			p := &parts[len(parts)-1]
			p.note = strings.TrimSpace(p.note + "\n" + l.text)
		}
	}
	return noteOf(above), parts
}

// answersOnly are words that answer a question, and that stand in sentences about anything else too.
var answersOnly = map[handoff.Kind]bool{handoff.KindAgree: true, handoff.KindRefuse: true, handoff.KindSend: true}

// tellsMore says whether a line that could be a command only tells of what was done, below a command that says it, or
// with which it does not go: "replied", and below it "I called Sam this morning".
func tellsMore(line string, f handoff.Fact, above []handoff.Kind) bool {
	words := text.Plain(text.Words(line))
	if len(above) == 0 || len(words) < 3 || !slices.Contains(tellers, words[0]) {
		return false
	}
	goes := slices.ContainsFunc(above, func(k handoff.Kind) bool { return k != f.Kind() && goTogether(k, f.Kind()) })
	return slices.Contains(above, f.Kind()) || f.Kind() == handoff.KindReplyReported && !goes
}

// tellers begin a sentence of who writes.
var tellers = []string{"i", "we", "ive", "weve", "im", "ich", "wir", "je", "nous"}

// noted reads a command with the words that stand with it. Where the command has no reason they are told to nobody, and
// must not take it back or tie it down.
func (r *reading) noted(p part) (handoff.Fact, bool) {
	r.noteOnly = true
	if f, ok := r.command(p.line, p.note); ok || p.note == "" {
		return f, ok
	}
	f, ok := r.command(p.line, "")
	return f, ok && f.Kind() != handoff.KindSend && f.Kind() != handoff.KindUnclear && r.plainNote(p.note)
}

// plainNote says whether words beside a command leave it as it is.
func (r *reading) plainNote(note string) bool {
	if questioned(note) || refuses(note) != refusalNone || saysNo(note) {
		return false
	}
	for _, s := range sentences(note) {
		if words := text.Plain(text.Words(s)); prefixOf(words, turns) > 0 || hangsOn(words) {
			return false
		}
	}
	_, asks := askedTime(note, r.now, r.zone)
	return !asks
}

// hangsOn says whether a sentence holds a condition.
func hangsOn(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"if", "unless", "but", "instead", "wenn", "falls", "aber"}, w)
	})
}
