package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// takeToday takes the answer to a Today: each number with its words is a command to the lead of that line. It reports
// false if the mail is none, or has no numbers and there are several lines.
func (l *inbound) takeToday() (bool, error) {
	ids := slices.Concat(l.m.InReplyTo, l.m.References)
	if len(ids) == 0 {
		return false, nil
	}
	lines, err := l.f.Lines(l.sender.ID, ids)
	if err != nil || len(lines) == 0 {
		return false, err
	}
	said := reading.Numbered(l.m.Text, len(lines))
	if len(said) == 0 && len(lines) == 1 {
		said = []reading.Line{{N: 1, Text: l.m.Text}}
	}
	for _, s := range said {
		if err := l.takeLine(lines[s.N-1], s.Text); err != nil {
			return true, err
		}
	}
	return len(said) > 0, nil
}

// takeLine takes what was said to one line of a Today, as if it had been said about that lead alone.
func (l *inbound) takeLine(id handoff.ID, words string) error {
	h, err := l.lead(id)
	if err != nil {
		return err
	}
	about := l.about()
	if h.State == handoff.Past && reading.WentWell(words) {
		return l.fact(id, &handoff.Judge{About: about, Outcome: handoff.OutcomeHeld})
	}
	if cmds, ok := reading.ReadCommands(words, h, about, l.c, l.now); ok {
		return l.commands(id, cmds)
	}
	if f, ok := reading.ReadWords(words, h, about, l.c, l.now); ok {
		return l.fact(id, f)
	}
	return l.fact(id, reading.Near(words, h, about, l.c, l.now))
}
