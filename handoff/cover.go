package handoff

import (
	"slices"
	"time"
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

// coverOf is who stands in for somebody who is away as planned, now or at the time of the meeting.
func (t *turn) coverOf(id PersonID) PersonID {
	if off, planned := t.e.Config.PlannedAway(id, t.now); planned {
		return off.Cover
	}
	if off, _ := t.e.Config.PlannedAway(id, t.h.Start); off.Cover != "" {
		return off.Cover
	}
	if cover := t.coverAt(id, t.now); cover != "" {
		return cover
	}
	return t.coverAt(id, t.h.Start)
}

// coverAt is who stands in at the instant for somebody who has said by mail that they are away; where they said so more
// than once, what ends last holds.
func (t *turn) coverAt(id PersonID, at time.Time) PersonID {
	for _, a := range slices.Backward(t.e.Lookups.Covers[id]) {
		if covers(a.Span, at) {
			return a.Cover
		}
	}
	return ""
}
