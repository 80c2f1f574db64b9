package intake

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// promptly is the time within which nobody reads a mail and answers it, but machines do.
const promptly = 20 * time.Second

// maybeAutomatic says whether a machine may have written a mail about a handoff, by its words, or since it came at once
// and has nothing of a person.
func (l *inbound) maybeAutomatic(id handoff.ID) (bool, error) {
	if l.m.MaybeAutomatic || l.m.Personal() {
		return l.m.MaybeAutomatic, nil
	}
	sent, err := l.f.SentAt(id, slices.Concat(l.m.InReplyTo, l.m.References))
	return !sent.IsZero() && l.in.Arrived.Sub(sent) < promptly, err
}

// takeDoubtful takes a mail of the other side that was taken for a machine's and may be a person's: somebody reads it,
// and it counts as nothing.
func (l *inbound) takeDoubtful(id handoff.ID) error {
	h, err := l.lead(id)
	if err != nil {
		return err
	}
	if !h.IsProspect(l.m.From.Addr) {
		return l.takeStranger(id)
	}
	return l.fact(id, l.replied(h, true))
}

// replied is a mail of the prospect's side in the thread.
func (l *inbound) replied(h handoff.Handoff, maybe bool) *handoff.Replied {
	f := &handoff.Replied{About: l.about(), Reach: handoff.ReachOnlyHere, Maybe: maybe}
	if rep := l.c.Person(h.Rep()); l.reaches(rep.Emails...) {
		f.Reach = handoff.ReachProspect
	}
	return f
}

// askDoubtful asks the rep about a mail of theirs to the prospect that may be automatic: a yes makes it their reply.
func (l *inbound) askDoubtful(id handoff.ID) error {
	return l.fact(id, &handoff.Unclear{About: l.about(), Text: text.Shorten(l.m.Text, 200), Meant: "replied"})
}
