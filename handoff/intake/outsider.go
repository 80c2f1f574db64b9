package intake

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// takeStranger takes mail about a handoff of somebody who has no part in it. A mail that does not say who wrote it is
// nobody's.
func (l *inbound) takeStranger(id handoff.ID) error {
	if l.forged && l.u.Auth.Domain == "" {
		return l.silent(unprovedWhom,
			handoff.Because("unproved-whom/no-part", handoff.WordsArg(id), handoff.ReasonArg(l.doubt)))
	}
	f := outsider(l)
	for _, p := range l.c.People {
		if strings.EqualFold(strings.Join(strings.Fields(p.Name), " "), f.Name) {
			f.Name = "" // nobody writes in a colleague's name
		}
	}
	return l.fact(id, f)
}

// outsider is the fact that somebody who is not on the lead wrote about it.
func outsider(l *inbound) *handoff.OutsiderWrote {
	words := strings.TrimSpace(l.m.Text)
	if words == "" && len(l.m.Attachments) == 0 {
		words = strings.TrimSpace(l.m.Body)
	}
	f := &handoff.OutsiderWrote{About: l.about(), Name: text.Shorten(l.m.From.Name, 100),
		Text: text.Cut(words, handoff.MaxOutsider)}
	for _, name := range l.m.Attachments[:min(len(l.m.Attachments), 20)] {
		f.Attached = append(f.Attached, text.Shorten(name, 100))
	}
	return f
}
