package render

import (
	"fmt"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// inBoth writes a span in the meeting's own zone, and for the rep if clocks there show something else; the rep reads
// his own first.
func (p *page) inBoth(s calendar.Span, rep handoff.PersonID) string {
	here, there, whose := p.Own, p.C.Person(rep).Location(), " for "+p.Name(rep)
	if p.Reader.ID == rep {
		here, there, whose = there, here, ""
	}
	span := text.StampSpan(s.Start, s.End, here)
	if text.SameClock(s.Start, s.End, here, there) {
		return span
	}
	return span + " (" + text.Elsewhere(s.Start, s.End, here, there) + whose + ")"
}

// obstacles are what is in the way, without titles.
func (p *page) obstacles(c *handoff.Clash) []string {
	var lines []string
	for _, o := range c.With {
		what := p.Does(c.Rep, "are", "is")
		switch o.Kind {
		case handoff.ObstacleMeets:
			what = p.Does(c.Rep, "meet", "meets") + " another prospect"
		case handoff.ObstacleAway:
			what += " away"
		default:
			what += " busy"
		}
		line := text.Capital(what) + " " + p.inBoth(o.Span, c.Rep)
		if o.Cause != "" {
			line += " – perhaps no appointment: " + text.OneLine(o.Cause, text.NameLimit)
		}
		lines = append(lines, line)
	}
	return lines
}

// clashSections are what is in the way, when the rep is free instead, and who else is free then.
func (p *page) clashSections(c *handoff.Clash) []templates.Section {
	out := []templates.Section{{Title: "In the way", Lines: p.obstacles(c)}}
	if s := p.slots(c); len(s.Lines) > 0 {
		out = append(out, s)
	}
	if c.Asked == handoff.RoleRep {
		return out
	}
	free := templates.Section{Title: "Free at " + text.Stamp(c.Start, p.Own)}
	for _, id := range c.Free {
		line := p.Name(id) + p.unlooked(id)
		if !c.Move { // at another time a name would not say which time is meant
			line += fmt.Sprintf(" – answer `%s`", text.OneLine(p.C.Person(id).First(), text.NameLimit))
		}
		free.Lines = append(free.Lines, line)
	}
	for _, id := range c.Unseen {
		free.Lines = append(free.Lines, p.Name(id)+": cannot be told, the calendar could not be read")
	}
	if len(free.Lines) == 0 {
		free.Lines = []string{"nobody else of the team"}
	}
	return append(out, free)
}

// unlooked says that nobody has looked into a calendar, where others have one.
func (p *page) unlooked(id handoff.PersonID) string {
	if len(p.C.Person(id).Calendars) > 0 {
		return ""
	}
	return " (no calendar to look into)"
}

// slots are the free times that can be answered by number.
func (p *page) slots(c *handoff.Clash) templates.Section {
	s := templates.Section{Title: "Free times of " + p.Name(c.Rep) + ": answer with the number"}
	if p.Who(c.Rep) == "you" {
		s.Title = "Your free times: answer with the number"
	}
	for i, slot := range c.Slots {
		s.Lines = append(s.Lines, fmt.Sprintf("%d: %s", i+1, p.inBoth(slot, c.Rep)))
	}
	switch {
	case len(s.Lines) > 0:
	case c.Blind != "":
		s.Title, s.Lines = "Free times", []string{"cannot be told: " + text.OneLine(c.Blind, text.NameLimit)}
	default:
		s.Title, s.Lines = "Free times", []string{"none in the next working days"}
	}
	return s
}

// clashOfQualifier is a clash that the qualifier's side is to settle; nil if there is none.
func (p *page) clashOfQualifier() *handoff.Clash {
	if c := p.H.Clash; c != nil && c.Asked == handoff.RoleQualifier {
		return c
	}
	return nil
}

// proposal puts another time to the prospect, who may just say yes.
func (r *Renderer) proposal(p *page, d *mail.Draft) (templates.Thread, error) {
	rep := p.C.Person(p.H.Rep())
	if rep.Email() == "" {
		return templates.Thread{}, fmt.Errorf("rep %q has no mail address", rep.ID)
	}
	v := p.threadView()
	d.To, d.Cc = []mail.Address{p.recipient()}, []mail.Address{colleague(rep)}
	d.ReplyTo = []mail.Address{colleague(rep), {Name: p.senderName(), Addr: r.tokenAddress(p)}}
	if p.a.Step == "stays" {
		p.sayInThread(&v, "proposal-stays")
		return v, nil
	}
	if p.a.Step == "off" {
		d.Cc = nil // the rep is told apart
		p.sayInThread(&v, "proposal-off")
		return v, nil
	}
	start, end := p.proposed()
	v.Meeting = p.publicMeetingAt(start, end)
	if zone := rep.Location(); !text.SameClock(start, end, p.Own, zone) {
		v.Meeting.Also = []string{text.Elsewhere(start, end, p.Own, zone) + " for " + v.RepFirst}
	}
	p.sayInThread(&v, "proposal")
	return v, nil
}

// publicMeetingAt is the appointment at another time as everybody may see it.
func (p *page) publicMeetingAt(start, end time.Time) templates.Meeting {
	other := *p.View
	h := *p.H
	h.Start, h.End = start, end
	other.H = &h
	return other.PublicMeeting()
}

// ownClash is what is in the way of the reader, who is just being asked; nil if nothing is.
func (p *page) ownClash() *handoff.Clash {
	if c := p.H.Clash; c != nil && c.Asked == handoff.RoleRep && c.Rep == p.Reader.ID {
		return c
	}
	return nil
}
