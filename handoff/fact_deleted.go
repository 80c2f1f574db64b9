package handoff

// Deleted says that the event was deleted in the calendar of the handoff address, not by us: its server has told
// everybody that the meeting is off.
type Deleted struct {
	About
}

// KindDeleted names the fact.
const KindDeleted Kind = "deleted"

// Kind implements Fact.
func (*Deleted) Kind() Kind { return KindDeleted }

func (*Deleted) routes(Handoff) bool { return false }

// A meeting is called off by `cancel` alone. What was deleted once is made anew; a second time somebody means it, and
// is asked.
func (f *Deleted) apply(t *turn) {
	switch {
	case !t.anyLive() || t.h.State.Finished() || !t.now.Before(t.h.End):
		t.unchanged("deleted-noted")
		return
	case t.h.Deletions > 0:
		t.note("deleted-again")
	default:
		t.note("deleted")
		t.h.Sequence++
		for i := range t.h.Guests {
			if g := t.h.Guests[i]; g.Live && !t.stopped(g.Address) {
				t.update(g.recipient())
			}
		}
	}
	t.h.Deletions++
	t.tellManager("deleted")
}
