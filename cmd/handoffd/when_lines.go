package main

import (
	"fmt"
	"slices"
	"strings"
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
		for i++; i < len(breaks) && slices.Equal(breaks[i].Off, first.Off); i++ {
			last = breaks[i]
		}
		start, end := first.Start.In(clock.Zone), last.End.In(clock.Zone)
		text := daysText(start, end)
		if night := midnight(last.Start.In(clock.Zone)) && start.Day() != end.Day(); !first.Whole() || night {
			text = spanText(start, end)
		}
		out = append(out, line{first.Start, text + ": " + offText(conf, first.Off...)})
	}
	return out
}

// daysText names the days of which a span takes something: none that begins where it ends.
func daysText(start, end time.Time) string {
	const day = "Monday 2 January 2006"
	first, last := start.Format(day), end.Add(-time.Nanosecond).Format(day)
	if first == last {
		return first
	}
	return first + " – " + last
}

// awayLines tell of absences that mails and calendars told of.
func awayLines(away []calendar.Span, from, to time.Time, zone *time.Location) []line {
	var out []line
	for _, s := range away {
		if s.Start.Before(to) && from.Before(s.End) {
			start, end := s.Start.In(zone), s.End.In(zone)
			text := spanText(start, end)
			if midnight(start) && midnight(end) {
				text = daysText(start, end)
			}
			out = append(out, line{later(s.Start, from), text + ": away, by an absence note or the calendar"})
		}
	}
	return out
}

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }

// offText says why there is no working time.
func offText(conf *handoff.Config, all ...handoff.DayOff) string {
	var names, out []string
	for _, off := range all {
		switch {
		case off.Leave && off.Cover != "":
			out = append(out, "away, cover "+conf.Person(off.Cover).Name)
		case off.Leave:
			out = append(out, "away")
		case !slices.Contains(names, off.Name):
			names = append(names, off.Name)
		}
	}
	if len(names) > 0 {
		names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
		text := "off"
		if len(names) > 0 {
			text += ", " + strings.Join(names, " and ")
		}
		out = slices.Insert(out, 0, text)
	}
	return strings.Join(slices.Compact(out), "; ")
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

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
