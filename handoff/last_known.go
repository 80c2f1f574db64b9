package handoff

// Reach is the address that the mail of an action goes to. Somebody who left the roster has none any more; the
// cancellation of the event that they still hold goes to the address at which they were invited.
func (h *Handoff) Reach(a Action, c *Config) string {
	if a.To.Person == "" {
		return a.To.Address
	}
	if p := c.Person(a.To.Person); !p.Gone && p.Email() != "" {
		return p.Email()
	}
	if g := h.guestUnder(a.To, "", a.UID); g != nil && a.Purpose == PurposeCancel {
		return g.Address
	}
	return ""
}

// withdrawFrom takes the events of one rep from them, whoever has the lead.
func (t *turn) withdrawFrom(id PersonID) {
	bumped := false
	for i := range t.h.Guests {
		g := &t.h.Guests[i]
		if g.Person != id || !g.Live || !t.now.Before(t.h.End) {
			continue
		}
		if !bumped {
			t.h.Sequence++
			bumped = true
		}
		t.withdraw(g)
	}
}
