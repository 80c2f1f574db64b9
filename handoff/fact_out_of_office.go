package handoff

import (
	"time"

	"handoffd/calendar"
)

// OutOfOffice is an automatic answer that says somebody is away.
type OutOfOffice struct {
	About
	Until time.Time // first instant at work again; zero if the mail does not say
	Cover string    // who stands in, in the mail's words
}

// KindOutOfOffice names the fact.
const KindOutOfOffice Kind = "out-of-office"

// Kind implements Fact.
func (*OutOfOffice) Kind() Kind { return KindOutOfOffice }

func (*OutOfOffice) would(string) Reason { return Because("would/out-of-office") }

func (f *OutOfOffice) routes(h Handoff) bool {
	return f.By.Person == h.Rep() || h.State == Escalated || f.freesSlot(h)
}
func (f *OutOfOffice) seeksSlots(bool) bool { return f.By.Person == "" }

// startAfter is the return of a prospect who is offered times from then on.
func (f *OutOfOffice) startAfter(h Handoff) time.Time {
	if f.freesSlot(h) {
		return f.Until
	}
	return time.Time{}
}

// freesSlot says whether nobody of the prospect's side can be there: the only one who takes mail is away, for sure, and
// has not accepted.
func (f *OutOfOffice) freesSlot(h Handoff) bool {
	return f.By.Person == "" && h.IsProspect(f.By.Address) && f.Strength != Weak && len(h.Reachable()) == 1 &&
		(h.State == Offered || h.State == Accepted) && h.stands() && f.At.Before(h.Start) && h.Start.Before(f.Until) &&
		!Attends(&h)
}

func (f *OutOfOffice) apply(t *turn) {
	who := t.by()
	t.note("out-of-office", t.writer())
	if who.Person != "" && f.Until.After(t.now) {
		t.away = append(t.away, Absence{Person: who.Person, Span: spanFrom(t.now, f.Until)})
	}
	switch role := t.role(); {
	case role == RoleRep && t.byAssigned():
		t.repAway(spanFrom(t.now, f.Until), false)
	case role == RoleProspect:
		if f.freesSlot(t.h) {
			t.prospectAway(f.Until)
			return
		}
		if t.h.Start.After(t.now) && t.h.Start.Before(f.Until) && t.stands() && !t.h.State.Finished() {
			id, r := t.qualifier()
			t.tell(PurposeNotice, id, r, "prospect-away", NoticeDetail{Until: f.Until})
		}
		t.parkStep(f.Until)
	case t.h.State == Escalated && who.Person == t.manager():
		t.climbFrom("away")
	case who.Person == t.h.Qualifier && (t.h.State == Draft || t.h.State == Returned):
		t.tellAdvocate("qualifier-away")
	}
}

// repAway deals with the absence of the assigned rep: said by the rep, or told by an automatic mail.
func (t *turn) repAway(away calendar.Span, said bool) {
	a := t.h.Last()
	rep, until := PersonArg(a.Rep), away.End
	if until.IsZero() {
		t.note("away-undated", rep)
		if t.h.State == Offered || t.h.State == Accepted {
			t.tellManager("away-undated")
		}
		return
	}
	switch t.h.State {
	case Offered:
		due := a.Due
		if due.IsZero() {
			due, _ = t.closing(&Assignment{Rep: a.Rep, Opened: t.now, Window: a.Window, Wall: a.Wall, Away: a.Away})
		}
		if covers(away, due) || covers(away, t.h.Start) {
			t.note("rep-away", rep, t.whenFor(a.Rep, until))
			t.nextRep(EndAway)
			return
		}
		t.note("away-short", rep)
	case Accepted:
		if !said {
			t.awayAccepted(until)
		} else if covers(away, t.h.Start) {
			t.note("rep-away/accepted", rep)
			t.nextRep(EndAway)
		}
	case Past, Held:
		if !away.Start.After(t.now) {
			t.h.Nudged = later(t.h.Nudged, until)
		}
		t.note("away-after", rep)
	}
}
