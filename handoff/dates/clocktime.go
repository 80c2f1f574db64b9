package dates

import "time"

// Working hours in minutes of the day: an hour without am or pm is one of theirs.
const (
	dayBegins = 8 * 60
	dayEnds   = 18 * 60
	noon      = 12 * 60
)

// Bounds on a range whose ends are taken for forenoon or afternoon without being told: its length, and its end.
const (
	longestGuess = 8 * 60
	latestGuess  = 20 * 60
)

// earliest is the hour from which "07:30" is taken as written; "03:00" is asked about.
const earliest = 7 * 60

// smallHours end a night, which people count to the day before.
const smallHours = 6 * 60

// partHours are the minutes of the day between which each part lies; the night goes on past midnight.
var partHours = [...][2]int{
	morning:   {0, 12 * 60},
	midday:    {11 * 60, 15 * 60},
	afternoon: {12 * 60, 21 * 60},
	evening:   {16 * 60, 24 * 60},
	night:     {17 * 60, 30 * 60},
}

func inPart(minute, part int) bool {
	h := partHours[part]
	return minute >= h[0] && minute < h[1] || minute+24*60 < h[1]
}

// minuteSpan is a time of day in minutes, or a range of two.
type minuteSpan struct {
	from, to int
	second   int
	ranged   bool
}

// spans lists what a time or range may mean, given the part of the day that was named, or -1.
func (s clockSpan) spans(part int) ([]minuteSpan, trouble) {
	from, t := s.from.minutes(part)
	if t.problem != solved {
		return nil, t
	}
	if s.ranged {
		return s.ranges(from)
	}
	if len(from) > 1 && part < 0 && !s.from.padded {
		from = inHours(from)
	}
	return s.begin(from), trouble{}
}

// rivals lists the same for a time that only confirms another one: in its own zone any hour may be meant.
func (s clockSpan) rivals(part int) ([]minuteSpan, trouble) {
	from, t := s.from.minutes(part)
	if s.ranged || t.problem != solved {
		return s.spans(part)
	}
	return s.begin(from), trouble{}
}

func (s clockSpan) begin(from []int) []minuteSpan {
	var out []minuteSpan
	for _, m := range from {
		out = append(out, minuteSpan{from: m, second: s.from.second})
	}
	return out
}

// inHours keeps the minutes within working hours, or all if none are.
func inHours(minutes []int) []int {
	var out []int
	for _, m := range minutes {
		if m >= dayBegins && m < dayEnds {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return minutes
	}
	return out
}

// ranges pairs the beginnings with the ends that come soon enough after them.
func (s clockSpan) ranges(from []int) ([]minuteSpan, trouble) {
	to, t := s.to.minutes(-1)
	if t.problem != solved {
		return nil, t
	}
	if s.to.padded {
		to = to[:1] // "15:00-05:00" may be an offset
	}
	guessed := len(from) > 1 || len(to) > 1
	var out, working []minuteSpan
	for _, f := range from {
		for _, e := range to {
			if e <= f || guessed && (e-f > longestGuess || e > latestGuess) {
				continue
			}
			span := minuteSpan{from: f, to: e, second: s.from.second, ranged: true}
			out = append(out, span)
			if f >= dayBegins && f < dayEnds {
				working = append(working, span)
			}
		}
	}
	if len(out) == 0 {
		return nil, trouble{problem: noClock, reason: sentence("ask-date/ends-early")}
	}
	switch {
	case len(working) > 0:
		out = working
	case len(from) > 1 && len(to) > 1 && len(out) == 1:
		return nil, trouble{problem: noClock, reason: sentence("ask-date/noon")}
	}
	return out, trouble{}
}

// minutes lists the minutes of the day that a clock may mean.
func (c clock) minutes(part int) ([]int, trouble) {
	hour := c.hour
	switch {
	case c.midnight, hour == 24, c.meridiem == am && hour == 12, hour == 0 && c.minute == 0 && !c.iso:
		return nil, trouble{problem: noClock, reason: sentence("ask-date/midnight")}
	case c.meridiem == am && hour > 12, c.meridiem == pm && hour == 0:
		return nil, trouble{problem: noClock, reason: sentence("ask-date/am-pm")}
	case c.meridiem == pm && hour < 12:
		hour += 12
	}
	both := []int{hour*60 + c.minute, hour*60 + c.minute + noon}
	if c.meridiem != 0 || c.exact || hour >= 12 || c.padded && both[0] >= earliest && part < 0 {
		both = both[:1]
	}
	if part < 0 {
		return both, trouble{}
	}
	var fit []int
	for _, m := range both {
		if inPart(m, part) {
			fit = append(fit, m)
		}
	}
	if part == night && len(fit) > 0 && fit[0] < smallHours {
		return nil, trouble{problem: noClock, reason: sentence("ask-date/night")}
	}
	if len(fit) == 0 {
		return nil, trouble{problem: noClock, reason: sentence("ask-date/hour-of-part")}
	}
	return fit, trouble{}
}

// slots are the moments at which a span begins on a day in a place: none when the clocks skip it, two when they repeat
// it.
func (v viewpoint) slots(day time.Time, span minuteSpan, at place) ([]slot, trouble) {
	starts, t := v.moments(day, span.from, span.second, at)
	if len(starts) == 0 || !span.ranged {
		return starts, t
	}
	ends, tEnd := v.moments(day, span.to, 0, at)
	if tEnd.problem != solved {
		t = tEnd
	}
	var out []slot
	for _, s := range starts {
		for _, e := range ends {
			length := e.start.Sub(s.start)
			if length > 0 && (len(starts) < 2 || length == time.Duration(span.to-span.from)*time.Minute) {
				s.end, s.ranged = e.start, true
				break
			}
		}
		if s.end.After(s.start) {
			out = append(out, s)
		}
	}
	return out, t
}
