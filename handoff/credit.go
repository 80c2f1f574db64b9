package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Whose answer is credited, and which answers are not: the rules of Answered before any state matters.

// asksRep are the reasons for not counting an answer in the rep's name that the rep can do something about.
var asksRep = map[Code]bool{"not-the-sender": true, "not-proven": true, "an-instance": true, "no-revision": true}

// uncounted says why an answer of a guest does not count, false if it does.
func (f *Answered) uncounted(t *turn, g *Guest) (Reason, bool) {
	switch other := f.another(t); {
	case other != "":
		return Because("not-the-sender", WordsArg(other), t.writer()), true
	case f.unproved(g):
		return Because("not-proven", t.writer()), true
	case !g.Live && t.h.Own != nil && t.h.Own.Watched:
		return Because("own-event", PersonArg(t.h.Own.Rep), t.writer()), true
	case f.Instance:
		return Because("an-instance", t.writer()), true
	}
	if why, earlier := f.ofEarlierTime(t, g); earlier {
		return why, true
	}
	switch {
	case f.At.Before(g.Answered), f.writtenBefore(g):
		return Because("old-answer", t.writer()), true
	case f.PartStat == calendar.NeedsAction:
		return Because("no-answer", t.writer()), true
	}
	return Reason{}, false
}

// ofEarlierTime says why an answer is not, or perhaps not, to the present time of the meeting. Under a UID that began
// with that time every answer is, whatever number it carries.
func (f *Answered) ofEarlierTime(t *turn, g *Guest) (Reason, bool) {
	numbered := f.Sequence >= 0
	switch {
	case g.UID != "" && g.First >= t.h.RevSeq:
	case numbered && f.Sequence < t.h.RevSeq, !numbered && !f.Start.IsZero() && t.h.RevSeq > 0 &&
		!f.Start.Equal(t.h.Start):
		return Because("old-revision/answer", t.writer()), true
	case !numbered && f.Start.IsZero() && t.h.RevSeq > 0 && f.From != "":
		return Because("no-revision", t.writer()), true
	}
	return Reason{}, false
}

// another is the sender of an answer that is not theirs to give; empty if nothing shows that. Macs answer from any
// account and Google in its own envelope, so that From need not be the attendee: any other address that knows the UID
// is believed weakly. But somebody of the other side or its company, another guest, and a colleague whom neither
// SENT-BY nor Sender names as the attendee's assistant have no say; and a mail that speaks for several attendees is
// believed for its sender alone.
func (f *Answered) another(t *turn) string {
	if f.From == "" || f.isBy(t, f.From) {
		return ""
	}
	person, colleague := t.e.Config.ByEmail(f.From)
	forRep := f.By.Person != ""
	switch {
	case colleague && forRep && (f.Proven || f.UID != "") && SameAddress(f.SentBy, f.From):
		return ""
	case f.Among > 1:
		return f.From
	case !f.Proven && f.UID == "": // as it was decided before UIDs told the sides apart
		return ""
	case colleague:
		return person.Name
	case t.h.IsProspect(f.From), f.ofOtherSide(t, forRep):
		return f.From
	}
	return ""
}

// ofOtherSide says whether the sender has an address of the company of the side that the attendee does not belong to.
func (f *Answered) ofOtherSide(t *turn, forRep bool) bool {
	ours, theirs := []string{t.e.Config.Of(t.h.Team).Address}, []string(nil)
	for _, c := range t.h.Prospects {
		theirs = append(theirs, c.Address)
	}
	if forRep {
		ours = t.person(f.By.Person).Emails
	} else if f.UID == "" {
		return false
	}
	of := func(addresses []string) bool {
		return slices.ContainsFunc(addresses, func(a string) bool { return SameCompany(a, f.From) })
	}
	if forRep {
		return of(theirs) && !of(ours)
	}
	return of(ours) && !of(theirs)
}

// unproved says whether an answer for a rep lacks the proof that it needs under a UID which everybody has.
func (f *Answered) unproved(g *Guest) bool {
	return f.UID != "" && f.From != "" && g.Person != "" && g.UID == "" && f.Strength != Seen
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

// writtenBefore finds answers that came in out of order, by the clock of the one who wrote both. A clock that was not
// verified sets nothing right.
func (f *Answered) writtenBefore(g *Guest) bool {
	return !f.Stamp.IsZero() && f.written().Before(g.Stamp) && !(g.Weak && f.Strength != Weak)
}

// onBehalf is the note of evidence that an assistant gave.
func (f *Answered) onBehalf(t *turn) Reason {
	if f.SentBy == "" || f.isBy(t, f.SentBy) {
		return Reason{}
	}
	return Because("evidence/delegate", AddressArg(f.SentBy))
}
