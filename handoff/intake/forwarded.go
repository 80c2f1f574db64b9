package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// reported takes a mail in which a colleague sends on the rep's own reply to the prospect, or the rep the prospect's
// answer to one, for what it is: somebody says that the prospect was answered. What is below a mere answer is history
// and says nothing, and words that come near a command are asked about first.
func (l *inbound) reported(h handoff.Handoff) (*handoff.ReplyReported, bool) {
	rep := handoff.Recipient{Person: h.Rep()}
	if !l.m.SendsOn || rep.Person == "" {
		return nil, false
	}
	if u, asks := reading.Near(l.m.Text, h, l.about(), l.c, l.now).(*handoff.Unclear); asks && u.Meant != "" {
		meant, ok := reading.ReadCommand(u.Meant, h, l.about(), l.c, l.now)
		if !ok || meant.Kind() != handoff.KindReplyReported {
			return nil, false
		}
	}
	isRep := func(a mail.Address) bool { return l.isFor(a.Addr, rep) }
	for _, m := range l.m.Enclosed {
		outside := slices.ContainsFunc(m.To, func(a mail.Address) bool { return h.IsProspect(a.Addr) })
		answer := l.sender.ID == rep.Person && h.IsProspect(m.From.Addr) && (len(m.To) == 0 ||
			slices.ContainsFunc(m.To, isRep))
		if answer || isRep(m.From) && outside {
			return &handoff.ReplyReported{About: l.about(), Forwarded: m.From.Key()}, true
		}
	}
	return nil, false
}

// byForwarded finds the handoff of a mail that belongs to no thread by what it sends on: the reply of the rep to its
// prospect. Who hands over leads sends on a prospect's mail to make a lead of it.
func (l *inbound) byForwarded() (handoff.ID, bool, error) {
	if !l.known || l.m.Kind != mail.KindHumanReply || !l.m.SendsOn || len(l.m.Enclosed) == 0 || l.toOthers() {
		return "", false, nil
	}
	open, err := l.f.OpenOf(l.sender.ID)
	if err != nil {
		return "", false, err
	}
	found := handoff.ID("")
	for _, id := range open {
		h, err := l.lead(id)
		if err != nil {
			return "", false, err
		}
		f, ok := l.reported(h)
		switch {
		case !ok || h.IsProspect(f.Forwarded) && l.c.HandsOver(l.sender.ID):
		case found != "":
			return "", false, nil
		default:
			found = id
		}
	}
	return found, found != "", nil
}

// toOthers says whether somebody beside colleagues gets the mail too.
func (l *inbound) toOthers() bool {
	return slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), func(a mail.Address) bool {
		_, colleague := l.c.ByEmail(a.Addr)
		return !colleague && !l.c.Owns(a.Addr)
	})
}
