package replay

import (
	"slices"

	"handoffd/handoff"
)

// translated is a fact about the event of a turn as it was, said of the event that the rep has here: what a rep did
// with a lead counts whole.
func translated(f handoff.Fact, before, here *handoff.Handoff) handoff.Fact {
	switch fact := f.(type) {
	case *handoff.Answered:
		if uid, other := uidHere(fact.UID, before, here); other {
			out := *fact
			out.UID, out.Sequence = uid, max(fact.Sequence, here.RevSeq)
			return &out
		}
	case *handoff.Proposed:
		if uid, other := uidHere(fact.UID, before, here); other {
			out := *fact
			out.UID, out.Sequence = uid, max(fact.Sequence, here.RevSeq)
			return &out
		}
	case *handoff.Refreshed:
		if uid, other := uidHere(fact.UID, before, here); other {
			out := *fact
			out.UID = uid
			return &out
		}
	}
	return f
}

// uidHere is the UID of the turn that a rep has here in place of the one whose UID is given; false if it has that
// one, too.
func uidHere(uid string, before, here *handoff.Handoff) (string, bool) {
	if uid == "" || uid == here.UID {
		return "", false
	}
	is := func(a handoff.Assignment) bool { return a.UID == uid }
	was := handoff.Turns(before)
	i := slices.IndexFunc(was, is)
	turns := handoff.Turns(here)
	if i < 0 {
		return "", false
	}
	if slices.ContainsFunc(turns, is) {
		cur := here.Last()
		ended := before.Last() == nil || before.Last().UID != uid
		if cur == nil || cur.Rep != was[i].Rep || cur.UID == uid || ended {
			return "", false
		}
	}
	for j := len(turns) - 1; j >= 0; j-- {
		if turns[j].Rep == was[i].Rep && turns[j].UID != "" {
			return turns[j].UID, true
		}
	}
	return "", false
}
