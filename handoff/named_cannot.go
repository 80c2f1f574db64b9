package handoff

import "slices"

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
	return t.clashWith(named, t.h.Start, t.h.End, RoleQualifier, []Obstacle{o})
}

// Taken says whether it is another appointment that keeps the rep from the time.
func (c *Clash) Taken() bool {
	return slices.ContainsFunc(c.With, func(o Obstacle) bool {
		return o.Kind == ObstacleBusy || o.Kind == ObstacleMeets
	})
}
