package text

import (
	"fmt"
	"time"
)

const clockFormat = "15:04"

// farAway is the distance from which on a date needs its year.
const farAway = 300 * 24 * time.Hour

// dayFormat is a date as it is told at the instant now; the year stands where it would be missed, and always where now
// is not known.
func dayFormat(t, now time.Time) string {
	if now.IsZero() || t.Sub(now) >= farAway || now.Sub(t) >= farAway {
		return "Mon 2 Jan 2006"
	}
	return "Mon 2 Jan"
}

// Day is a date: "Tue 24 Nov".
func Day(t, now time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(dayFormat(t, now))
}

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

// Stamp is an instant: "Tue 24 Nov, 17:00 CET".
func Stamp(t, now time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(dayFormat(t, now)+", "+clockFormat) + " " + ZoneName(t)
}

// StampSpan is a span: "Tue 24 Nov, 15:00–15:30 CET".
func StampSpan(start, end, now time.Time, zone *time.Location) string {
	s, e := start.In(zone), end.In(zone)
	switch {
	case !end.After(start):
		return Stamp(start, now, zone)
	case s.Format(time.DateOnly) == e.Format(time.DateOnly):
		return s.Format(dayFormat(s, now)) + ", " + clockSpan(s, e)
	}
	return Stamp(start, now, zone) + " – " + Stamp(end, now, zone)
}

// Clock is the time of the day alone: "17:00".
func Clock(t time.Time, zone *time.Location) string { return t.In(zone).Format(clockFormat) }

// DaysAhead is on which day of the zone something is, seen from now: 0 today, 1 tomorrow, 2 on any other.
func DaysAhead(t, now time.Time, zone *time.Location) int {
	t, now = t.In(zone), now.In(zone)
	for days := range 2 {
		if t.Format(time.DateOnly) == now.AddDate(0, 0, days).Format(time.DateOnly) {
			return days
		}
	}
	return 2
}

// Brief is when something ends, as short as a subject needs it: "17:00", "Tue 09:00", "Tue 24 Nov, 17:00".
func Brief(t, now time.Time, zone *time.Location) string {
	t, now = t.In(zone), now.In(zone)
	switch clock := t.Format(clockFormat); {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return clock
	case t.After(now) && t.Sub(now) < 6*24*time.Hour:
		return t.Format("Mon ") + clock
	default:
		return Day(t, now, zone) + ", " + clock
	}
}

// clockSpan is a span within one day; both zones are named where daylight saving changes within it.
func clockSpan(s, e time.Time) string {
	if ZoneName(s) != ZoneName(e) {
		return s.Format(clockFormat) + " " + ZoneName(s) + "–" + e.Format(clockFormat) + " " + ZoneName(e)
	}
	return s.Format(clockFormat) + "–" + e.Format(clockFormat) + " " + ZoneName(s)
}

// Elsewhere writes a span, or an instant, again for another zone: only the clock if the day is the same there.
func Elsewhere(start, end, now time.Time, here, there *time.Location) string {
	s, e := start.In(there), end.In(there)
	sameDay := func(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }
	switch {
	case !sameDay(s, start.In(here)) || end.After(start) && !sameDay(s, e):
		return StampSpan(start, end, now, there)
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
