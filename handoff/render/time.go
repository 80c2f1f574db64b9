package render

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// meetingZone is the zone in which the time of the meeting was given: an IANA name, or an offset such as "UTC+01:00".
func meetingZone(name string) *time.Location {
	if rest, ok := strings.CutPrefix(name, "UTC"); ok && rest != "" {
		if at, err := time.Parse("-07:00", rest); err == nil {
			_, offset := at.Zone()
			return time.FixedZone("", offset)
		}
	}
	if name == "Local" { // the machine's zone is nobody's
		return time.UTC
	}
	return handoff.Location(name)
}

// at writes an instant for the reader, and in the meeting's own zone if clocks there show something else.
func (p *page) at(t time.Time) string {
	at := text.Moment(t, p.zone)
	if p.h.Start.IsZero() || text.SameClock(t, t, p.zone, p.own) {
		return at
	}
	return at + " (" + text.Elsewhere(t, t, p.zone, p.own) + ")"
}

// day writes a date for the reader.
func (p *page) day(t time.Time) string { return t.In(p.zone).Format(text.DayFormat) }

// meeting is the appointment as the reader sees it; the zero Meeting if there is no time yet.
func (p *page) meeting() templates.Meeting {
	return p.meetingAt(p.h.Start, p.h.End)
}

func (p *page) meetingAt(start, end time.Time) templates.Meeting {
	if start.IsZero() {
		return templates.Meeting{}
	}
	place := text.OneLine(p.h.Place, text.ValueLimit)
	if p.h.Current() != nil { // else nobody knows yet whose link it will be
		place = p.where()
	}
	m := templates.Meeting{Where: place, Link: webAddress(place)}
	m.When, m.Short = text.Stretch(start, end, p.zone), text.Stamp(start, p.zone)
	if !text.SameClock(start, end, p.zone, p.own) {
		m.Also = append(m.Also, text.Elsewhere(start, end, p.zone, p.own))
	}
	return m
}

// publicMeeting is the appointment as everybody may see it: in its own zone with the distance from UTC, since nobody knows
// the zone of the prospect for sure, and in the rep's.
func (p *page) publicMeeting() templates.Meeting {
	m := templates.Meeting{Where: p.where(), Link: webAddress(p.where())}
	if p.h.Start.IsZero() {
		return m
	}
	m.When, m.Short = text.Stretch(p.h.Start, p.h.End, p.own), text.Stamp(p.h.Start, p.own)
	if at := p.h.Start.In(p.own); text.ZoneName(at) != text.OffsetName(at) && text.SameClock(p.h.Start, p.h.End, p.own, time.FixedZone("", offsetOf(at))) {
		m.When += " (" + text.OffsetName(at) + ")"
	}
	return m
}

func offsetOf(t time.Time) int {
	_, offset := t.Zone()
	return offset
}
