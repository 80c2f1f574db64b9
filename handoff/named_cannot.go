package handoff

import (
	"slices"
	"strings"
	"time"
)

// namedCannot is the question to the qualifier about a rep whom they named and who cannot have the lead; nil if the
// rep, or whoever stands in for them, can. What the qualifier has settled is not asked again.
func (t *turn) namedCannot(ranked, all []Candidate) *Clash {
	named := t.h.Wish
	if named == "" || len(t.h.Assignments) > 0 || t.cover != "" || t.despite(named, t.h.Start) ||
		slices.ContainsFunc(ranked, func(c Candidate) bool { return c.Wish }) {
		return nil
	}
	i := slices.IndexFunc(all, func(c Candidate) bool { return c.Rep == named })
	if i < 0 {
		return nil
	}
	o := Obstacle{Kind: ObstacleUnfit, Why: all[i].Why}
	o.Start, o.End = t.h.Start, t.h.End
	if p, is := t.paused(named); is && strings.HasPrefix(string(o.Why.Sentence()), "candidate/paused") {
		o.Until = p.End
	}
	return t.clashWith(named, t.h.Start, t.h.End, RoleQualifier, []Obstacle{o})
}

// Taken says whether it is another appointment that keeps the rep from the time.
func (c *Clash) Taken() bool {
	return slices.ContainsFunc(c.With, func(o Obstacle) bool {
		return o.Kind == ObstacleBusy || o.Kind == ObstacleMeets
	})
}

// timeless are what keeps a rep from having leads now, whenever the meeting is.
var timeless = []string{"candidate/paused", "candidate/full", "candidate/silent", "candidate/no-mail", "candidate/left",
	"candidate/new", "candidate/away"}

// Timeless says whether no other time helps: what is in the way is not about that of the meeting.
func (c *Clash) Timeless() bool {
	return slices.ContainsFunc(c.With, func(o Obstacle) bool {
		says := string(o.Why.Sentence())
		return o.Kind == ObstacleUnfit && slices.ContainsFunc(timeless, func(s string) bool {
			return says == s || strings.HasPrefix(says, s+"/")
		})
	})
}

// PausedUntil is when the pause ends that is in the way; zero if none is.
func (c *Clash) PausedUntil() (until time.Time) {
	for _, o := range c.With {
		until = later(until, o.Until)
	}
	return until
}
