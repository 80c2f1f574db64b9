package report

import (
	"cmp"
	"slices"
	"time"

	"handoffd/handoff"
)

// Change is what became of a meeting, as it was known when its week was reported, and as it is known since.
type Change struct {
	Handoff handoff.ID
	Start   time.Time
	Was, Is handoff.Code // as in Fact.What; empty: no meeting that counts

	life *Life
	rep  handoff.PersonID
}

// changeWeeks is how many weeks before a report are looked at: a verdict can be corrected for two weeks.
const changeWeeks = 3

// Changes compares what was known at the instant of an earlier report with what is known now, of the meetings that
// ended before that and in the period.
func Changes(before, now []*Life, in Period, told time.Time) []Change {
	type key struct {
		id    handoff.ID
		start int64
	}
	all := map[key]Change{}
	each := func(lives []*Life, note func(*Change, handoff.Code)) {
		for _, l := range lives {
			for _, b := range l.Meetings {
				if l.Offer == nil || !in.Has(b.End) || !b.End.Before(told) || !b.stood() {
					continue
				}
				k := key{l.ID, b.Start.UnixNano()}
				c := all[k]
				c.Handoff, c.Start, c.life, c.rep = l.ID, b.Start, l, b.Rep
				note(&c, b.what())
				all[k] = c
			}
		}
	}
	each(before, func(c *Change, code handoff.Code) { c.Was = code })
	each(now, func(c *Change, code handoff.Code) { c.Is = code })
	var out []Change
	for _, c := range all {
		if c.Was != c.Is {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Handoff, b.Handoff))
	})
	return out
}

// ChangedOf are the changes of the leads and turns whose they are.
func ChangedOf(all []Change, w Whose) []Change {
	var out []Change
	for _, c := range all {
		if w.lead(c.life) && w.rep(c.rep) {
			out = append(out, c)
		}
	}
	return out
}

// mostChanged is how many changes are named in a mail.
const mostChanged = 5

// changed is the sentence of what is known otherwise since the last report; none if nothing is.
func (f Figures) changed() []handoff.Reason {
	if len(f.Changed) == 0 {
		return nil
	}
	var each []handoff.Reason
	for _, c := range f.Changed[:min(len(f.Changed), mostChanged)] {
		each = append(each, c.Says(f.From.Location()))
	}
	if more := len(f.Changed) - len(each); more > 0 {
		each = append(each, handoff.Because("week-changed/more", handoff.NumberArg(more)))
	}
	return []handoff.Reason{handoff.Because("week-changed", handoff.ReasonArg(each...))}
}

// Alone is the change as a sentence of its own.
func (c Change) Alone(zone *time.Location) handoff.Reason {
	return handoff.Because("week-changed", handoff.ReasonArg(c.Says(zone)))
}

// Says is the change as a reason, its day in the zone.
func (c Change) Says(zone *time.Location) handoff.Reason {
	say := func(code handoff.Code) handoff.Reason {
		return handoff.Because("week-changed/" + cmp.Or(spelled(code), "none"))
	}
	return handoff.Because("week-changed/each", handoff.WordsArg(c.Handoff),
		handoff.WordsArg(c.Start.In(zone).Format("Mon 2 Jan")), handoff.ReasonArg(say(c.Is), say(c.Was)))
}

// spelled is how a meeting counts, as part of a code of a reason.
func spelled(what handoff.Code) handoff.Code {
	if what == "no-show (us)" {
		return "no-show-us"
	}
	return what
}

// Snapshot is a report as it is made: from what, as known when, and what was corrected since the one before.
type Snapshot struct {
	Period  Period
	AsOf    time.Time
	Lives   []*Life
	Changed []Change
}

// Take makes the snapshot of a period from what was told of its leads. The report before, at which instant is zero if
// there was none, is what corrections are told against.
func Take(told []handoff.Told, p Period, asOf, before time.Time) Snapshot {
	s := Snapshot{Period: p, AsOf: asOf, Lives: Lives(told, asOf)}
	if !before.IsZero() {
		s.Changed = Changes(Lives(told, before), s.Lives, Period{p.Back(changeWeeks).From, p.From}, before)
	}
	return s
}

// Count counts the figures of those whose they are.
func (s Snapshot) Count(w Whose) Figures {
	f := Count(s.Lives, s.Period, w, s.AsOf)
	f.Changed = ChangedOf(s.Changed, w)
	return f
}
