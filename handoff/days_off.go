package handoff

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"handoffd/calendar"
)

// Day is a date in whatever zone somebody lives: 20261225. It sorts as it reads.
type Day int

// DayOf is the date that the clock of the instant's own zone shows.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(y*10000 + int(m)*100 + d)
}

// In is the day's noon in the zone.
func (d Day) In(zone *time.Location) time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 12, 0, 0, 0, zone)
}

// DayOff is a day, or several in a row, on which people do not work: a holiday, or a planned absence.
type DayOff struct {
	First Day
	Last  Day      `json:",omitempty"` // zero: First alone
	Part  Minutes  // of each day; zero: the whole of it
	Name  string   `json:",omitempty"` // "Christmas Day"
	Leave bool     `json:",omitempty"` // an absence of one person
	Cover PersonID `json:",omitempty"` // who stands in meanwhile
}

// last is the last of the days.
func (d DayOff) last() Day { return max(d.First, d.Last) }

// holds says whether the day is one of them.
func (d DayOff) holds(day Day) bool { return d.First <= day && day <= d.last() }

// part is the part of each day that is off.
func (d DayOff) part() Minutes {
	if d.Part == (Minutes{}) {
		return wholeDay
	}
	return d.Part
}

// Span is the time from the first day's beginning to the end of the last, for somebody: a night that begins on a day
// belongs to it to its end.
func (d DayOff) Span(p Person) calendar.Span {
	m, zone := d.part(), p.Location()
	first, last := d.First.In(zone), d.last().In(zone)
	fy, fm, fd := first.Date()
	ly, lm, ld := last.Date()
	if m == wholeDay {
		m.From = p.Hours.night(first.Weekday()).To
	}
	if m.To == wholeDay.To {
		ld, m.To = ld+1, p.Hours.night(last.AddDate(0, 0, 1).Weekday()).To
	}
	return calendar.Span{Start: clockTime(fy, fm, fd, m.From, zone), End: clockTime(ly, lm, ld, m.To, zone)}
}

// SortDaysOff puts them into the order in which a Clock wants them.
func SortDaysOff(list []DayOff) {
	slices.SortStableFunc(list, func(a, b DayOff) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.last(), b.last()))
	})
}

// aYear is how far apart the first and the last of the days of one DayOff may be; what is longer is cut.
const aYear Day = 1_00_00

// offOn are those of the lists that hold the day.
func offOn(lists [][]DayOff, day Day) iter.Seq[DayOff] {
	return func(yield func(DayOff) bool) {
		for _, list := range lists {
			after, _ := slices.BinarySearchFunc(list, day+1, func(d DayOff, k Day) int { return cmp.Compare(d.First, k) })
			for i := after - 1; i >= 0 && list[i].First >= day-aYear; i-- {
				if list[i].holds(day) && !yield(list[i]) {
					return
				}
			}
		}
	}
}

// lessPart takes a part out of spans; the spans are left as they are.
func lessPart(spans []Minutes, part Minutes) []Minutes {
	var out []Minutes
	for _, s := range spans {
		if part.To <= s.From || s.To <= part.From {
			out = append(out, s)
			continue
		}
		if s.From < part.From {
			out = append(out, Minutes{s.From, part.From})
		}
		if part.To < s.To {
			out = append(out, Minutes{part.To, s.To})
		}
	}
	return out
}

// Clock is when a colleague works, as the config says: hours, holidays and planned absences.
func (c *Config) Clock(id PersonID) Clock { return c.clock(c.Person(id)) }

func (c *Config) clock(p Person) Clock {
	clock := p.Hours.In(p.Location())
	clock.Week = c.Week
	if len(p.Holidays) == 0 && len(p.Away) == 0 {
		return clock
	}
	for _, name := range p.Holidays {
		clock.Off = append(clock.Off, c.Holidays[name])
	}
	clock.Off = append(clock.Off, p.Away)
	return clock
}

// PlannedAway is the planned absence of a colleague at the instant, if there is one.
func (c *Config) PlannedAway(id PersonID, at time.Time) (DayOff, bool) {
	p := c.Person(id)
	if len(p.Away) == 0 {
		return DayOff{}, false
	}
	local := at.In(p.Location())
	for _, day := range []Day{DayOf(local), DayOf(local.AddDate(0, 0, -1))} {
		for off := range offOn([][]DayOff{p.Away}, day) {
			if covers(off.Span(p), at) {
				return off, true
			}
		}
	}
	return DayOff{}, false
}
