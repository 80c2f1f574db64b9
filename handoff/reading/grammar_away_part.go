package reading

import (
	"strings"
	"time"

	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// Parts of a day in which somebody is away: "Thu afternoon", "24 Dec from 13:00", "24 Dec until 12:00",
// "Thu 9:00-12:00".

const (
	clockWords   = `(\d{1,2}(?:[:.h]\d{2})?(?: ?(?:am|pm|a\.m\.|p\.m\.|uhr|h))?|noon|midday|mittag)`
	morningWords = `(?:morning|vormittags?|matin)`
	eveningWords = `(?:afternoon|nachmittags?|après-midi)`
	ofDay        = `(?:(.+?),? +)?` // none: today
)

var (
	partPattern = text.Pattern(`(?i)^` + ofDay + `(?:in the |the |am |le )?(?:(` + morningWords + `)|` +
		eveningWords + `)$`)
	fromPattern    = text.Pattern(`(?i)^` + ofDay + `(?:from|after|as of|starting|ab|nach) +` + clockWords + `$`)
	untilPattern   = text.Pattern(`(?i)^` + ofDay + `(?:until|till|til|to|before|bis) +` + clockWords + `$`)
	betweenPattern = text.Pattern(`(?i)^` + ofDay + `(?:from |between |von |zwischen )?` + clockWords +
		` *(?:-|–|to|until|till|and|bis|und) *` + clockWords + `$`)
	thisDay = text.Pattern(`(?i)^(?:this|today|heute)?$`)
)

// partOfDay reads a part of one day; a day alone is none.
func (r *reading) partOfDay(phrase string) (from, to time.Time, ok bool) {
	if m := partPattern().FindStringSubmatch(phrase); m != nil {
		day, noon := r.dayOf(m[1]), r.clock(m[1], "noon")
		if m[2] != "" {
			return day, noon, !day.IsZero() && !noon.IsZero()
		}
		return noon, nextDay(noon), !noon.IsZero()
	}
	if m := betweenPattern().FindStringSubmatch(phrase); m != nil && (m[1] != "" || hasMinutes(m[2]) || hasMinutes(m[3])) {
		from, to = r.clock(m[1], m[2]), r.clock(m[1], m[3])
		if !from.IsZero() && from.Before(to) {
			return from, to, true
		}
	}
	if m := fromPattern().FindStringSubmatch(phrase); m != nil {
		from = r.clock(m[1], m[2])
		return from, nextDay(from), !from.IsZero()
	}
	if m := untilPattern().FindStringSubmatch(phrase); m != nil && m[1] != "" {
		from, to = r.dayOf(m[1]), r.clock(m[1], m[2])
		return from, to, !from.IsZero() && from.Before(to)
	}
	return from, to, false
}

// hasMinutes says whether the words are a time of the clock and not a day of a month.
func hasMinutes(clock string) bool {
	return strings.ContainsFunc(clock, func(c rune) bool { return c > '9' || c == ':' })
}

// dayOf is the beginning of the day that is meant, today if none is named; zero if there is no telling.
func (r *reading) dayOf(words string) time.Time {
	words = strings.TrimSpace(words)
	if thisDay().MatchString(words) {
		y, m, d := r.now.In(r.zone).Date()
		return dates.StartOfDay(y, m, d, r.zone)
	}
	if u := r.day(strings.TrimPrefix(strings.ToLower(words), "on "), "away"); u.isDay() {
		return u.begins()
	}
	return time.Time{}
}

// clock is the time of the clock on the day that is meant.
func (r *reading) clock(day, words string) time.Time {
	begins := r.dayOf(day)
	if begins.IsZero() {
		return begins
	}
	switch strings.ToLower(words) {
	case "noon", "midday", "mittag":
		words = "12:00"
	}
	u := dates.Parse(begins.Format(time.DateOnly)+" "+words, r.now, r.zone)
	if u.Start.IsZero() { // a past one is none for a date to come, and is one for a day that has begun
		for _, layout := range []string{"15:04", "15.04", "15h04"} {
			if t, err := time.Parse(layout, strings.TrimSpace(words)); err == nil {
				return begins.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
			}
		}
	}
	return u.Start
}
