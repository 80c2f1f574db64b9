package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// wished is the rep who comes before the rotation: whoever the qualifier named for a lead that nobody had yet, or who
// stands in for somebody who would have it; away is then that one.
func (t *turn) wished() (rep, away PersonID) {
	if t.cover != "" {
		return t.cover, t.h.Rep()
	}
	if len(t.h.Assignments) > 0 || t.h.Wish == "" {
		return "", ""
	}
	if rep = t.h.Wish; t.despite(rep, t.h.Start) {
		return rep, ""
	}
	for range len(t.team.Reps) { // a cover who is away too may have one
		cover := t.coverOf(rep)
		if cover == "" || cover == t.h.Wish {
			break
		}
		rep, away = cover, t.h.Wish
	}
	return rep, away
}

// coverOf is who stands in for somebody who is away, now or at the time of the meeting. What was said last by mail
// comes before what the config plans.
func (t *turn) coverOf(id PersonID) PersonID {
	if cover := t.coverAt(id, t.now); cover != "" {
		return cover
	}
	if off, planned := t.e.Config.PlannedAway(id, t.now); planned {
		return off.Cover
	}
	if cover := t.coverAt(id, t.h.Start); cover != "" {
		return cover
	}
	off, _ := t.e.Config.PlannedAway(id, t.h.Start)
	return off.Cover
}

// coverAt is who stands in at the instant for somebody who has said by mail that they are away; where they said so more
// than once, what they said last holds.
func (t *turn) coverAt(id PersonID, at time.Time) PersonID {
	var found Absence
	for _, a := range t.e.Lookups.Covers[id] {
		if covers(a.Span, at) && !a.Said.Before(found.Said) {
			found = a
		}
	}
	return found.Cover
}

// anyCoverAt is the same, also by what the config plans.
func (t *turn) anyCoverAt(id PersonID, at time.Time) PersonID {
	if cover := t.coverAt(id, at); cover != "" {
		return cover
	}
	off, _ := t.e.Config.PlannedAway(id, at)
	return off.Cover
}

// comesBack says whether, from some instant of the time on, the cover of somebody is away, too, and who stands in for
// them, or for those in turn, is that somebody: nobody would be there. It gives that time.
func (t *turn) comesBack(id, cover PersonID, in calendar.Span) (calendar.Span, bool) {
	begins, ends := t.coverTimes(in)
	for _, at := range begins {
		next := cover
		for range len(t.team.Reps) {
			if next = t.anyCoverAt(next, at); next == "" || next == id {
				break
			}
		}
		if next != id {
			continue
		}
		until := in.End
		for _, end := range ends {
			if end.After(at) {
				until = earlier(until, end)
			}
		}
		return calendar.Span{Start: at, End: until}, true
	}
	return calendar.Span{}, false
}

// coverTimes are the instants in the time at which somebody begins to stand in, in order, and those at which it ends.
func (t *turn) coverTimes(in calendar.Span) (begins, ends []time.Time) {
	begins = []time.Time{in.Start}
	add := func(s calendar.Span) {
		if s.Overlaps(in) {
			begins, ends = append(begins, later(s.Start, in.Start)), append(ends, s.End)
		}
	}
	for _, id := range t.team.Reps {
		for _, a := range t.e.Lookups.Covers[id] {
			add(a.Span)
		}
		for _, off := range t.person(id).Away {
			if off.Cover != "" {
				add(off.Span(t.person(id)))
			}
		}
	}
	slices.SortFunc(begins, time.Time.Compare)
	return slices.Compact(begins), ends
}

// standsInNow is who, as was known before, stands in for somebody at some instant of the time, other than the one who
// is to, and when.
func (t *turn) standsInNow(id, cover PersonID, in calendar.Span) (PersonID, calendar.Span) {
	for _, a := range slices.Backward(t.e.Lookups.Covers[id]) {
		if a.Overlaps(in) && a.Cover != cover {
			return a.Cover, calendar.Span{Start: later(a.Start, in.Start), End: earlier(a.End, in.End)}
		}
	}
	for _, off := range t.person(id).Away {
		if s := off.Span(t.person(id)); off.Cover != "" && off.Cover != cover && s.Overlaps(in) {
			return off.Cover, calendar.Span{Start: later(s.Start, in.Start), End: earlier(s.End, in.End)}
		}
	}
	return "", calendar.Span{}
}
