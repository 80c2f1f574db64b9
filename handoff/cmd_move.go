package handoff

import (
	"slices"
	"time"
)

// Move is the command `move TIME` of the qualifier: the meeting is at another time.
type Move struct {
	About
	Start time.Time
	End   time.Time
}

// KindMove names the fact.
const KindMove Kind = "move"

// Kind implements Fact.
func (*Move) Kind() Kind { return KindMove }

func (f *Move) would(zone string) Reason { return Because("would/move", TimeArg(f.Start, zone)) }

func (f *Move) startAfter(Handoff) time.Time { return f.Start }

func (f *Move) apply(t *turn) {
	switch {
	case t.byAssigned() && !t.may(RoleQualifier):
		if shown(f) && f.overMeeting(t) {
			return
		}
		(&Proposed{About: f.About, Start: f.Start, End: f.End}).apply(t)
		return
	case !t.may(RoleQualifier):
		t.refuse("not-yours/move", PersonArg(t.h.Qualifier))
		return
	case !f.Start.After(t.now):
		t.refuse("past")
		return
	}
	if f.clashes(t) {
		return
	}
	t.note("moved", t.when(f.Start))
	switch t.h.State {
	case Draft:
		t.h.Questions = nil
		t.setTime(f.Start, f.End)
		t.consider()
		return
	case Nurture:
		t.setTime(f.Start, f.End)
		t.to(Draft)
		t.consider()
		return
	case Returned:
		t.retime(f.Start, f.End)
		t.reoffer()
		t.echoUnlessTold()
		return
	case Offered, Accepted:
		t.reschedule(f.Start, f.End)
		t.again()
		t.look()
		t.tellMoved()
	case Escalated:
		t.reschedule(f.Start, f.End)
		t.asksNow()
	case Past:
		t.reschedule(f.Start, f.End)
		t.h.Verdicts = nil
		if t.h.Current() == nil {
			t.offerNext()
			break
		}
		t.again()
	default:
		t.unchanged("move-noted", WordsArg(t.h.State))
	}
	t.echo()
}

// clashes asks first, and changes nothing, if the rep has something else at the new time.
func (f *Move) clashes(t *turn) bool {
	a := t.h.Current()
	if a == nil || t.h.State != Offered && t.h.State != Accepted && t.h.State != Past ||
		t.policy.OnConflict == ConflictSend || t.despite(a.Rep, f.Start) {
		return false
	}
	c := t.clash(a.Rep, f.Start, f.until(t), RoleQualifier)
	if c == nil {
		return false
	}
	c.Move = true
	t.h.Clash = c
	t.note("clash", PersonArg(a.Rep), ReasonArg(t.inTheWay(c.With)))
	t.echo()
	return true
}

// until is the end of the meeting.
func (f *Move) until(t *turn) time.Time {
	if d := f.End.Sub(f.Start); d <= 0 || d > day {
		return f.Start.Add(t.length())
	}
	return f.End
}

// overMeeting turns down what a rep asks for on a page while they have another lead's meeting then: it is told beside
// the form.
func (f *Move) overMeeting(t *turn) bool {
	with, _ := t.obstacles(t.h.Rep(), f.Start, f.until(t))
	with = slices.DeleteFunc(with, func(o Obstacle) bool { return o.Kind != ObstacleMeets })
	if len(with) == 0 || t.policy.OnConflict == ConflictSend {
		return false
	}
	t.refuse("clash/own", PersonArg(t.h.Rep()), ReasonArg(t.inTheWay(with)))
	return true
}
