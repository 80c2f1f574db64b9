package handoff

import (
	"slices"
	"time"
)

// EntryKind is what an entry of the ledger counts.
type EntryKind string

// Kinds of entries. The rotation gives the next lead to the rep with the lowest sum.
const (
	EntryTurn    EntryKind = "turn"    // was offered a lead: +1
	EntryBack    EntryKind = "back"    // the turn is returned, the rep had no fault: −1
	EntryLevel   EntryKind = "level"   // was away, or is new: counts as many turns as the others from here on
	EntryPenalty EntryKind = "penalty" // let a window close in silence: the policy's penalty
)

// Entry is one line of the append-only ledger of the rotation.
type Entry struct {
	Person  PersonID
	Handoff ID
	Kind    EntryKind
	Turns   int
	At      time.Time
	Why     Reason
}

// Load is what the ledger and the open handoffs say about one rep.
type Load struct {
	Turns int       // sum of the ledger
	Last  time.Time // of the latest turn
	Open  int       // open offers
}

// mostBehind is how many turns somebody may be behind and still make up for: what is more was time away, or from before
// they came, and is nobody's debt.
const mostBehind = 3

// level are the turns by which a rep is ranked, beside somebody who has had top: those he had, or as many as everybody
// if he is further behind than can be made up for. He then takes turns with the others.
func (l Load) level(top int) int {
	if top-l.Turns > mostBehind {
		return top
	}
	return l.Turns
}

// levelUp books the turns that somebody who was away, or is new, is behind and need not make up for.
func (t *turn) levelUp(rep PersonID) {
	if !routes(*t.before, t.f) || !slices.Contains(t.team.Reps, rep) {
		return
	}
	load := t.e.Load[rep]
	if behind := load.level(t.topTurns()) - load.Turns; behind > 0 {
		t.book(rep, EntryLevel, behind)
	}
}

// topTurns are the most turns that anybody in the rotation has had.
func (t *turn) topTurns() int {
	top := 0
	for i, id := range t.team.Reps {
		if n := t.e.Load[id].Turns; i == 0 || n > top {
			top = n
		}
	}
	return top
}
