package handoff

import (
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
)

// Whose answer is credited, and which answers are not: the rules of Answered before any state matters.

// asksRep are the reasons for not counting an answer in the rep's name that the rep can do something about.
var asksRep = map[string]bool{"not-the-sender": true, "an-instance": true, "no-revision": true}

// uncounted says why an answer of a guest does not count, with a code; empty if it does.
func (f *Answered) uncounted(t *turn, g *Guest) (code, why string) {
	switch other := f.another(t); {
	case other != "":
		return "not-the-sender", fmt.Sprintf("%s answered in the name of %s without being named to act for them: not credited", other, t.sender())
	case !g.Live && t.h.Own != nil && t.h.Own.Watched:
		return "own-event", fmt.Sprintf("our invitation is withdrawn: the event of %s stands for it, and the answer of %s is not to that", t.name(t.h.Own.Rep), t.sender())
	case f.Instance:
		return "an-instance", fmt.Sprintf("the answer of %s is to one meeting of a series, and this meeting is none: not credited", t.sender())
	case f.Sequence >= 0 && f.Sequence < t.h.RevSeq, f.Sequence < 0 && !f.Start.IsZero() && t.h.RevSeq > 0 && !f.Start.Equal(t.h.Start):
		return "old-revision", fmt.Sprintf("the answer of %s is to an earlier time of the meeting", t.sender())
	case f.Sequence < 0 && f.Start.IsZero() && t.h.RevSeq > 0 && f.From != "":
		return "no-revision", fmt.Sprintf("the answer of %s does not say to which time of the meeting: not credited", t.sender())
	case f.At.Before(g.Answered), f.writtenBefore(g):
		return "old-answer", fmt.Sprintf("a later answer of %s is known already", t.sender())
	case f.PartStat == calendar.NeedsAction:
		return "no-answer", fmt.Sprintf("%s has not answered the invitation; an earlier answer stands", t.sender())
	}
	return "", ""
}

// another is the sender of an answer that is not theirs to give; empty if nothing shows that. Macs answer from any account and Google
// in its own envelope, so that From need not be the attendee. But a sender who is proven to be somebody else with a part in this
// handoff, or of the prospect's company, has the UID and no say, unless SENT-BY names that colleague as the attendee's assistant; and a
// mail that speaks for several attendees is believed for its sender alone.
func (f *Answered) another(t *turn) string {
	if f.From == "" || f.isBy(t, f.From) {
		return ""
	}
	person, colleague := t.e.Config.ByEmail(f.From)
	switch {
	case colleague && f.Proven && SameAddress(f.SentBy, f.From):
		return ""
	case f.Among > 1:
		return f.From
	case !f.Proven:
		return ""
	case colleague:
		return person.Name
	case t.h.IsProspect(f.From):
		return f.From
	}
	own := slices.ContainsFunc(t.person(f.By.Person).Emails, func(e string) bool { return sameCompany(e, f.From) })
	if f.By.Person != "" && !own && slices.ContainsFunc(t.h.Prospects, func(c Contact) bool { return sameCompany(c.Address, f.From) }) {
		return f.From
	}
	return ""
}

// isBy says whether the address is the attendee's own.
func (f *Answered) isBy(t *turn, address string) bool {
	if f.By.Person == "" {
		return SameAddress(address, f.Attendee)
	}
	p, ok := t.e.Config.ByEmail(address)
	return ok && p.ID == f.By.Person
}

// written is when the answer was written: DTSTAMP, but never after it came in.
func (f *Answered) written() time.Time {
	if f.Stamp.After(f.At) {
		return f.At
	}
	return f.Stamp
}

// writtenBefore finds answers that came in out of order, by the clock of the one who wrote both. A clock that was not verified sets
// nothing right.
func (f *Answered) writtenBefore(g *Guest) bool {
	return !f.Stamp.IsZero() && f.written().Before(g.Stamp) && !(g.Weak && f.Strength != Weak)
}

// onBehalf is the note of evidence that an assistant gave.
func (f *Answered) onBehalf(t *turn) string {
	if f.SentBy == "" || f.isBy(t, f.SentBy) {
		return ""
	}
	return "delegate " + f.SentBy
}
