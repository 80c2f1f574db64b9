package report

import (
	"fmt"
	"strconv"
	"time"

	"handoffd/handoff"
)

// before is how long before a mail of the week goes out it is written.
const before = time.Hour

// Settling is how long before a report is made what counts in it was decided: all of that is on the disk by then, so
// that the same report comes of it ever after.
const Settling = time.Minute

// lateDays is until how many days after a mail of the week fell due it is caught up where one part was not written in
// time; where the service was down then, until the next falls due.
const lateDays = 3

// Weekly is the mail of the week that a Today of somebody may stand for.
type Weekly struct {
	Name string    // of the week, as keys have it
	Due  time.Time // when it fell due, see handoff.Clock
	At   time.Time // when that Today goes
	From time.Time // when it is written: an hour before, once the week that it tells of is over
}

// WeeklyAt is the mail of the week that would go with the reader's next Today.
func WeeklyAt(now time.Time, c handoff.Clock) Weekly {
	return weeklyWith(c.NextToday(now.Add(-time.Nanosecond)), c)
}

// CaughtUp is the mail of the week that should have gone earlier on this day, with a Today that is over; false if none
// should have, or the reader does not work now. It goes at once, and not beside a Today of its own.
func CaughtUp(now time.Time, c handoff.Clock) (Weekly, bool) {
	at := c.WeeklyOf(c.WeekDue(now))
	day := func(t time.Time) string { return t.In(c.Zone).Format(time.DateOnly) }
	if !at.Before(now) || day(at) != day(now) || !c.Next(now).Equal(now) {
		return Weekly{}, false
	}
	return weeklyWith(now, c), true
}

// NextWeekly is the mail of the week of the reader that is to be written next after the instant.
func NextWeekly(now time.Time, c handoff.Clock) Weekly {
	w := weeklyWith(c.NextWeekly(now), c)
	if !w.From.After(now) {
		w = weeklyWith(c.NextWeekly(w.At), c)
	}
	return w
}

// weeklyWith is the mail of the week that would go with the Today of that instant.
func weeklyWith(today time.Time, c handoff.Clock) Weekly {
	w := Weekly{At: today}
	w.Due = c.WeekDue(w.At)
	zone := c.Zone
	if c.Week.Zone != "" {
		zone = handoff.Location(c.Week.Zone)
	}
	w.Name = WeekName(w.Due.In(zone))
	w.From = w.At.Add(-before)
	if over := w.Reports(zone).To.Add(Settling); over.After(w.From) {
		w.From = over
	}
	return w
}

// WeekName names the week of an instant in its zone.
func WeekName(at time.Time) string {
	year, week := at.ISOWeek()
	return strconv.Itoa(year) + "-" + fmt.Sprintf("%02d", week)
}

// Now says whether the parts for that Today are written now.
func (w Weekly) Now(now time.Time) bool { return !w.At.Before(now) && !w.From.After(now) }

// InTime says whether it is that week's mail: the reader's first Today after it fell due, or one of the days after,
// for what could not be written before.
func (w Weekly) InTime(c handoff.Clock) bool {
	return c.WeeklyOf(w.Due).Equal(w.At) || !w.Late(w.At)
}

// Late says whether what is of that instant is no longer in time for everybody.
func (w Weekly) Late(at time.Time) bool { return !at.Before(w.Due.AddDate(0, 0, lateDays)) }

// Reports is the week that it tells of: the last one that was over when it fell due, in the zone.
func (w Weekly) Reports(zone *time.Location) Period { return WeekOf(w.Due.In(zone)).Back(1) }
