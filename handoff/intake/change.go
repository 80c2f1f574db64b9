package intake

import (
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Change is a change in the calendar of a handoff address.
type Change struct {
	calendar.Changed
	Calendar string // the name of its server, as evidence has it
	Copies   bool   // it holds a copy of the rep's event, so that those of earlier turns were taken away by us
}

// Bookings finds the handoffs of events on servers.
type Bookings interface {
	// Handoff gives a handoff; false if there is none of that id.
	Handoff(id handoff.ID) (handoff.Handoff, bool, error)
	// ByUID finds the handoff of an event, whosever it is and was.
	ByUID(uid string) (handoff.ID, bool, error)
	// Booked finds the handoff of an event by the id that the server of that name gave it.
	Booked(server, event string) (handoff.ID, bool, error)
	// CopyOf is the UID of the event that the calendar of the handoff address holds; false if it holds none.
	CopyOf(id handoff.ID) (string, bool, error)
}

// InterpretChange says what a change in the calendar of a handoff address means: what guests have answered there, that
// the event is gone which people should have, where its server lets people join it.
func (r *Reader) InterpretChange(f Bookings, c Change, now time.Time) (Taken, error) {
	id, found, err := f.Booked(c.Calendar, c.Ref.ID)
	if err == nil && !found {
		id, found, err = f.ByUID(calendar.NormalizeUID(c.UID))
	}
	if err != nil || !found {
		return Taken{}, err
	}
	h, found, err := f.Handoff(id)
	if err != nil || !found {
		return Taken{}, err
	}
	if current, err := c.isCurrent(f, h); err != nil || !current {
		return Taken{}, err
	}
	return Taken{Handoff: id, Facts: c.facts(h, r.Config.Of(h.Team), now)}, nil
}

// isCurrent says whether a change is one of the event that the calendar is to hold. Not every server tells of which
// event.
func (c Change) isCurrent(f Bookings, h handoff.Handoff) (bool, error) {
	if !c.Copies {
		return true, nil
	}
	uid := c.UID
	if uid == "" {
		known, there, err := f.CopyOf(h.ID)
		if err != nil || !there {
			return true, err
		}
		uid = known
	}
	return calendar.NormalizeUID(uid) == h.Events().Copy(), nil
}

func (c Change) facts(h handoff.Handoff, team *handoff.Config, now time.Time) []Fact {
	if c.Gone { // of an event that we took away ourselves nobody should have one
		if !slices.ContainsFunc(h.Guests, func(g handoff.Guest) bool { return g.Live && g.Told }) {
			return nil
		}
		return []Fact{{h.ID, &handoff.Deleted{About: handoff.About{At: now, Via: c.Calendar, MessageID: c.mark(),
			Strength: handoff.Seen}}}}
	}
	var out []Fact
	about := handoff.About{At: now, Via: c.Calendar, Strength: handoff.Seen}
	if made, ok := handoff.JoinedAt(&h, team, c.URL, about); ok {
		out = append(out, Fact{h.ID, made})
	}
	if !c.Start.Equal(h.Start) { // what they answered was another time
		return out
	}
	for _, a := range c.Attendees {
		if f, ok := c.answered(h, team, a, now); ok {
			out = append(out, Fact{h.ID, f})
		}
	}
	return out
}

// answered is an answer that is not known yet.
func (c Change) answered(h handoff.Handoff, team *handoff.Config, a calendar.Attendee,
	now time.Time) (*handoff.Answered, bool) {
	for _, g := range h.Guests {
		if !g.Live || !g.HasAddress(team, a.Address) || a.PartStat == "" || a.PartStat == calendar.NeedsAction ||
			a.PartStat == g.PartStat {
			continue
		}
		f := &handoff.Answered{About: handoff.About{At: c.At, By: handoff.Who{Person: g.Person}, Via: c.Calendar,
			Strength: handoff.Seen, MessageID: c.mark()},
			Attendee: a.Address, PartStat: a.PartStat, Sequence: -1}
		if g.Person == "" {
			f.By.Address = g.Address
		}
		if f.At.IsZero() || f.At.After(now) {
			f.At = now
		}
		return f, true
	}
	return nil, false
}

// mark names the change in evidence.
func (c Change) mark() string { return c.Calendar + ":" + c.Ref.ID + ":" + c.Ref.ETag }
