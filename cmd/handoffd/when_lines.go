package main

import (
	"fmt"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// line is one thing that happens to a window, at an instant.
type line struct {
	at   time.Time
	text string
}

// breakLines tell which days are no working time, and why. Those of one absence stand together.
func breakLines(conf *handoff.Config, clock handoff.Clock, from, to time.Time) []line {
	var out []line
	breaks := clock.Breaks(from, to)
	for i := 0; i < len(breaks); {
		first, last := breaks[i], breaks[i]
		for i++; i < len(breaks) && breaks[i].Off == first.Off; i++ {
			last = breaks[i]
		}
		start, end := first.Start.In(clock.Zone), last.End.In(clock.Zone)
		text := start.Format("Monday 2 January 2006")
		if handoff.DayOf(start) != handoff.DayOf(end) {
			text += " – " + end.Format("Monday 2 January 2006")
		} else if first.Off.Part != (handoff.Minutes{}) {
			text = spanText(start, end)
		}
		out = append(out, line{start, text + ": " + offText(conf, first.Off)})
	}
	return out
}

// awayLines tell of absences that mails and calendars told of.
func awayLines(away []calendar.Span, from, to time.Time, zone *time.Location) []line {
	var out []line
	for _, s := range away {
		if s.Start.Before(to) && from.Before(s.End) {
			start := later(s.Start, from).In(zone)
			out = append(out, line{start, spanText(start, time.Time{}) + " – " + spanText(s.End.In(zone), time.Time{}) +
				": away, by an absence note or the calendar"})
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// offText says why a day is no working time.
func offText(conf *handoff.Config, off handoff.DayOff) string {
	switch {
	case off.Leave && off.Cover != "":
		return "away, cover " + conf.Person(off.Cover).Name
	case off.Leave:
		return "away"
	case off.Name == "":
		return "off"
	}
	return "off, " + off.Name
}

// changeLines tell of each change of the clocks in the time.
func changeLines(from, to time.Time, zone *time.Location) []line {
	var out []line
	for {
		_, change := from.In(zone).ZoneBounds()
		if change.IsZero() || !change.Before(to) {
			return out
		}
		name, was := change.Add(-time.Second).In(zone).Zone()
		before, is := change.In(time.FixedZone(name, was)), change.In(zone)
		if _, now := is.Zone(); now != was {
			way := "forward"
			if now < was {
				way = "back"
			}
			const clock = "15:04 MST (UTC-07:00)"
			out = append(out, line{change, fmt.Sprintf("%s: the clocks go %s from %s to %s",
				is.Format("Monday 2 January 2006"), way, before.Format(clock), is.Format(clock))})
		}
		from = change
	}
}
