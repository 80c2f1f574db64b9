package engine

import (
	"errors"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// byName finds the handoff that a colleague names by its id in a mail of no thread. They have a part in it, and
// nobody outside but its prospects gets the mail. Whether they wrote it is asked where it is not proved.
func (e *Engine) byName(l *letter) (handoff.ID, bool, error) {
	if !l.known || l.m.Kind != mail.KindHumanReply {
		return "", false, nil
	}
	n, ok := reading.NamedIn(l.m.Subject, l.m.Text, e.conf())
	if !ok {
		return "", false, nil
	}
	h, err := l.tx.Handoff(n.ID)
	if errors.Is(err, store.ErrNotFound) {
		return "", false, nil
	}
	others := func(a mail.Address) bool {
		_, colleague := e.conf().ByEmail(a.Addr)
		return !colleague && !e.conf().Owns(a.Addr) && !h.IsProspect(a.Addr)
	}
	switch {
	case err != nil:
		return "", false, err
	case h.RoleOf(handoff.Who{Person: l.sender.ID}, e.conf()) == handoff.RoleStranger,
		slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), others):
		return "", false, nil
	}
	said := *l.m
	said.Text = n.Text
	l.m = &said
	return n.ID, true, nil
}
