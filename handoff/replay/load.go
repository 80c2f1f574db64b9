package replay

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// tally is the load of a rep as the entries of the ledger make it; open offers are counted apart.
type tally struct {
	load    handoff.Load
	entries []handoff.Entry // those that count for the latest days
}

// tallies are those of all reps.
type tallies map[handoff.PersonID]*tally

func (all tallies) of(rep handoff.PersonID) *tally {
	t, known := all[rep]
	if !known {
		t = &tally{}
		all[rep] = t
	}
	return t
}

func (all tallies) clone() tallies {
	out := tallies{}
	for rep, t := range all {
		out[rep] = &tally{load: t.load, entries: slices.Clone(t.entries)}
	}
	return out
}

// book adds an entry; some are of an earlier time than those before them.
func (all tallies) book(e handoff.Entry) {
	t := all.of(e.Person)
	i := len(t.entries)
	for i > 0 && t.entries[i-1].At.After(e.At) {
		i--
	}
	t.load, t.entries = t.load.With(e), slices.Insert(t.entries, i, e)
}

// at is the load at the instant.
func (t *tally) at(now time.Time) handoff.Load {
	for len(t.entries) > 0 && t.entries[0].At.Before(handoff.LoadSince(now)) {
		gone := handoff.Load{}.With(t.entries[0])
		t.load.Had, t.load.Cost, t.entries = t.load.Had-gone.Had, t.load.Cost-gone.Cost, t.entries[1:]
	}
	return t.load
}

// shift is a load by as much more or less as one load is than another.
func shift(l, by, than handoff.Load) handoff.Load {
	l.Turns, l.Part = l.Turns+by.Turns-than.Turns, l.Part+by.Part-than.Part
	l.Had, l.Cost = l.Had+by.Had-than.Had, l.Cost+by.Cost-than.Cost
	l.Silent = max(l.Silent+by.Silent-than.Silent, 0)
	l.Open = max(l.Open+by.Open-than.Open, 0)
	switch {
	case by.Last.Equal(than.Last):
	case l.Last.After(than.Last) && l.Last.After(by.Last): // by a lead that is not played again
	default:
		l.Last = by.Last
	}
	return l
}
