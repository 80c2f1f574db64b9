package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// mostOpen bounds the leads of a rep that are looked through for a prospect.
const mostOpen = 20

// byProspect finds the handoff of a mail that its rep writes to the prospect with the handoff address among the
// recipients: it is proved, in no thread, and of one lead only that is theirs.
func (l *inbound) byProspect() (handoff.ID, bool, error) {
	to := slices.Concat(l.m.To, l.m.Cc)
	outside := func(a mail.Address) bool { return l.nobodys(a.Addr) }
	if !l.known || !l.verified || l.m.Kind != mail.KindHumanReply || !slices.ContainsFunc(to, outside) {
		return "", false, nil
	}
	open, err := l.f.OpenOf(l.sender.ID)
	if err != nil || len(open) > mostOpen {
		return "", false, err
	}
	found := handoff.ID("")
	for _, id := range open {
		h, err := l.lead(id)
		if err != nil {
			return "", false, err
		}
		theirs := (h.State == handoff.Offered || h.State == handoff.Accepted) && h.Rep() == l.sender.ID
		writes := slices.ContainsFunc(to, func(a mail.Address) bool { return h.IsProspect(a.Addr) })
		if theirs && writes && found != "" {
			return "", false, nil
		}
		if theirs && writes {
			found = id
		}
	}
	return found, found != "", nil
}

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
	l.m, l.named = &said, true
	return n.ID, true, nil
}
