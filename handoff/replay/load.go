package replay

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// tally is the load of a rep: what it was at the beginning, and what came since.
type tally struct {
	load    handoff.Load
	entries []handoff.Entry // those that count for the latest days
}

func (r *run) tally(rep handoff.PersonID) *tally {
	t, known := r.loads[rep]
	if !known {
		t = &tally{}
		r.loads[rep] = t
	}
	return t
}

// book adds an entry; some are of an earlier time than those before them.
func (t *tally) book(e handoff.Entry) {
	i := len(t.entries)
	for i > 0 && t.entries[i-1].At.After(e.At) {
		i--
	}
	t.load, t.entries = t.load.With(e), slices.Insert(t.entries, i, e)
}

// loadOf is the load of a rep at the instant.
func (r *run) loadOf(rep handoff.PersonID, now time.Time) handoff.Load {
	t := r.tally(rep)
	for len(t.entries) > 0 && t.entries[0].At.Before(handoff.LoadSince(now)) {
		gone := handoff.Load{}.With(t.entries[0])
		t.load.Had, t.load.Cost, t.entries = t.load.Had-gone.Had, t.load.Cost-gone.Cost, t.entries[1:]
	}
	l := t.load
	l.Open = 0
	for _, id := range r.open {
		if h := &r.leads[id].h; h.State == handoff.Offered && h.Current() != nil && h.Rep() == rep {
			l.Open++
		}
	}
	return l
}
