package text

import (
	"fmt"
	"time"
)

// DayFormat is a date as mails write it out.
const DayFormat = "Monday 2 January 2006"

const clockFormat = "15:04"

// ZoneName is the abbreviation in use at the instant, or the offset where the zone has none.
func ZoneName(t time.Time) string {
	name, _ := t.Zone()
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' {
		return name
	}
	return OffsetName(t)
}

// OffsetName is the distance from UTC: "UTC+1", "UTC+5:30".
func OffsetName(t time.Time) string {
	_, offset := t.Zone()
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	name := fmt.Sprintf("UTC%s%d", sign, offset/3600)
	if minutes := offset % 3600 / 60; minutes > 0 {
		name += fmt.Sprintf(":%02d", minutes)
	}
	return name
}

// Moment writes an instant out: "Tuesday 24 November 2026, 17:00 CET".
func Moment(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(DayFormat+", "+clockFormat) + " " + ZoneName(t)
}

// Stamp is the short form for tables and subjects: "Tue 24 Nov 2026, 17:00 CET".
func Stamp(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format("Mon 2 Jan 2006, "+clockFormat) + " " + ZoneName(t)
}

// StampSpan is the short form of a span.
func StampSpan(start, end time.Time, zone *time.Location) string {
	if s, e := start.In(zone), end.In(zone); s.Format(time.DateOnly) == e.Format(time.DateOnly) {
		return s.Format("Mon 2 Jan 2006, ") + clockSpan(s, e)
	}
	return Stamp(start, zone) + " – " + Stamp(end, zone)
}

// Stretch writes a span out: "Tuesday 24 November 2026, 15:00–15:30 CET".
func Stretch(start, end time.Time, zone *time.Location) string {
	s, e := start.In(zone), end.In(zone)
	switch {
	case !end.After(start):
		return Moment(start, zone)
	case s.Format(time.DateOnly) != e.Format(time.DateOnly):
		return Moment(start, zone) + " – " + Moment(end, zone)
	}
	return s.Format(DayFormat) + ", " + clockSpan(s, e)
}

// clockSpan is a span within one day; both zones are named where daylight saving changes within it.
func clockSpan(s, e time.Time) string {
	if ZoneName(s) != ZoneName(e) {
		return s.Format(clockFormat) + " " + ZoneName(s) + "–" + e.Format(clockFormat) + " " + ZoneName(e)
	}
	return s.Format(clockFormat) + "–" + e.Format(clockFormat) + " " + ZoneName(s)
}

// Elsewhere writes a span, or an instant, again for another zone: only the clock if the day is the same there.
func Elsewhere(start, end time.Time, here, there *time.Location) string {
	s, e := start.In(there), end.In(there)
	sameDay := func(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }
	switch {
	case !sameDay(s, start.In(here)) || end.After(start) && !sameDay(s, e):
		return Stretch(start, end, there)
	case !end.After(start):
		return s.Format(clockFormat) + " " + ZoneName(s)
	}
	return clockSpan(s, e)
}

// SameClock says whether clocks of both zones show the same during the span.
func SameClock(start, end time.Time, a, b *time.Location) bool {
	for _, t := range []time.Time{start, end} {
		_, x := t.In(a).Zone()
		_, y := t.In(b).Zone()
		if x != y && !t.IsZero() {
			return false
		}
	}
	return true
}
