package web

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// at is an instant on the clock of the reader; empty for none.
func (v *visit) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return text.Stamp(t, v.now, v.me.Location())
}

// day is a day of the reader's calendar; empty for none.
func (v *visit) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return text.Day(t, v.now, v.me.Location())
}

// why is the sentence of a reason, to the reader.
func (v *visit) why(r handoff.Reason) string { return view.WhyTo(v.Set.Reasons, v.c, v.me.ID, r) }

// of is a handoff as the reader may see it.
func (v *visit) of(h handoff.Handoff) *view.View { return view.Of(v.Set, h, v.c, v.now, v.me.ID) }

// role is the part that the reader has in a handoff.
func (v *visit) role(h *handoff.Handoff) handoff.Role {
	role := h.RoleOf(handoff.Who{Person: v.me.ID}, v.c)
	if role == handoff.RoleStranger && v.scope.All {
		return handoff.RoleAdmin
	}
	return role
}

// clock is how much of a time is over.
type clock struct {
	Percent int
	Late    bool
}

// clockOf is the clock of what is owed next; nil where none runs.
func (v *visit) clockOf(h *handoff.Handoff) *clock {
	from, to := h.Since, h.Next.At
	if a := h.Current(); a != nil && h.State == handoff.Offered && !a.Opened.IsZero() {
		from = a.Opened
	}
	if to.IsZero() || !to.After(from) || h.State.Finished() {
		return nil
	}
	c := &clock{Percent: 100, Late: !to.After(v.now)}
	if over := v.now.Sub(from); over < to.Sub(from) {
		c.Percent = max(0, int(100*over/to.Sub(from)))
	}
	return c
}
