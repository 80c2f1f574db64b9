package render

import (
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
)

// invites makes a mail of the service an invitation: its text is what the event says.
func (r *Renderer) invites(d *mail.Draft, t handoff.Talk, c *handoff.Config, now time.Time) error {
	e := calendar.Event{UID: t.UID, Sequence: t.Sequence, Stamp: now, Start: t.Start, End: t.End,
		Summary: view.Why(r.set.Reasons, c, t.Title), Description: d.Text, Class: "CONFIDENTIAL", Status: "CONFIRMED",
		Transparency: "OPAQUE", Organizer: calendar.Attendee{Address: c.Address, Name: c.Name}}
	for _, id := range t.With {
		p := c.Person(id)
		if id == t.With[0] {
			e.Location = text.OneLine(p.Link, text.ValueLimit)
		}
		a := calendar.Attendee{Address: p.Email(), Name: p.Name, Role: "REQ-PARTICIPANT", PartStat: t.Said[id],
			RSVP: t.Sequence == 0}
		if a.PartStat == "" {
			a.PartStat = calendar.NeedsAction
		}
		e.Attendees = append(e.Attendees, a)
	}
	data, err := ics.Encode(calendar.Message{Method: "REQUEST", Events: []calendar.Event{e}})
	if err != nil {
		return err
	}
	d.Calendar = &mail.Calendar{Method: "REQUEST", Data: data}
	return nil
}
