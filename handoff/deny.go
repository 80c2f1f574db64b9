package handoff

import (
	"slices"

	"handoffd/calendar"
)

// denied is the question that a plain `no` of the sender answers: whether an answer in their name, from an address that
// is not known, was theirs. The latest one, unless another time is being discussed since.
func (t *turn) denied() (Question, bool) {
	all := t.h.OpenTo(t.by().Person, QuestionSender)
	if t.by().Person == "" || len(all) == 0 {
		return Question{}, false
	}
	q := all[len(all)-1]
	return q, t.h.Moving == nil || !t.h.Moving.Made.After(q.At)
}

// deny takes back an answer that was believed and was not the rep's.
func (t *turn) deny(q Question) {
	t.h.answered(q)
	id := t.by().Person
	i := len(t.h.Assignments) - 1
	for i >= 0 && t.h.Assignments[i].Rep != id {
		i--
	}
	if i < 0 {
		t.answer("nothing-to-take-back")
		return
	}
	a := &t.h.Assignments[i]
	said := t.unsay(a)
	switch cur := t.h.Current(); {
	case said == calendar.Declined && t.h.State == Offered && cur != nil && cur.N == a.N+1 && len(cur.Evidence) == 0 &&
		t.now.Before(t.latest()):
		old := *a
		old.Evidence = slices.DeleteFunc(slices.Clone(a.Evidence),
			func(e Evidence) bool { return e.sentFrom(q.Address) })
		t.note("given-back/denied", AddressArg(q.Address), PersonArg(id))
		t.finishTurn(EndGiven)
		t.goOn(old)
		t.tellQualifier("reassigned")
	case cur == nil || cur.N != a.N || t.h.State != Offered && t.h.State != Accepted:
		t.note("taken-back-late", AddressArg(q.Address), PersonArg(t.h.Rep()))
		t.tellManager("taken-back")
	default:
		a.Evidence = slices.DeleteFunc(a.Evidence, func(e Evidence) bool { return e.sentFrom(q.Address) })
		t.note("taken-back", AddressArg(q.Address), PersonArg(id))
		t.unaccept(a)
	}
	t.echo()
}

// unsay makes the rep's event of the turn unanswered again and gives what it said.
func (t *turn) unsay(a *Assignment) calendar.PartStat {
	g := t.h.guestUnder(Recipient{Person: a.Rep}, "", a.UID)
	if g == nil {
		return ""
	}
	said := g.PartStat
	g.PartStat, g.Answered, g.Stamp, g.Weak = calendar.NeedsAction, zeroTime, zeroTime, false
	return said
}

// unaccept asks the rep anew if what was taken back was all that had made the turn accepted, or soft.
func (t *turn) unaccept(a *Assignment) {
	if a.has(RequireAccept) || t.h.State == Offered && !a.Soft {
		return
	}
	told := t.h.State == Accepted
	a.Soft, a.Accepted, a.Steps, a.Successor = false, zeroTime, 0, ""
	t.renew(a)
	if told {
		t.tellQualifier("taken-back")
	}
}
