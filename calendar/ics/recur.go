package ics

import (
	"errors"
	"math"
	"slices"
)

// errTooOften says that a rule takes more steps than it was allowed.
var errTooOften = errors.New("repeats too often")

// budget is what may be spent on expanding rules, in days and instances looked at.
type budget struct {
	left int
}

func (b *budget) spend(n int) bool {
	b.left -= n
	return b.left >= 0
}

// expansion walks the instances of a rule, period by period: years, months, weeks, days, hours, minutes, seconds.
type expansion struct {
	rule
	start    int64 // local seconds of DTSTART
	startDay int
	until    int64 // last local second that counts
	budget   *budget

	days  []int   // of the period, as day numbers
	times []int64 // of the period, as seconds into its day
	found []int64
	seen  int // instances so far, for COUNT
}

// expand yields the instances of r from start on that lie in [from, to), in order, all in local seconds. The
// instances before from are counted, but skipped over where there is no COUNT.
func expand(r rule, start, until, from, to int64, b *budget, yield func(local int64)) error {
	e := &expansion{rule: r, start: start, startDay: int(floorDiv(start, daySeconds)), until: min(until, to-1), budget: b}
	e.fill()
	if e.freq >= hourly {
		return e.runClock(from, yield)
	}
	return e.runDays(from, yield)
}

// fill takes from DTSTART what the rule leaves open.
func (e *expansion) fill() {
	_, month, mday := civilDate(e.startDay)
	dateless := len(e.monthDays) == 0 && len(e.yearDays) == 0 && len(e.weekdays) == 0
	switch {
	case !dateless:
	case len(e.weeks) > 0 || e.freq == weekly:
		e.weekdays = []nthDay{{0, weekday(e.startDay)}}
	case e.freq == yearly && e.months == 0:
		e.months = 1 << month
		e.monthDays = []int{mday}
	case e.freq == yearly || e.freq == monthly:
		e.monthDays = []int{mday}
	}
	clock := floorMod(e.start, daySeconds)
	if len(e.hours) == 0 && e.freq < hourly {
		e.hours = []int{int(clock / 3600)}
	}
	if len(e.minutes) == 0 && e.freq < minutely {
		e.minutes = []int{int(clock / 60 % 60)}
	}
	if len(e.seconds) == 0 && e.freq < secondly {
		e.seconds = []int{int(clock % 60)}
	}
}

// runDays walks a rule of days or longer.
func (e *expansion) runDays(from int64, yield func(int64)) error {
	for _, h := range e.hours {
		for _, m := range e.minutes {
			for _, s := range e.seconds {
				e.times = append(e.times, int64(h*3600+m*60+s))
			}
		}
	}
	if !e.budget.spend(len(e.times)) {
		return errTooOften
	}
	for k := e.firstPeriod(from); ; k += e.interval {
		first, last := e.dayPeriod(k)
		if int64(first)*daySeconds > e.until || k > math.MaxInt32 {
			return nil
		}
		e.days = e.days[:0]
		cost := e.collect(first, last)
		if !e.budget.spend(1 + cost + len(e.days)*len(e.times)) {
			return errTooOften
		}
		if done := e.emit(from, yield); done {
			return nil
		}
	}
}

// firstPeriod gives the number of the period to begin with: the one of DTSTART, or without COUNT one shortly
// before from.
func (e *expansion) firstPeriod(from int64) int {
	if e.count > 0 || from <= e.start {
		return 0
	}
	ahead := int(floorDiv(from, daySeconds)) - e.startDay
	var k int
	switch e.freq {
	case yearly:
		k = ahead/366 - 1
	case monthly:
		k = ahead/31 - 1
	case weekly:
		k = ahead/7 - 1
	default:
		k = ahead - 1
	}
	return max(k, 0) / e.interval * e.interval
}

// dayPeriod gives the first and last day of the kth year, month, week or day.
func (e *expansion) dayPeriod(k int) (first, last int) {
	switch e.freq {
	case yearly:
		year, _, _ := civilDate(e.startDay)
		first = dayNumber(year+k, 1, 1)
		return first, first + yearDays(year+k) - 1
	case monthly:
		year, month, _ := civilDate(e.startDay)
		year, month = year+(month-1+k)/12, (month-1+k)%12+1
		first = dayNumber(year, month, 1)
		return first, first + monthDays(year, month) - 1
	case weekly:
		first = e.startDay - floorMod(weekday(e.startDay)-e.wkst, 7) + 7*k
		return first, first + 6
	}
	return e.startDay + k, e.startDay + k
}

// collect adds the days of the period that the rule names, and returns how many it looked at.
func (e *expansion) collect(first, last int) (looked int) {
	year, month, mday := civilDate(first)
	for day := first; day <= last; {
		length := monthDays(year, month)
		if e.months != 0 && e.months&(1<<month) == 0 {
			day += length - mday + 1
			looked++
			year, month, mday = nextMonth(year, month)
			continue
		}
		looked++
		if e.onDay(day, year, month, mday) {
			e.days = append(e.days, day)
		}
		day++
		if mday++; mday > length {
			year, month, mday = nextMonth(year, month)
		}
	}
	return looked
}

func nextMonth(year, month int) (int, int, int) {
	if month == 12 {
		return year + 1, 1, 1
	}
	return year, month + 1, 1
}

// onDay applies the parts of the rule that limit days, the month aside.
func (e *expansion) onDay(day, year, month, mday int) bool {
	if len(e.monthDays) > 0 && !slices.Contains(e.monthDays, mday) &&
		!slices.Contains(e.monthDays, mday-monthDays(year, month)-1) {
		return false
	}
	if len(e.yearDays) > 0 {
		yday := day - dayNumber(year, 1, 1) + 1
		if !slices.Contains(e.yearDays, yday) && !slices.Contains(e.yearDays, yday-yearDays(year)-1) {
			return false
		}
	}
	if len(e.weeks) > 0 {
		week, weeks := weekNumber(day, e.wkst)
		if !slices.Contains(e.weeks, week) && !slices.Contains(e.weeks, week-weeks-1) {
			return false
		}
	}
	return len(e.weekdays) == 0 || e.onWeekday(day, year, month, mday)
}

func (e *expansion) onWeekday(day, year, month, mday int) bool {
	today := weekday(day)
	for _, w := range e.weekdays {
		if w.weekday != today {
			continue
		}
		if w.n == 0 || e.freq > monthly || len(e.weeks) > 0 {
			return true
		}
		at, length := mday, monthDays(year, month)
		if e.freq == yearly && e.months == 0 {
			at, length = day-dayNumber(year, 1, 1)+1, yearDays(year)
		}
		if w.n == (at-1)/7+1 || w.n == -((length-at)/7+1) {
			return true
		}
	}
	return false
}

// emit yields the instances of the collected days and times, and reports whether the rule is at its end.
func (e *expansion) emit(from int64, yield func(int64)) (done bool) {
	e.found = e.found[:0]
	if n := len(e.days) * len(e.times); len(e.positions) == 0 {
		for i := range n {
			e.found = append(e.found, e.instance(i))
		}
	} else {
		for _, pos := range e.positions {
			if pos < 0 {
				pos += n + 1
			}
			if pos >= 1 && pos <= n {
				e.found = append(e.found, e.instance(pos-1))
			}
		}
		slices.Sort(e.found)
		e.found = slices.Compact(e.found)
	}
	for _, at := range e.found {
		if at < e.start {
			continue
		}
		if at > e.until || e.count > 0 && e.seen >= e.count {
			return true
		}
		e.seen++
		if at >= from {
			yield(at)
		}
	}
	return e.count > 0 && e.seen >= e.count
}

func (e *expansion) instance(i int) int64 {
	return int64(e.days[i/len(e.times)])*daySeconds + e.times[i%len(e.times)]
}

// runClock walks a rule of hours, minutes or seconds.
func (e *expansion) runClock(from int64, yield func(int64)) error {
	unit := [...]int64{hourly: 3600, minutely: 60, secondly: 1}[e.freq]
	base, step := floorDiv(e.start, unit)*unit, unit*int64(e.interval)
	at := base
	if e.count == 0 && from > base {
		at += (from - base) / step * step
	}
	e.days = []int{0}
	for at <= e.until {
		if !e.budget.spend(1) {
			return errTooOften
		}
		if next := e.skip(at); next > at {
			at = base + (next-base+step-1)/step*step
			continue
		}
		e.clockTimes(at)
		if !e.budget.spend(len(e.times)) {
			return errTooOften
		}
		if done := e.emit(from, yield); done {
			return nil
		}
		at += step
	}
	return nil
}

// skip gives the next local second worth looking at when the rule excludes the day, hour or minute of at.
func (e *expansion) skip(at int64) int64 {
	day := int(floorDiv(at, daySeconds))
	if e.days[0] != day || len(e.times) == 0 { // looked at only once a day
		year, month, mday := civilDate(day)
		if e.months != 0 && e.months&(1<<month) == 0 || !e.onDay(day, year, month, mday) {
			return int64(day+1) * daySeconds
		}
		e.days[0] = day
	}
	clock := int(floorMod(at, daySeconds))
	switch {
	case len(e.hours) > 0 && !slices.Contains(e.hours, clock/3600):
		return at - int64(clock%3600) + 3600
	case e.freq > hourly && len(e.minutes) > 0 && !slices.Contains(e.minutes, clock/60%60):
		return at - int64(clock%60) + 60
	case e.freq > minutely && len(e.seconds) > 0 && !slices.Contains(e.seconds, clock%60):
		return at + 1
	}
	return at
}

// clockTimes sets the times of the hour, minute or second that begins at.
func (e *expansion) clockTimes(at int64) {
	clock := floorMod(at, daySeconds)
	e.times = e.times[:0]
	switch e.freq {
	case hourly:
		for _, m := range e.minutes {
			for _, s := range e.seconds {
				e.times = append(e.times, clock+int64(m*60+s))
			}
		}
	case minutely:
		for _, s := range e.seconds {
			e.times = append(e.times, clock+int64(s))
		}
	default:
		e.times = append(e.times, clock)
	}
}
