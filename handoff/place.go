package handoff

import "slices"

// Where is where the meeting is: as the brief says, else in the conference of the event, else where the rep who has
// the lead, or had it last, meets people. Empty: nobody has said, or an event of the rep's own says it.
func (h *Handoff) Where(c *Config) string {
	return h.where(func(id PersonID) string { return c.Person(id).Link })
}

func (h *Handoff) where(link func(PersonID) string) string {
	last := h.Last()
	switch {
	case h.Place != "":
		return h.Place
	case h.Link != "":
		return h.Link
	case last == nil:
		return ""
	case last.Place != "":
		return last.Place
	case h.OwnHolds():
		return ""
	}
	return link(last.Rep)
}

// placed says whether the meeting is somewhere else since this decision, or because of what the roster says now. A link
// that the calendar server makes is no news to who was told that it is in the invitation.
func (t *turn) placed() bool {
	was, is := t.before.where(t.linkBefore), t.h.Where(t.e.Config)
	return was != is && !(was == "" && is == t.h.Link)
}

// tellPlace sends everybody who holds the event, and whom no other mail about it tells, where the meeting is now. Their
// answers stand.
func (t *turn) tellPlace() {
	open := slices.Contains([]State{Offered, Accepted, Escalated, Returned}, t.h.State)
	byServer := t.h.Where(t.e.Config) == t.h.Link
	if !open || byServer || !t.placed() || !t.stands() || !t.now.Before(t.h.Start) || t.h.OwnHolds() {
		return
	}
	var left []Recipient
	for _, g := range t.h.Guests {
		quiet := g.Person == "" && t.h.Place == "" && Unnamed(&t.h, t.hosted()) // it is the place of nobody they know
		if g.Live && !t.toldOfEvent(g) && !quiet && !t.stopped(g.Address) {
			left = append(left, g.recipient())
		}
	}
	if len(left) > 0 && t.h.Sequence == t.before.Sequence {
		t.h.Sequence++
	}
	for _, to := range left {
		t.update(to).Step = placeStep
	}
}

// repHolds says whether the rep learns a new place from the event.
func (t *turn) repHolds() bool {
	_, holds := t.h.Events().Rep()
	return holds && t.now.Before(t.h.Start)
}
