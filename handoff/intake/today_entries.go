package intake

import (
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// takeEntries takes what the answer to a mail of the week says to the entries of the writer's calendar, which have its
// first numbers, and leaves the rest of the words to be taken. It reports true if there is no rest.
func (l *inbound) takeEntries(lines []handoff.TodayLine) bool {
	last := lines[len(lines)-1]
	if last.Numbered() {
		return false
	}
	entries := slices.IndexFunc(lines, func(t handoff.TodayLine) bool { return t.Entry == "" })
	said := &Said{}
	rest := l.entryWords(said, lines, entries)
	if len(said.Words) == 0 && !said.Stop {
		return false
	}
	l.t.Said = said
	m := *l.m
	m.Text = rest
	l.m = &m
	return reading.Bare(rest, l.c)
}

// entryWords gathers what is said to the first numbers, and gives the text without it.
func (l *inbound) entryWords(said *Said, lines []handoff.TodayLine, entries int) string {
	var rest []string
	word := func(n int, w handoff.EntryVerdict) {
		said.Words = slices.DeleteFunc(said.Words, func(o EntryWord) bool { return o.Line == n })
		said.Words = append(said.Words, EntryWord{Line: n, Event: lines[n-1].Entry, Word: w})
	}
	for text := range strings.Lines(l.m.Text) {
		for _, part := range handoff.SplitEntryWords(strings.TrimSpace(text)) {
			if a, ok := handoff.ReadEntryWords(part, entries); ok {
				said.Stop = said.Stop || a.Stop
				for n := range entries {
					if w, there := a.Words[n+1]; there {
						word(n+1, w)
					}
				}
				continue
			}
			numbered := reading.Numbered(part, len(lines))
			if !slices.ContainsFunc(numbered, func(s reading.Line) bool { return s.N <= entries }) {
				rest = append(rest, part)
				continue
			}
			for _, s := range numbered {
				switch {
				case s.N > entries:
					rest = append(rest, strconv.Itoa(s.N)+" "+s.Text)
				default:
					word(s.N, handoff.EntryVerdictOf(s.Text))
				}
			}
		}
	}
	slices.SortFunc(said.Words, func(a, b EntryWord) int { return a.Line - b.Line })
	return strings.Join(rest, "\n")
}
