package handoff

import (
	"time"

	"handoffd/calendar"
)

// Week is when the mail of the week goes, and in which zone its days are. The zero value is Monday, at the start of
// each reader's hours, in the reader's own zone.
type Week struct {
	Day    int    `json:",omitempty"` // days after Monday
	Minute int    `json:",omitempty"` // after midnight; 0: at the start of each reader's hours
	Zone   string `json:",omitempty"` // IANA name; empty: the reader's own
}

// ShowNames says whose figures are shown to whom by name. Everybody reads their own.
type ShowNames string

// Whose names stand beside figures.
const (
	NamesManager ShowNames = ""     // managers read those of their own people
	NamesOwn     ShowNames = "own"  // nobody reads those of others
	NamesTeam    ShowNames = "team" // everybody reads those of their own teams
)

// ReportZone is the zone in which the days of a report are.
func (c *Config) ReportZone() *time.Location {
	if c.Week.Zone != "" {
		return Location(c.Week.Zone)
	}
	return c.Person(c.Admin).Location()
}

// longestWait is how long a Today waits for the hour of the mail of the week. Whose day begins earlier has both on
// their next working day.
const longestWait = 4 * time.Hour

// NextToday is when the next Today goes: at the start of work of the first working day that begins after the instant. A
// night is of the day on which it begins. On the day of the mail of the week it waits for the hour of that.
func (c Clock) NextToday(after time.Time) time.Time {
	next, day := after, Day(0)
	c.walk(after.In(c.Zone).AddDate(0, 0, -1), func(s calendar.Span) bool {
		if on := c.workday(s.Start); on != day {
			day = on
			if at := c.todayOf(s); at.After(after) {
				next = at
				return false
			}
		}
		return true
	})
	return next
}

// workday is the day of which an instant of work is: that of the evening before, where the night goes on.
func (c Clock) workday(at time.Time) Day {
	local := at.In(c.Zone)
	if local.Hour()*60+local.Minute() < c.Hours.night(local.Weekday()).To {
		local = local.AddDate(0, 0, -1)
	}
	return DayOf(local)
}

// todayOf is when the Today goes of a day that begins with that span of work.
func (c Clock) todayOf(s calendar.Span) time.Time {
	if c.Week.Minute == 0 {
		return s.Start
	}
	if due := c.WeekDue(s.Start.Add(longestWait)); due.After(s.Start) && due.Before(s.End) {
		return due
	}
	return s.Start
}

// WeekDue is the last instant, up to the given one, at which a mail of the week fell due. It goes out with the first
// Today from then on.
func (c Clock) WeekDue(until time.Time) time.Time {
	zone := c.Zone
	if c.Week.Zone != "" {
		zone = Location(c.Week.Zone)
	}
	in := until.In(zone)
	y, m, d := in.Date()
	back := (int(in.Weekday()) + 6 - c.Week.Day) % 7
	due := clockTime(y, m, d-back, c.Week.Minute, zone)
	if due.After(until) {
		due = clockTime(y, m, d-back-7, c.Week.Minute, zone)
	}
	return due
}

// NextWeekly is when the next mail of the week goes.
func (c Clock) NextWeekly(after time.Time) time.Time {
	due := c.WeekDue(after)
	if at := c.WeeklyOf(due); at.After(after) {
		return at
	}
	return c.WeeklyOf(c.WeekDue(due.AddDate(0, 0, 7).Add(3 * time.Hour)))
}

// WeeklyOf is when the mail of the week goes that falls due at the instant.
func (c Clock) WeeklyOf(due time.Time) time.Time { return c.NextToday(due.Add(-time.Nanosecond)) }
