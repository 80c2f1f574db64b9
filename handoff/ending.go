package handoff

import (
	"slices"
	"time"
)

// Ending is how a lead stands with a rep to whom it was given. One that comes to nothing later keeps its place among
// the others.
type Ending struct {
	Handoff   ID
	Team      string
	Rep       PersonID
	Qualifier PersonID
	Source    string    `json:",omitempty"` // as rules compare it; empty: not told
	At        time.Time // when the rep first answered for it: its place in the row
	How       Ended
	Unmet     []string `json:",omitempty"` // criteria that a rejection names
	Unproved  []string `json:",omitempty"` // criteria that the brief did not prove then
}

// Ended is how a lead stands.
type Ended string

// How a lead stands with a rep.
const (
	EndedAccepted  Ended = "accepted"
	EndedHeld      Ended = "held"
	EndedRejected  Ended = "rejected"
	EndedUnreached Ended = "unreachable"
	EndedNoShow    Ended = "no-show" // the guest did not come
)

// Nothing says whether the lead came to nothing.
func (e Ended) Nothing() bool { return e == EndedRejected || e == EndedUnreached || e == EndedNoShow }

// SourceOf is where the lead comes from, as rules compare it.
func SourceOf(h *Handoff) string { return RuleValue(h.Brief["source"]) }

// ends keeps how the lead stands now with the rep, if this decision has changed that, and looks whether it is one of a
// row of leads that came to nothing.
func (t *turn) ends() {
	how := t.cameTo()
	if how == "" || t.h.Rep() == "" {
		return
	}
	e := Ending{Handoff: t.h.ID, Team: t.h.Team, Rep: t.h.Rep(), Qualifier: t.h.Qualifier, Source: SourceOf(&t.h),
		At: t.now, How: how, Unproved: t.team.unproved(t.h.Brief)}
	if r := t.h.Return; how == EndedRejected && r != nil {
		e.Unmet = slices.Clone(r.Criteria)
	}
	for _, o := range t.e.Lookups.Endings {
		if o.Handoff == e.Handoff && o.Rep == e.Rep {
			e.At = o.At
		}
	}
	t.endings = append(t.endings, e)
	if how.Nothing() {
		t.tellPatterns(e)
	}
}

// cameTo is how the lead stands now, empty if that is as before.
func (t *turn) cameTo() Ended {
	b, h := t.before, &t.h
	r, was := h.Return, b.Return
	o, disputed := h.Verdict()
	before, disputedBefore := b.Verdict()
	switch {
	case h.State == Returned && r != nil && (b.State != Returned || was == nil || !was.At.Equal(r.At)):
		switch r.Code {
		case "rejected", "unstated":
			return EndedRejected
		case "unreachable":
			return EndedUnreached
		}
	case o == OutcomeNoShow && !disputed && (before != o || disputedBefore || b.State != Past):
		return EndedNoShow
	case (h.State == Held || h.State == Converted) && b.State != Held && b.State != Converted:
		return EndedHeld
	case h.State == Accepted && b.State != Accepted:
		return EndedAccepted
	}
	return ""
}
