package handoff

import (
	"fmt"
	"slices"
	"strings"
	"time"
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

// always is the wall clock.
var always = Hours{
	Days: [7][]Minutes{{wholeDay}, {wholeDay}, {wholeDay}, {wholeDay}, {wholeDay}, {wholeDay}, {wholeDay}},
}

var wholeDay = Minutes{0, 24 * 60}

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

// String writes the hours as the config reads them: "Mon-Fri 09:00-17:00".
func (h Hours) String() string {
	var parts []string
	for d := 0; d < 7; {
		day := (d + 1) % 7 // Monday first
		text := spansText(h.begun(day))
		e := d
		for e+1 < 7 && spansText(h.begun((e+2)%7)) == text {
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

// LongestNight is how many minutes hours over midnight have at most.
const LongestNight = 12 * 60

// goesOver says whether hours that end one day and hours that begin the next are one night.
func goesOver(evening, morning []Minutes) bool {
	if len(evening) == 0 || len(morning) == 0 {
		return false
	}
	e, m := evening[len(evening)-1], morning[0]
	return e.To == wholeDay.To && m.From == 0 && e.To-e.From+m.To <= LongestNight
}

// night are the hours of a day that go on from the evening before; none is the zero value.
func (h Hours) night(day time.Weekday) Minutes {
	if spans := h.Days[day]; goesOver(h.Days[(day+6)%7], spans) {
		return spans[0]
	}
	return Minutes{}
}

// begun are the hours that begin on a day; those over midnight are one span, which ends after 24:00.
func (h Hours) begun(day int) []Minutes {
	spans, next := h.Days[day], h.Days[(day+1)%7]
	into, on := h.night(time.Weekday(day)) != (Minutes{}), goesOver(spans, next)
	spans = slices.Clone(spans)
	if on {
		spans[len(spans)-1].To += next[0].To
	}
	if into {
		spans = spans[1:]
	}
	return spans
}

func spansText(spans []Minutes) string {
	var out []string
	for _, m := range spans {
		out = append(out, fmt.Sprintf("%02d:%02d-%02d:%02d", m.From/60, m.From%60, clockHour(m.To), m.To%60))
	}
	return strings.Join(out, " ")
}

// clockHour is the hour of minutes since midnight, 24 at the end of the day.
func clockHour(minutes int) int {
	if minutes > wholeDay.To {
		minutes -= wholeDay.To
	}
	return minutes / 60
}
