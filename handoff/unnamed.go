package handoff

import "slices"

// Prospects are told of one change of rep. After that they hear no further name until one has accepted: a lead that
// goes round is not paraded before them.

// Unnamed says whether the present rep is not named to the prospect yet. Where a calendar server holds the one event
// for everybody, its guests see who is asked.
func Unnamed(h *Handoff, hosted bool) bool {
	if len(AskedAtOnce(h)) > 0 {
		return true
	}
	a := h.Current()
	return !hosted && h.State == Offered && a != nil && a.Accepted.IsZero() && h.keptBack()
}

// keptBack says whether the lead went on more than once, and the prospect was told of a rep before the present one.
func (h *Handoff) keptBack() bool { return h.swaps() > 1 && h.knowsAnother(h.Rep()) }

// swaps is how often the lead went from one rep to another.
func (h *Handoff) swaps() int {
	n := 0
	for i := 1; i < len(h.Assignments); i++ {
		if h.Assignments[i].Rep != h.Assignments[i-1].Rep {
			n++
		}
	}
	return n
}

// knowsAnother says whether somebody of the prospect's side was told that they meet somebody else.
func (h *Handoff) knowsAnother(rep PersonID) bool {
	for _, c := range h.Prospects {
		if met := h.Met(c); met != "" && met != rep {
			return true
		}
	}
	return false
}

// nameAccepted tells the prospect, in one mail, of the rep who has accepted and was not named before.
func (t *turn) nameAccepted() {
	raised := false
	for i := range t.h.Guests {
		g := t.h.Guests[i]
		c := t.h.contact(g.Address)
		if c == nil || g.Person != "" || !g.Live || t.stopped(g.Address) || t.h.Met(*c) == t.h.Rep() || t.toldOfEvent(g) {
			continue
		}
		if !raised {
			t.h.Sequence++
			raised = true
		}
		t.update(g.recipient())
	}
}

// toldOfEvent says whether a mail of this decision tells the guest of their event.
func (t *turn) toldOfEvent(g Guest) bool {
	return slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.Purpose.Channel() == ChannelCalendar && a.To == g.recipient() && a.UID == g.UID
	})
}
