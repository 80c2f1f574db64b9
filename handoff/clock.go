package handoff

import (
	"cmp"
	"slices"
	"time"

	"handoffd/calendar"
)

// Clock is when somebody works: the hours of a week in their zone, less days off and absences.
type Clock struct {
	Hours Hours
	Zone  *time.Location
	Off   [][]DayOff      // each in order
	Away  []calendar.Span // in order and apart, as calendar.Merge leaves them
	Week  Week            // when the mail of the week goes
}

// In is the clock of somebody who works these hours in the zone and is never away.
func (h Hours) In(zone *time.Location) Clock { return Clock{Hours: h, Zone: zone} }

// horizonDays bounds every walk through working time: nobody is given more than two years to answer.
const horizonDays = 731

// Spans are the working spans that overlap from … to, clipped to it and in order.
func (c Clock) Spans(from, to time.Time) []calendar.Span {
	var out []calendar.Span
	c.walk(from, func(s calendar.Span) bool {
		if !s.Start.Before(to) {
			return false
		}
		if s.End.After(to) {
			s.End = to
		}
		out = append(out, s)
		return true
	})
	return out
}

// walk calls f with each working span from the instant on, the first one clipped to it, until f returns false or the
// horizon is reached.
func (c *Clock) walk(from time.Time, f func(calendar.Span) bool) {
	y, mo, d := from.In(c.Zone).Date()
	for i := range horizonDays {
		day := time.Date(y, mo, d+i, 12, 0, 0, 0, c.Zone)
		for _, m := range c.worked(day) {
			s := calendar.Span{Start: clockTime(y, mo, d+i, m.From, c.Zone), End: clockTime(y, mo, d+i, m.To, c.Zone)}
			if !s.End.After(from) || !s.End.After(s.Start) {
				continue
			}
			if s.Start.Before(from) {
				s.Start = from
			}
			if !c.present(s, f) {
				return
			}
		}
	}
}

// worked are the hours of one day, without those that are off. What goes on from the evening before is off with that
// day, so that no night is cut at midnight.
func (c *Clock) worked(day time.Time) []Minutes {
	spans := c.Hours.Days[day.Weekday()]
	if len(c.Off) == 0 || len(spans) == 0 {
		return spans
	}
	night := c.Hours.night(day.Weekday())
	var out []Minutes
	for _, s := range spans {
		own := []Minutes{s}
		for _, off := range c.offIn(day, s == night) {
			own = lessPart(own, off.part)
		}
		out = append(out, own...)
	}
	return out
}

// offPart is what a day off takes of the hours of a day.
type offPart struct {
	DayOff
	part Minutes
}

// offIn are the days off that take something of a day, or of the end of the night that began the evening before: that
// is off with the evening, and with whatever is off on its own day by the hour.
func (c *Clock) offIn(day time.Time, night bool) []offPart {
	var out []offPart
	for off := range offOn(c.Off, DayOf(day)) {
		if !night || off.part() != wholeDay {
			out = append(out, offPart{off, off.part()})
		}
	}
	if !night {
		return out
	}
	for off := range offOn(c.Off, DayOf(day.AddDate(0, 0, -1))) {
		if off.part().To == wholeDay.To {
			out = append(out, offPart{off, wholeDay})
		}
	}
	return out
}

// present calls f with the parts of a working span in which nobody is away; false once f says so.
func (c *Clock) present(s calendar.Span, f func(calendar.Span) bool) bool {
	for _, a := range c.Away {
		if !a.End.After(s.Start) {
			continue
		}
		if !a.Start.Before(s.End) {
			break
		}
		if s.Start.Before(a.Start) && !f(calendar.Span{Start: s.Start, End: a.Start}) {
			return false
		}
		if s.Start = a.End; !s.Start.Before(s.End) {
			return true
		}
	}
	return f(s)
}

// Add is the instant at which d of working time has passed since from. Without any working hours it is from + d on the
// wall clock, so that no window can hang.
func (c Clock) Add(from time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return from
	}
	if c.Hours.Weekly() == 0 {
		return from.Add(d)
	}
	end, left := from, d
	c.walk(from, func(s calendar.Span) bool {
		if n := s.End.Sub(s.Start); n < left {
			left -= n
			end = s.End
			return true
		}
		end, left = s.Start.Add(left), 0
		return false
	})
	return end.Add(left)
}

// Between is the working time from … to; zero if to is not after from.
func (c Clock) Between(from, to time.Time) time.Duration {
	var sum time.Duration
	c.walk(from, func(s calendar.Span) bool {
		if !s.Start.Before(to) {
			return false
		}
		if s.End.After(to) {
			s.End = to
		}
		sum += s.End.Sub(s.Start)
		return true
	})
	return sum
}

// Next is the first working instant at or after t.
func (c Clock) Next(t time.Time) time.Time {
	next := t
	c.walk(t, func(s calendar.Span) bool { next = s.Start; return false })
	return next
}

// Less is the clock without the absences.
func (c Clock) Less(away ...calendar.Span) Clock {
	if len(away) > 0 {
		c.Away = calendar.Merge(slices.Concat(c.Away, away))
	}
	return c
}

// overlap is how much of the spans, such as outages, falls into working time between from and to; what overlaps counts
// once.
func (c Clock) overlap(spans []calendar.Span, from, to time.Time) time.Duration {
	var sum time.Duration
	for _, o := range calendar.Merge(slices.Clone(spans)) {
		a, b := later(o.Start, from), earlier(o.End, to)
		if a.Before(b) {
			sum += c.Between(a, b)
		}
	}
	return sum
}

// Break is working time of the week that is none, and why. What overlaps on a day is one break: Off are all of it, the
// longest first.
type Break struct {
	calendar.Span
	Off []DayOff
}

// Whole says whether it takes the day, not a part of it.
func (b Break) Whole() bool { return b.Off[0].Part == (Minutes{}) }

// Breaks are what days off and absences take of the weekly hours from … to, clipped to it and in order.
func (c Clock) Breaks(from, to time.Time) []Break {
	var out []Break
	weekly := c.Hours.In(c.Zone)
	for _, s := range weekly.Spans(from, to) {
		day := s.Start.In(c.Zone)
		y, mo, d := day.Date()
		night, noon := c.Hours.night(day.Weekday()), time.Date(y, mo, d, 12, 0, 0, 0, c.Zone)
		goesOn := night.To > 0 && !s.End.After(clockTime(y, mo, d, night.To, c.Zone))
		for _, off := range joined(c.offIn(noon, goesOn)) {
			m := off.part()
			part := calendar.Span{Start: clockTime(y, mo, d, m.From, c.Zone), End: clockTime(y, mo, d, m.To, c.Zone)}
			if part.Overlaps(s) {
				part = calendar.Span{Start: later(part.Start, s.Start), End: earlier(part.End, s.End)}
				out = append(out, Break{Span: part, Off: off.days()})
			}
		}
		for _, a := range c.Away {
			if a.Overlaps(s) {
				out = append(out, Break{Span: calendar.Span{Start: later(a.Start, s.Start), End: earlier(a.End, s.End)},
					Off: []DayOff{{Leave: true}}})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Break) int { return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End)) })
	return out
}

// together are days off whose parts of one day overlap, the longest first.
type together []offPart

func (g together) part() Minutes {
	all := g[0].part
	for _, d := range g[1:] {
		all = Minutes{min(all.From, d.part.From), max(all.To, d.part.To)}
	}
	return all
}

func (g together) days() (out []DayOff) {
	for _, d := range g {
		out = append(out, d.DayOff)
	}
	return out
}

// joined puts together what overlaps of the days off that hold one day.
func joined(day []offPart) []together {
	var out []together
	slices.SortStableFunc(day, func(a, b offPart) int { return cmp.Compare(a.part.From, b.part.From) })
	for _, d := range day {
		if n := len(out); n > 0 && d.part.From < out[n-1].part().To {
			out[n-1] = append(out[n-1], d)
			continue
		}
		out = append(out, together{d})
	}
	for _, g := range out {
		slices.SortStableFunc(g, func(a, b offPart) int { return (b.part.To - b.part.From) - (a.part.To - a.part.From) })
	}
	return out
}
