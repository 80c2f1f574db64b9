package handoff

// KeepTime is the command `keep` about a time: whatever else stands in the rep's calendar, or although the event is
// gone from it. What was in the way is remembered and not asked about again.
type KeepTime struct {
	About
	Ignore bool `json:",omitempty"` // said as "ignore that": what is perhaps no appointment is none, for any lead
}

// Ignores names the entries that the fact says are no appointments: those of the sender's own calendar that were
// doubted already. What is an appointment is settled for this meeting only.
func (f *KeepTime) Ignores(h Handoff) []string {
	if !f.Ignore || h.Clash == nil || h.Clash.Rep != f.By.Person || f.Strength == Weak {
		return nil
	}
	var keys []string
	for _, o := range h.Clash.With {
		if o.Kind == ObstacleBusy && o.Cause != "" && o.Key != "" {
			keys = append(keys, o.Key)
		}
	}
	return keys
}

// KindKeepTime names the fact.
const KindKeepTime Kind = "keep-time"

// Kind implements Fact.
func (*KeepTime) Kind() Kind { return KindKeepTime }

func (*KeepTime) would(string) Reason { return Because("would/keep-time") }

func (f *KeepTime) apply(t *turn) {
	a, c := t.h.Current(), t.h.Clash
	switch {
	case a != nil && !a.Removed.IsZero() && t.byAssigned():
		t.note("restored", t.writer())
		t.restore(a)
	case c != nil && c.Move && c.Asked == RoleRep:
		t.refuse("nothing-to-keep/discussed")
		return
	case c == nil:
		t.refuse("nothing-to-keep/time")
		return
	case c.Asked == RoleRep && (t.byAssigned() || t.may(RoleManager)):
		t.ignore(c)
		t.h.Clash = nil
		t.note("kept-time", t.writer())
	case c.Asked == RoleQualifier && t.may(RoleQualifier):
		t.note("kept-time/busy", t.writer(), PersonArg(c.Rep))
		f.anyway(t, *c)
		return
	default:
		t.refuse("not-yours/keep-time")
		return
	}
	t.echo()
}

// anyway goes on as if nothing were in the way.
func (f *KeepTime) anyway(t *turn, c Clash) {
	t.h.Despite, t.h.Clash = despiteMark(c.Rep, c.Start), nil
	switch {
	case c.Move:
		(&Move{About: f.About, Start: c.Start, End: c.End}).apply(t)
	case t.h.State == Draft:
		t.consider()
	case t.h.State == Returned:
		t.reoffer()
		t.echoUnlessTold()
	default:
		t.echo()
	}
}
