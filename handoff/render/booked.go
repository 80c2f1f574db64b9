package render

import (
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Event is the event of a handoff as its provider should hold it: everybody who has it, with the answers that are
// known.
func (r *Renderer) Event(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, error) {
	p := r.page(h, handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeUpdate, Sequence: h.Sequence}, c, now)
	p.entry, p.hosted = true, true
	v, _ := p.eventMail(time.Time{})
	e := p.calendarEvent("REQUEST", v)
	e.Attendees = slices.DeleteFunc(e.Attendees, func(a calendar.Attendee) bool {
		return !slices.ContainsFunc(h.Guests, func(g handoff.Guest) bool { return g.Live && g.HasAddress(c, a.Address) })
	})
	return e, p.failed()
}

// Copy is the event as a calendar holds it that mails nobody: the rep's, with the rep as its only attendee, so that the
// server takes the answers to it and invites nobody once more. The others stand in its text. Where the rep still shares
// the event of an older installation it is that event.
func (r *Renderer) Copy(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, error) {
	g, held := h.Events().Rep()
	if !held || g.UID == "" {
		e, err := r.Event(h, c, now)
		if !held {
			e.Attendees = nil
		}
		return e, err
	}
	p := r.page(h, handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeUpdate, To: handoff.Recipient{Person: g.Person,
		Role: handoff.RoleRep},
		UID: g.UID, Sequence: h.Sequence}, c, now)
	p.entry = true
	v, _ := p.eventMail(time.Time{})
	e := p.calendarEvent("REQUEST", v)
	e.Attendees = slices.DeleteFunc(e.Attendees, func(a calendar.Attendee) bool { return !g.HasAddress(c, a.Address) })
	return e, p.failed()
}

// failed is the error of an event whose words could not be filled in.
func (p *page) failed() error {
	if p.Err != nil {
		return fmt.Errorf("%w: event of %s: %w", ErrRender, p.H.ID, p.Err)
	}
	return nil
}
