package handoff

import (
	"time"

	"handoffd/calendar"
)

// Pause is a time in which somebody of a team, or all of it, is to have no new leads, because a manager has said so.
// It is no absence: whoever pauses is at work, keeps what they have and is written to.
type Pause struct {
	Team string
	Rep  PersonID `json:",omitempty"` // empty: the whole team
	calendar.Span
	By PersonID `json:",omitempty"`
}

// Of says whether the pause is one of the rep.
func (p Pause) Of(rep PersonID) bool { return p.Rep == "" || p.Rep == rep }

// Paused is the pause of the rep at the instant, by those that are known: the one that ends last.
func Paused(all []Pause, team string, rep PersonID, at time.Time) (found Pause, is bool) {
	for _, p := range all {
		if p.Team == team && p.Of(rep) && covers(p.Span, at) && p.End.After(found.End) {
			found, is = p, true
		}
	}
	return found, is
}

// needPauses are the pauses of a team.
func needPauses(team string, at time.Time) Need {
	return Need{What: NeedPauses, Team: team, Since: LoadSince(at)}
}

// paused is the pause that the rep has now.
func (t *turn) paused(rep PersonID) (Pause, bool) {
	return Paused(t.e.Lookups.Pauses, t.h.Team, rep, t.now)
}

// pausedNow says of a rep that he pauses: who said so, and until when.
func (t *turn) pausedNow(p Pause, rep PersonID) Reason {
	if p.By == "" {
		return Because("candidate/paused", TimeArg(p.End, t.person(rep).Zone))
	}
	return Because("candidate/paused/by", TimeArg(p.End, t.person(rep).Zone), PersonArg(p.By))
}

// pauseOf is the open pause of exactly the rep, or with none of the team as such.
func pauseOf(all []Pause, team string, rep PersonID, now time.Time) (Pause, bool) {
	for _, p := range all {
		if p.Team == team && p.Rep == rep && covers(p.Span, now) {
			return p, true
		}
	}
	return Pause{}, false
}

// WithPause are the pauses once one more was said: of the same rep or team it ends what was said before.
func WithPause(all []Pause, p Pause) []Pause {
	out := make([]Pause, 0, len(all)+1)
	for _, old := range all {
		if old.Team == p.Team && old.Rep == p.Rep && old.End.After(p.Start) {
			old.End = p.Start
		}
		if old.Start.Before(old.End) {
			out = append(out, old)
		}
	}
	if p.Start.Before(p.End) {
		out = append(out, p)
	}
	return out
}
