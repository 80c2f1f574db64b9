package dates

import (
	"slices"
	"time"
)

// A date is a time.Time at midnight UTC: arithmetic on it knows no clock changes.

func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (v viewpoint) today(loc *time.Location) time.Time { return dateOf(v.now.In(loc)) }

// justPast is how many days back a date without a year is taken for a slip and not for next year.
const justPast = 90

// lastWeek is the same for a day without a month.
const lastWeek = 7

// dates lists the days a reading may mean.
func (r reading) dates(today time.Time) ([]time.Time, trouble) {
	switch {
	case r.number > 0:
		return r.inNumberedWeek(today)
	case r.weeked && r.offsets:
		return nil, trouble{problem: mismatch, reason: sentence("ask-date/two-weeks")}
	case r.dated:
		day, t := r.written(today)
		if t.problem != solved {
			return nil, t
		}
		return r.checked(day, today)
	case r.related:
		day := today.AddDate(0, 0, r.relative)
		if r.offsets {
			day = day.AddDate(0, 0, r.offset)
		}
		return r.checked(day, today)
	case r.weekday >= 0:
		return r.byWeekday(today)
	case r.offsets:
		return r.checked(today.AddDate(0, 0, r.offset), today)
	case r.weeked:
		return nil, trouble{problem: noDay, reason: sentence("ask-date/day-of-week")}
	}
	return nil, trouble{problem: noDay}
}

// written is the date a reading names.
func (r reading) written(today time.Time) (time.Time, trouble) {
	d := r.date
	if d.ahead > 0 {
		first := time.Date(today.Year(), today.Month()+time.Month(d.ahead-1), 1, 0, 0, 0, 0, time.UTC)
		return valid(first.Year(), int(first.Month()), d.day)
	}
	if d.month == 0 {
		return r.dayAlone(today)
	}
	if d.year > 0 {
		return valid(d.year, d.month, d.day)
	}
	day, t := valid(today.Year(), d.month, d.day)
	if t.problem != solved {
		day, t = valid(today.Year()+1, d.month, d.day)
		return day, t
	}
	if !day.Before(today) {
		return day, trouble{}
	}
	next, t := valid(today.Year()+1, d.month, d.day)
	if today.Sub(day) <= justPast*24*time.Hour {
		gone := trouble{problem: gone, reason: past(longDay(day))}
		if t.problem == solved {
			gone.days = []time.Time{next}
		}
		return time.Time{}, gone
	}
	return next, t
}

// dayAlone is "the 26th": of this month, or of the next one.
func (r reading) dayAlone(today time.Time) (time.Time, trouble) {
	d := r.date.day
	day, t := valid(today.Year(), int(today.Month()), d)
	first := time.Date(today.Year(), today.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	next, tNext := valid(first.Year(), int(first.Month()), d)
	switch {
	case t.problem != solved:
		if tNext.problem == solved {
			t.days = []time.Time{next}
		}
		return day, t
	case !day.Before(today):
		if r.weekday >= 0 && int(day.Weekday()) != r.weekday && tNext.problem == solved && int(next.Weekday()) == r.weekday {
			return day, unfit(day, next)
		}
		return day, trouble{}
	case tNext.problem != solved:
		return next, tNext
	case today.Sub(day) <= lastWeek*24*time.Hour:
		return day, trouble{problem: gone, reason: past(shortDay(day)), days: []time.Time{next}}
	}
	return next, trouble{}
}

// valid is the date if the calendar has it.
func valid(year, month, day int) (time.Time, trouble) {
	if month < 1 || month > 12 || day < 1 || year < 1 || year > 9000 {
		return time.Time{}, trouble{problem: noSuch, reason: sentence("ask-date/no-such")}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		return time.Time{}, trouble{problem: noSuch,
			reason: sentence("ask-date/no-such-day", timeArg(first), numberArg(day))}
	}
	return t, trouble{}
}

// checked compares a day with all else the reading says about it.
func (r reading) checked(day, today time.Time) ([]time.Time, trouble) {
	if r.weekday >= 0 && int(day.Weekday()) != r.weekday {
		near := day.AddDate(0, 0, (r.weekday-int(day.Weekday())+10)%7-3)
		return nil, unfit(day, near)
	}
	if r.dated && r.related {
		if other := today.AddDate(0, 0, r.relative); !other.Equal(day) {
			return nil, trouble{problem: mismatch, reason: sentence("ask-date/two-days"), days: []time.Time{day, other}}
		}
	}
	if r.dated && r.offsets {
		if other := today.AddDate(0, 0, r.offset); !other.Equal(day) {
			return nil, trouble{problem: mismatch, reason: sentence("ask-date/two-days"), days: []time.Time{day, other}}
		}
	}
	if r.weeked && !day.Equal(inWeek(today, day.Weekday(), r.week, time.Monday)) &&
		!day.Equal(inWeek(today, day.Weekday(), r.week, time.Sunday)) {
		return nil, trouble{problem: mismatch, reason: sentence("ask-date/not-in-week", timeArg(day)),
			days: []time.Time{day}}
	}
	if day.Before(today) {
		return nil, trouble{problem: gone, reason: past(longDay(day))}
	}
	return []time.Time{day}, trouble{}
}

// unfit says that a day is not on the weekday that was named, on which the other one is.
func unfit(day, other time.Time) trouble {
	return trouble{problem: mismatch, days: []time.Time{day, other},
		reason: sentence("ask-date/weekday", timeArg(day), timeArg(other))}
}

// inWeek is the weekday in the week that lies so many weeks ahead of today's, for weeks that begin on first.
func inWeek(today time.Time, weekday time.Weekday, weeks int, first time.Weekday) time.Time {
	begin := today.AddDate(0, 0, -int((today.Weekday()-first+7)%7))
	return begin.AddDate(0, 0, 7*weeks+int((weekday-first+7)%7))
}

// byWeekday lists the days that a weekday with its words may mean: people differ on "next", on the day itself, and on
// where a week begins.
func (r reading) byWeekday(today time.Time) ([]time.Time, trouble) {
	weekday := time.Weekday(r.weekday)
	ahead := (r.weekday - int(today.Weekday()) + 7) % 7
	same := today.AddDate(0, 0, ahead) // may be today
	after := same
	if ahead == 0 {
		after = today.AddDate(0, 0, 7)
	}
	byMonday := inWeek(today, weekday, r.week, time.Monday)
	bySunday := inWeek(today, weekday, r.week, time.Sunday)
	nextWeeks := []time.Time{after, inWeek(today, weekday, 1, time.Monday), inWeek(today, weekday, 1, time.Sunday)}
	var days []time.Time
	switch {
	case r.weeked:
		days = []time.Time{byMonday, bySunday}
	case r.offsets && r.weeks && !r.based:
		weeks := r.offset / 7
		days = []time.Time{after.AddDate(0, 0, r.offset), inWeek(today, weekday, weeks, time.Monday)}
	case r.offsets && r.weeks:
		days = []time.Time{same.AddDate(0, 0, r.offset), after.AddDate(0, 0, r.offset)}
	case r.offsets:
		return r.checked(today.AddDate(0, 0, r.offset), today)
	case r.mod == kindNext && today.Weekday() == time.Sunday:
		days = nextWeeks
	case r.mod == kindNext:
		days = nextWeeks[:2]
	case r.mod == kindComing:
		days = []time.Time{after}
	case r.mod == kindThis && inWeek(today, weekday, 0, time.Monday).Before(today):
		days = []time.Time{after, today.AddDate(0, 0, ahead-7)}
	default:
		days = []time.Time{same, after}
	}
	return r.unpassed(days, today)
}

// unpassed drops repeated days and asks when some are past.
func (r reading) unpassed(days []time.Time, today time.Time) ([]time.Time, trouble) {
	var out []time.Time
	past := false
	for _, d := range days {
		switch {
		case d.Before(today):
			past = true
		case !slices.ContainsFunc(out, d.Equal):
			out = append(out, d)
		}
	}
	if past {
		t := trouble{problem: gone, reason: sentence("ask-date/past-week"), days: out}
		return nil, t
	}
	return out, trouble{}
}

// StartOfDay is the first instant of a day, also where the clocks are put forward at midnight.
func StartOfDay(y int, m time.Month, d int, zone *time.Location) time.Time {
	t := time.Date(y, m, d, 0, 0, 0, 0, zone)
	for t.Day() != d && t.Before(time.Date(y, m, d, 12, 0, 0, 0, zone)) {
		t = t.Add(15 * time.Minute)
	}
	return t
}
