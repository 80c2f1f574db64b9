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

// Talk is the event of a talk of colleagues as a calendar server should hold it, its text being the agenda in nobody's
// words; that of a copy, which only shows that they meet, is empty.
func (r *Renderer) Talk(a handoff.Action, c *handoff.Config, copied bool, now time.Time) (calendar.Event, error) {
	d := handoff.DetailOf[handoff.ServiceDetail](a)
	d.Personal = ""
	err := r.word(&d, c, "")
	if copied {
		d.Text = ""
	}
	return r.talk(*d.Meets, d.Text, c, now), err
}

// talk is the event of a talk.
func (r *Renderer) talk(t handoff.Talk, says string, c *handoff.Config, now time.Time) calendar.Event {
	e := calendar.Event{UID: t.UID, Sequence: t.Sequence, Stamp: now, Start: t.Start, End: t.End,
		Summary: view.Why(r.set.Reasons, c, t.Title), Description: says, Class: "CONFIDENTIAL", Status: "CONFIRMED",
		Transparency: "OPAQUE", Organizer: calendar.Attendee{Address: c.Address, Name: c.Name}}
	if !t.Off.Empty() {
		e.Status = "CANCELLED"
	}
	for _, id := range t.With {
		p := c.Person(id)
		if id == t.With[0] {
			e.Location = text.OneLine(p.Link, text.ValueLimit)
		}
		if p.Email() == "" {
			continue
		}
		a := calendar.Attendee{Address: p.Email(), Name: p.Name, Role: "REQ-PARTICIPANT", PartStat: t.Said[id],
			RSVP: t.Said[id] == ""}
		if a.PartStat == "" {
			a.PartStat = calendar.NeedsAction
		}
		e.Attendees = append(e.Attendees, a)
	}
	return e
}

// invites makes a mail of the service an invitation, or a withdrawal: its text is what the event says.
func (r *Renderer) invites(d *mail.Draft, t handoff.Talk, c *handoff.Config, now time.Time) error {
	method := "REQUEST"
	if !t.Off.Empty() {
		method = "CANCEL"
	}
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{r.talk(t, d.Text, c, now)}})
	if err != nil {
		return err
	}
	d.Calendar = &mail.Calendar{Method: method, Data: data}
	return nil
}
