package ics

import (
	"fmt"
	"strings"
	"time"

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
	calendars, err := parse(data, maxMessage, warn)
	if err != nil {
		return nil, err
	}
	m := &message{method: token(calendars[0].value("METHOD")), zones: newZones(calendars)}
	for _, c := range calendars {
		if method := token(c.value("METHOD")); method != m.method {
			warn.add("a second calendar with METHOD %q was left out", method)
			continue
		}
		for _, part := range c.parts {
			switch {
			case part.name == "VEVENT" && len(m.events) == maxEvents:
				return nil, fmt.Errorf("reading message of more than %d events: %w", maxEvents, ErrUnreadable)
			case part.name == "VEVENT":
				m.events = append(m.events, part)
			case part.name == "VTODO" || part.name == "VJOURNAL" || part.name == "VFREEBUSY":
				warn.add("%s is no meeting", part.name)
			}
		}
	}
	if len(m.events) == 0 {
		warn.add("no VEVENT")
	}
	return m, nil
}

func decodeEvent(c *component, z *zones, warn *diagnosis) calendar.Event {
	var e calendar.Event
	var comments []string
	seen := map[string]bool{}
	for i := range c.props {
		p := &c.props[i]
		switch p.name {
		case "ATTENDEE":
			decodeAttendeeInto(&e, p, warn)
		case "COMMENT":
			comments = append(comments, strings.TrimSpace(unescapeText(p.value)))
		default:
			if seen[p.name] {
				continue // the first one counts
			}
			seen[p.name] = true
			decodeField(&e, p, z, warn)
		}
	}
	decodeTimes(&e, c, z, warn)
	e.Comment = strings.TrimSpace(strings.Join(comments, "\n"))
	if e.UID == "" {
		warn.add("an event has no UID")
	}
	return e
}

func decodeField(e *calendar.Event, p *property, z *zones, warn *diagnosis) {
	switch p.name {
	case "UID":
		e.UID = cleanLine(unescapeText(p.value))
	case "SEQUENCE":
		if n := digits(strings.TrimSpace(p.value)); n >= 0 {
			e.Sequence = n
		} else {
			warn.add("bad SEQUENCE %q", shorten(p.value))
		}
	case "RECURRENCE-ID":
		e.RecurrenceID = decodeRecurrenceID(p, z, warn)
	case "DTSTAMP":
		if m, err := parseMoment(p, z); err == nil && m.zone != nil {
			e.Stamp = instantTime(m.unix(nil))
		}
	case "ORGANIZER":
		e.Organizer = decodeAttendee(p, warn)
	case "SUMMARY":
		e.Summary = textValue(p)
	case "DESCRIPTION":
		e.Description = textValue(p)
	case "LOCATION":
		e.Location = textValue(p)
	case "URL":
		e.URL = cleanLine(p.value)
	case "STATUS":
		e.Status = token(p.value)
	case "TRANSP":
		e.Transparency = token(p.value)
	case "CLASS":
		e.Class = token(p.value)
	}
}

// textValue reads TEXT, also when it is in the quoted-printable of vCalendar 1.0.
func textValue(p *property) string {
	if strings.EqualFold(p.param("ENCODING"), "QUOTED-PRINTABLE") {
		return clean(decodeQuotedPrintable(p.value))
	}
	return unescapeText(p.value)
}

func decodeAttendeeInto(e *calendar.Event, p *property, warn *diagnosis) {
	a := decodeAttendee(p, warn)
	switch {
	case a.Address == "":
		warn.add("ATTENDEE %q has no mail address", shorten(p.value))
	case len(e.Attendees) == maxAttendees:
		warn.add("more than %d attendees", maxAttendees)
	default:
		e.Attendees = append(e.Attendees, a)
	}
}

// decodeRecurrenceID gives the form of calendar.Event.RecurrenceID.
func decodeRecurrenceID(p *property, z *zones, warn *diagnosis) string {
	m, err := parseMoment(p, z)
	switch {
	case err != nil:
		warn.add("RECURRENCE-ID: %v", err)
		return firstOf(cleanLine(p.value), "unknown") // still an instance, not the series
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
	if c.prop("DTSTART") == nil {
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
	e.End = instantTime(t.length.after(t.start, utcZone))
	switch {
	case t.end == nil:
	case t.end.zone == nil && !t.end.date:
		e.End = time.Time{}
		warn.add("DTEND is in no time zone")
	default:
		e.End = instantTime(t.end.unix(utcZone))
	}
}

// times are the start of an event and either its end or its length.
type times struct {
	start  moment
	end    *moment
	length period
}

// eventTimes reads DTSTART, DTEND and DURATION.
func eventTimes(c *component, z *zones) (times, error) {
	var t times
	var err error
	p := c.prop("DTSTART")
	if p == nil {
		return t, fmt.Errorf("no DTSTART")
	}
	if t.start, err = parseMoment(p, z); err != nil {
		return t, fmt.Errorf("DTSTART: %w", err)
	}
	for i := range c.props {
		if q := &c.props[i]; q.name == "DTSTART" && q != p && q.value != p.value {
			return t, fmt.Errorf("two different DTSTART")
		}
	}
	if p := c.prop("DTEND"); p != nil {
		end, err := parseMoment(p, z)
		if err != nil {
			return t, fmt.Errorf("DTEND: %w", err)
		}
		if t.start.date && end.date && end.local == t.start.local {
			end.local += daySeconds // meant as the last day
		}
		if end.unix(utcZone) < t.start.unix(utcZone) && (end.zone == nil) == (t.start.zone == nil) {
			return t, fmt.Errorf("DTEND is before DTSTART")
		}
		t.end = &end
		return t, nil
	}
	if p := c.prop("DURATION"); p != nil {
		if t.length, err = parsePeriod(p.value); err != nil {
			return t, fmt.Errorf("DURATION: %w", err)
		}
		return t, nil
	}
	if t.start.date {
		t.length = period{days: 1}
	}
	return t, nil
}
