package report

import (
	"time"

	"handoffd/handoff"
)

// fadeDays is after how many days a silence is nobody's any more.
const fadeDays = 90

// Faded takes the names off silences that are older than ninety days at the instant, in place, and off the turns that
// ended in one: they count for the team, and for no person.
func Faded(told []handoff.Told, now time.Time) []handoff.Told {
	before := now.AddDate(0, 0, -fadeDays)
	turns := silentTurns(told, before)
	for _, t := range told {
		for i := range t.Moments {
			m := &t.Moments[i]
			n := turns[turnOf{t.Handoff, m.Turn, m.Rep}]
			switch {
			case m.Kind == handoff.MomentSilence && m.At.Before(before):
				m.Rep = ""
			case n > 0 && m.Turn > 0 && m.Kind != handoff.MomentSilence:
				m.Rep, m.Turn = "", -n // one number each: several may have been asked at once
			}
		}
	}
	return told
}

// turnOf is the turn of a rep with a lead.
type turnOf struct {
	handoff handoff.ID
	n       int
	rep     handoff.PersonID
}

// silentTurns are those that ended without an answer, or whose window did, before the instant, numbered from 1.
func silentTurns(told []handoff.Told, before time.Time) map[turnOf]int {
	out, last := map[turnOf]int{}, time.Time{}
	for _, t := range told {
		if t.Decided.After(last) {
			last = t.Decided
		}
	}
	for _, l := range Lives(told, last) {
		for _, t := range l.Turns {
			if at, silent := t.silence(); silent && at.Before(before) {
				out[turnOf{l.ID, t.N, t.Rep}] = len(out) + 1
			}
		}
	}
	return out
}

// silence is since when a turn was one without an answer; false if it was none.
func (t Turn) silence() (time.Time, bool) {
	switch {
	case t.End == handoff.EndSilence:
		return t.Ended, true
	case t.Due.IsZero() || t.excused() || !t.Decisive.IsZero() || !t.Half.IsZero() && !t.Half.After(t.Due):
		return time.Time{}, false
	}
	return t.Due, true
}
