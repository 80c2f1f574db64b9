package handoff

import "time"

// Picked is the prospect's answer to times that were offered: the number of one.
type Picked struct {
	About
	N int // from 1 on
}

// KindPicked names the fact.
const KindPicked Kind = "picked"

// Kind implements Fact.
func (*Picked) Kind() Kind { return KindPicked }

func (f *Picked) would(string) Reason { return Because("would/pick", NumberArg(f.N)) }

// startAfter is the time that was picked; where it is not free any more, others are looked for from the next day on.
func (f *Picked) startAfter(h Handoff) time.Time { return later(h.Start, nextDay(f.At)) }

func (f *Picked) apply(t *turn) {
	times := t.h.Times
	switch {
	case times == nil || f.N < 1 || f.N > len(times.Slots) || t.role() != RoleProspect:
		t.unchanged("picked-nothing", t.writer())
		return
	case t.h.State != Past && t.h.State != Returned &&
		(times.For != ReschedStep || !t.h.Meets() || t.now.After(times.Until)):
		t.unchanged("picked-nothing", t.writer())
		return
	}
	slot := times.Slots[f.N-1]
	rep := times.Rep
	gone := t.now.Add(t.policy.Lead).After(slot.Start) || t.clash(rep, slot.Start, slot.End, RoleQualifier) != nil
	switch {
	case gone:
		t.note("picked-gone", t.when(slot.Start))
		t.h.Waiting = false
		t.offerTimesOf(rep, times.For)
		t.understood = true
	case f.Strength == Weak: // as another time that nobody proved
		t.note("proposed/prospect", t.when(slot.Start))
		ask := Recipient{Person: rep, Role: RoleRep}
		if t.h.State == Returned {
			ask.Person, ask.Role = t.qualifier()
		}
		t.propose(RoleProspect, slot.Start, slot.End, ask)
	case t.h.State == Returned:
		t.meetAfterRegret(times, f.N)
		t.understood = true
	default:
		t.meetAt(slot)
		t.understood = true
	}
}
