package handoff

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

// Hours are the working hours of a week in a person's own zone: per weekday zero or more spans of minutes since
// midnight. A span may end at 24:00; one that goes over midnight is written as two.
type Hours struct {
	Days [7][]Minutes // Sunday first
}

// Minutes is a half-open span of minutes since local midnight.
type Minutes struct{ From, To int }

// OfficeHours are Monday to Friday, 09:00 to 17:00 for from=9, to=17.
func OfficeHours(from, to int) Hours {
	var h Hours
	for d := time.Monday; d <= time.Friday; d++ {
		h.Days[d] = []Minutes{{from * 60, to * 60}}
	}
	return h
}

// Weekly is the working time of one week.
func (h Hours) Weekly() time.Duration {
	sum := 0
	for _, day := range h.Days {
		for _, m := range day {
			sum += m.To - m.From
		}
	}
	return time.Duration(sum) * time.Minute
}

// horizon bounds every walk through working time: nobody is given more than two years to answer.
const horizonDays = 731

// Spans are the working spans that overlap from … to, clipped to it, in the given zone and in order.
func (h Hours) Spans(from, to time.Time, zone *time.Location) []calendar.Span {
	var out []calendar.Span
	h.walk(from, zone, func(s calendar.Span) bool {
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
func (h Hours) walk(from time.Time, zone *time.Location, f func(calendar.Span) bool) {
	local := from.In(zone)
	for i := range horizonDays {
		y, mo, d := local.Date()
		day := time.Date(y, mo, d+i, 12, 0, 0, 0, zone)
		for _, m := range h.Days[day.Weekday()] {
			s := calendar.Span{Start: clockTime(y, mo, d+i, m.From, zone), End: clockTime(y, mo, d+i, m.To, zone)}
			if !s.End.After(from) || !s.End.After(s.Start) {
				continue
			}
			if s.Start.Before(from) {
				s.Start = from
			}
			if !f(s) {
				return
			}
		}
	}
}

// clockTime is the first instant of a day at which the local clock shows that many minutes since midnight, or more:
// where the clocks are put forward over it, it is the moment of the change. time.Date promises neither.
func clockTime(y int, mo time.Month, d, minute int, zone *time.Location) time.Time {
	t := time.Date(y, mo, d, 0, minute, 0, 0, zone)
	wanted := time.Date(y, mo, d, 0, minute, 0, 0, time.UTC)
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	shown := t.Add(time.Duration(offset) * time.Second)
	switch {
	case shown.After(wanted):
		return start
	case shown.Before(wanted):
		return end
	case start.IsZero():
		return t
	}
	_, before := start.Add(-time.Second).Zone()
	if first := t.Add(time.Duration(offset-before) * time.Second); before > offset && first.Before(start) {
		return first
	}
	return t
}

// Add is the instant at which d of working time has passed since from. Without any working hours it is from + d on the
// wall clock, so that no window can hang.
func (h Hours) Add(from time.Time, d time.Duration, zone *time.Location) time.Time {
	if d <= 0 {
		return from
	}
	if h.Weekly() == 0 {
		return from.Add(d)
	}
	end, left := from, d
	h.walk(from, zone, func(s calendar.Span) bool {
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
func (h Hours) Between(from, to time.Time, zone *time.Location) time.Duration {
	var sum time.Duration
	for _, s := range h.Spans(from, to, zone) {
		sum += s.End.Sub(s.Start)
	}
	return sum
}

// Next is the first working instant at or after t.
func (h Hours) Next(t time.Time, zone *time.Location) time.Time {
	next := t
	h.walk(t, zone, func(s calendar.Span) bool { next = s.Start; return false })
	return next
}

// String writes the hours as the config reads them: "Mon-Fri 09:00-17:00".
func (h Hours) String() string {
	var parts []string
	for d := 0; d < 7; {
		day := (d + 1) % 7 // Monday first
		text := spansText(h.Days[day])
		e := d
		for e+1 < 7 && spansText(h.Days[(e+2)%7]) == text {
			e++
		}
		if text != "" {
			name := time.Weekday(day).String()[:3]
			if e > d {
				name += "-" + time.Weekday((e + 1) % 7).String()[:3]
			}
			parts = append(parts, name+" "+text)
		}
		d = e + 1
	}
	return strings.Join(parts, ", ")
}

func spansText(spans []Minutes) string {
	var out []string
	for _, m := range spans {
		out = append(out, fmt.Sprintf("%02d:%02d-%02d:%02d", m.From/60, m.From%60, m.To/60, m.To%60))
	}
	return strings.Join(out, " ")
}

// workingOverlap is how much of the outages fell into the person's working time between from and to; outages that
// overlap each other count once.
func workingOverlap(p Person, outages []calendar.Span, from, to time.Time) time.Duration {
	var sum time.Duration
	for _, o := range calendar.Merge(slices.Clone(outages)) {
		a, b := o.Start, o.End
		if a.Before(from) {
			a = from
		}
		if b.After(to) {
			b = to
		}
		if a.Before(b) {
			sum += p.Hours.Between(a, b, p.Location())
		}
	}
	return sum
}
