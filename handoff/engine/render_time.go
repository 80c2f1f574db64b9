package engine

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

const (
	dayFormat   = "Monday 2 January 2006"
	clockFormat = "15:04"
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

// zoneName is the abbreviation in use at the instant, or the offset where the zone has none.
func zoneName(t time.Time) string {
	name, _ := t.Zone()
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' {
		return name
	}
	return offsetName(t)
}

// offsetName is the distance from UTC: "UTC+1", "UTC+5:30".
func offsetName(t time.Time) string {
	_, offset := t.Zone()
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	text := fmt.Sprintf("UTC%s%d", sign, offset/3600)
	if minutes := offset % 3600 / 60; minutes > 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

// moment writes an instant out: "Tuesday 24 November 2026, 17:00 CET".
func moment(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(dayFormat+", "+clockFormat) + " " + zoneName(t)
}

// stamp is the short form for tables and subjects: "Tue 24 Nov 2026, 17:00 CET".
func stamp(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format("Mon 2 Jan 2006, "+clockFormat) + " " + zoneName(t)
}

// stampSpan is the short form of a span.
func stampSpan(start, end time.Time, zone *time.Location) string {
	if s, e := start.In(zone), end.In(zone); s.Format(time.DateOnly) == e.Format(time.DateOnly) {
		return s.Format("Mon 2 Jan 2006, ") + clockSpan(s, e)
	}
	return stamp(start, zone) + " – " + stamp(end, zone)
}

// stretch writes a span out: "Tuesday 24 November 2026, 15:00–15:30 CET".
func stretch(start, end time.Time, zone *time.Location) string {
	s, e := start.In(zone), end.In(zone)
	switch {
	case !end.After(start):
		return moment(start, zone)
	case s.Format(time.DateOnly) != e.Format(time.DateOnly):
		return moment(start, zone) + " – " + moment(end, zone)
	}
	return s.Format(dayFormat) + ", " + clockSpan(s, e)
}

// clockSpan is a span within one day; both zones are named where daylight saving changes within it.
func clockSpan(s, e time.Time) string {
	if zoneName(s) != zoneName(e) {
		return s.Format(clockFormat) + " " + zoneName(s) + "–" + e.Format(clockFormat) + " " + zoneName(e)
	}
	return s.Format(clockFormat) + "–" + e.Format(clockFormat) + " " + zoneName(s)
}

// elsewhere writes a span, or an instant, again for another zone: only the clock if the day is the same there.
func elsewhere(start, end time.Time, here, there *time.Location) string {
	s, e := start.In(there), end.In(there)
	sameDay := func(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }
	switch {
	case !sameDay(s, start.In(here)) || end.After(start) && !sameDay(s, e):
		return stretch(start, end, there)
	case !end.After(start):
		return s.Format(clockFormat) + " " + zoneName(s)
	}
	return clockSpan(s, e)
}

// sameClock says whether clocks of both zones show the same during the span.
func sameClock(start, end time.Time, a, b *time.Location) bool {
	for _, t := range []time.Time{start, end} {
		_, x := t.In(a).Zone()
		_, y := t.In(b).Zone()
		if x != y && !t.IsZero() {
			return false
		}
	}
	return true
}

// at writes an instant for the reader, and in the meeting's own zone if clocks there show something else.
func (p *page) at(t time.Time) string {
	text := moment(t, p.zone)
	if p.h.Start.IsZero() || sameClock(t, t, p.zone, p.own) {
		return text
	}
	return text + " (" + elsewhere(t, t, p.zone, p.own) + ")"
}

// day writes a date for the reader.
func (p *page) day(t time.Time) string { return t.In(p.zone).Format(dayFormat) }

// meeting is the appointment as the reader sees it; the zero Meeting if there is no time yet.
func (p *page) meeting() templates.Meeting {
	return p.meetingAt(p.h.Start, p.h.End)
}

func (p *page) meetingAt(start, end time.Time) templates.Meeting {
	if start.IsZero() {
		return templates.Meeting{}
	}
	place := oneLine(p.h.Place, valueLimit)
	if p.h.Current() != nil { // else nobody knows yet whose link it will be
		place = p.where()
	}
	m := templates.Meeting{Where: place, Link: webAddress(place)}
	m.When, m.Short = stretch(start, end, p.zone), stamp(start, p.zone)
	if !sameClock(start, end, p.zone, p.own) {
		m.Also = append(m.Also, elsewhere(start, end, p.zone, p.own))
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
	m.When, m.Short = stretch(p.h.Start, p.h.End, p.own), stamp(p.h.Start, p.own)
	if at := p.h.Start.In(p.own); zoneName(at) != offsetName(at) && sameClock(p.h.Start, p.h.End, p.own, time.FixedZone("", offsetOf(at))) {
		m.When += " (" + offsetName(at) + ")"
	}
	return m
}

func offsetOf(t time.Time) int {
	_, offset := t.Zone()
	return offset
}
