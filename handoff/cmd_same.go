package handoff

import (
	"time"

	"handoffd/calendar"
)

// Same is the command `same`: an address that is not on the lead is another one of the contact whom we invited.
type Same struct {
	About
	Address string `json:",omitempty"` // which one, if there are several
}

// KindSame names the fact.
const KindSame Kind = "same"

// Kind implements Fact.
func (*Same) Kind() Kind { return KindSame }

func (*Same) would(string) Reason { return Because("would/same") }

// maxAlso bounds the further addresses of a contact.
const maxAlso = 10

func (f *Same) apply(t *turn) {
	q, ok := t.stranger("same", f.Address)
	if !ok {
		return
	}
	c := t.h.contact(q.Guest)
	switch {
	case c == nil || t.h.State.Finished():
		t.answer("nobody-the-same")
		return
	case t.h.contact(q.Address) == nil && len(c.Also) < maxAlso:
		c.Also = append(c.Also, q.Address)
	}
	answer := t.answerOf(q)
	t.h.settled(q.Address)
	t.note("same", AddressArg(q.Address), WordsArg(c.Label()))
	if SameAddress(q.Address, c.Address) { // asked about a cancellation
		t.note("same/cancellation", WordsArg(c.Label()))
	}
	t.echo()
	if answer != "" {
		t.answersFor(*c, answer, f.At)
	}
}

// answerOf is what the address answered to the invitation as it stands now; empty if it did not.
func (t *turn) answerOf(q Question) calendar.PartStat {
	for _, o := range t.h.strangers(q.Address) {
		if o.Answer != "" && o.Revision == t.h.Revision {
			return o.Answer
		}
	}
	return ""
}

// answersFor counts an answer from another address of the contact, which a colleague vouches for.
func (t *turn) answersFor(c Contact, answer calendar.PartStat, at time.Time) {
	for i := range t.h.Guests {
		if g := &t.h.Guests[i]; g.Person == "" && SameAddress(g.Address, c.Address) {
			g.PartStat, g.Answered, g.Weak = answer, at, false
			(&Answered{PartStat: answer}).byProspect(t)
			return
		}
	}
}
