package ics

import (
	"fmt"
	"strings"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

// Decode reads an iTIP message. What cannot be read is left out and named in the warnings; a time in an unknown
// or floating zone stays zero. The error is ErrUnreadable when there is no calendar in the data at all; a
// calendar without VEVENT gives a message without events.
func Decode(data []byte) (calendar.Message, []string, error) {
	var warn diagnosis
	msg, err := readMessage(data, &warn)
	if err != nil {
		return calendar.Message{}, warn, err
	}
	m := calendar.Message{Method: msg.method}
	for _, c := range msg.events {
		m.Events = append(m.Events, decodeEvent(c, msg.zones, &warn))
	}
	return m, warn, nil
}

// message is the readable part of an iTIP message: one method and its VEVENTs.
type message struct {
	method string
	events []*component
	zones  *zones
}

const maxEvents = 1000

// readMessage takes the calendars that have the method of the first one.
func readMessage(data []byte, warn *diagnosis) (*message, error) {
	calendars, err := parse(data, maxMessage, inMessage, warn)
	if err != nil {
		return nil, err
	}
	m := &message{method: token(value(calendars[0], ical.PropMethod)), zones: newZones(calendars)}
	for _, c := range calendars {
		if method := token(value(c, ical.PropMethod)); method != m.method {
			warn.add("a second calendar with METHOD %q was left out", method)
			continue
		}
		for _, part := range c.Children {
			switch {
			case part.Name == ical.CompEvent && len(m.events) == maxEvents:
				return nil, fmt.Errorf("reading message of more than %d events: %w", maxEvents, ErrUnreadable)
			case part.Name == ical.CompEvent:
				m.events = append(m.events, part)
			case part.Name != ical.CompTimezone:
				warn.add("%s is no meeting", part.Name)
			}
		}
	}
	if len(m.events) == 0 {
		warn.add("no VEVENT")
	}
	return m, nil
}

func decodeEvent(c *component, z *zones, warn *diagnosis) calendar.Event {
	e := calendar.Event{
		UID:          cleanLine(unescapeText(value(c, ical.PropUID))),
		Sequence:     decodeSequence(c, warn),
		RecurrenceID: decodeRecurrenceID(c, z, warn),
		Summary:      textValue(c, ical.PropSummary),
		Description:  textValue(c, ical.PropDescription),
		Location:     textValue(c, ical.PropLocation),
		URL:          cleanLine(value(c, ical.PropURL)),
		Status:       token(value(c, ical.PropStatus)),
		Transparency: token(value(c, ical.PropTransparency)),
		Class:        token(value(c, ical.PropClass)),
	}
	if e.UID == "" {
		warn.add("an event has no UID")
	}
	if p := c.Props.Get(ical.PropDateTimeStamp); p != nil {
		if m, err := parseMoment(p, z); err == nil && m.zone != nil {
			e.Stamp = instantTime(m.unix(nil))
		}
	}
	if p := c.Props.Get(ical.PropOrganizer); p != nil {
		e.Organizer = decodeAttendee(p, warn)
	}
	for i := range c.Props.All(ical.PropAttendee) {
		decodeAttendeeInto(&e, &c.Props.All(ical.PropAttendee)[i], warn)
	}
	var comments []string
	for _, p := range c.Props.All(ical.PropComment) {
		comments = append(comments, strings.TrimSpace(unescapeText(p.Value)))
	}
	e.Comment = strings.TrimSpace(strings.Join(comments, "\n"))
	decodeTimes(&e, c, z, warn)
	return e
}

func decodeSequence(c *component, warn *diagnosis) int {
	p := c.Props.Get(ical.PropSequence)
	if p == nil {
		return 0
	}
	n := digits(strings.TrimSpace(p.Value))
	if n < 0 {
		warn.add("bad SEQUENCE %q", shorten(p.Value))
		return 0
	}
	return n
}

// textValue reads TEXT, also when it is in the quoted-printable of vCalendar 1.0.
func textValue(c *component, name string) string {
	switch p := c.Props.Get(name); {
	case p == nil:
		return ""
	case strings.EqualFold(param(p, ical.ParamEncoding), quotedPrintable):
		return clean(decodeQuotedPrintable(p.Value))
	default:
		return unescapeText(p.Value)
	}
}

func decodeAttendeeInto(e *calendar.Event, p *property, warn *diagnosis) {
	a := decodeAttendee(p, warn)
	switch {
	case a.Address == "":
		warn.add("ATTENDEE %q has no mail address", shorten(p.Value))
	case len(e.Attendees) == maxAttendees:
		warn.add("more than %d attendees", maxAttendees)
	default:
		e.Attendees = append(e.Attendees, a)
	}
}

// decodeRecurrenceID gives the form of calendar.Event.RecurrenceID.
func decodeRecurrenceID(c *component, z *zones, warn *diagnosis) string {
	p := c.Props.Get(ical.PropRecurrenceID)
	if p == nil {
		return ""
	}
	m, err := parseMoment(p, z)
	switch {
	case err != nil:
		warn.add("RECURRENCE-ID: %v", err)
		return firstOf(cleanLine(p.Value), "unknown") // still an instance, not the series
	case m.date:
		return instantTime(m.local).Format(dateForm)
	case m.zone == nil:
		return instantTime(m.local).Format(strings.TrimSuffix(utcForm, "Z"))
	}
	return instantTime(m.unix(nil)).Format(utcForm)
}

// decodeTimes sets Start, End and AllDay. Without DTEND or DURATION an all-day event lasts one day, another one no
// time (RFC 5545 section 3.6.1).
func decodeTimes(e *calendar.Event, c *component, z *zones, warn *diagnosis) {
	if c.Props.Get(ical.PropDateTimeStart) == nil {
		return // most answers and cancellations do without
	}
	t, err := eventTimes(c, z)
	switch {
	case err != nil:
		warn.add("%v", err)
		return
	case !t.start.date && t.start.zone == nil:
		warn.add("DTSTART is in no time zone")
		return
	}
	e.AllDay = t.start.date
	e.Start = instantTime(t.start.unix(utcZone))
	if t.end != nil && t.end.zone == nil && !t.end.date {
		warn.add("DTEND is in no time zone")
		return
	}
	if t.end != nil && t.end.date != t.start.date {
		warn.add("DTEND is of another type than DTSTART")
	}
	if t.end != nil && t.length != (period{}) {
		warn.add("both DTEND and DURATION, the later end counts")
	}
	e.End = instantTime(max(t.length.after(t.start, utcZone), t.ending(utcZone)))
}
