package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// byName finds the handoff that a colleague names by its id in a mail of no thread. They have a part in it, and
// nobody outside but its prospects gets the mail. Whether they wrote it is asked where it is not proved.
func (l *inbound) byName() (handoff.ID, bool, error) {
	if !l.known || l.m.Kind != mail.KindHumanReply {
		return "", false, nil
	}
	n, ok := reading.NamedIn(l.m.Subject, l.m.Text, l.c)
	if !ok {
		return "", false, nil
	}
	h, there, err := l.f.Handoff(n.ID)
	others := func(a mail.Address) bool {
		_, colleague := l.c.ByEmail(a.Addr)
		return !colleague && !l.c.Owns(a.Addr) && !h.IsProspect(a.Addr)
	}
	switch {
	case err != nil || !there:
		return "", false, err
	case h.RoleOf(handoff.Who{Person: l.sender.ID}, l.c) == handoff.RoleStranger,
		slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), others):
		return "", false, nil
	}
	said := *l.m
	said.Text = n.Text
	l.m = &said
	return n.ID, true, nil
}
