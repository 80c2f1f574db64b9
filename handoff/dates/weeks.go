package dates

import "time"

// latestSoon is the longest time ahead, in minutes, that people count in hours: "in 48 hours".
const latestSoon = 72 * 60

// soon adds "in 90 minutes", "dans une demi-heure", "two hours from now" that begin at token i.
func (p *parser) soon(i int, out []item) []item {
	in, hasIn := p.word(i, kindIn)
	j, langs := i, everyLanguage
	if hasIn {
		j, langs = in.next, in.langs
	}
	for _, l := range p.lengths(j, false) {
		next, all := l.next, langs&l.langs
		if !hasIn {
			hence, ok := p.word(l.next, kindHence)
			if !ok {
				continue
			}
			next, all = hence.next, all&hence.langs
		}
		if m, ok := p.count(next); ok && hasIn && l.minutes%60 == 0 {
			if unit, ok := p.word(m.next, kindMinutes); ok && unit.n == 1 && unit.langs&all != 0 {
				continue // "in 1 hr 15 min" is one duration
			}
		}
		if all != 0 && l.minutes >= shortest && l.minutes <= latestSoon {
			out = append(out, item{kind: itemSoon, n: l.minutes, next: next, langs: all})
		}
	}
	return out
}

// shortly is the moment so many minutes ahead; nothing else may name a day or a time beside it.
func (v viewpoint) shortly(r reading) outcome {
	if len(r.times) > 0 || len(r.early) > 0 || r.vague != "" || r.part >= 0 || r.dated || r.offsets || r.weeked ||
		r.number > 0 ||
		r.weekday >= 0 || r.related && r.relative != 0 {
		return outcome{trouble: trouble{problem: mismatch, reason: sentence("ask-date/soon-and-time")}}
	}
	start := v.now.Truncate(time.Minute).Add(time.Duration(r.soon) * time.Minute)
	out := outcome{slot: slot{start: start, zone: v.zone.String()}}
	if r.related && !dateOf(start).Equal(v.today(v.zone)) {
		return outcome{trouble: trouble{problem: mismatch, reason: sentence("ask-date/not-today"),
			choices: []time.Time{start}}}
	}
	if r.minutes > 0 {
		out.end = start.Add(time.Duration(r.minutes) * time.Minute)
	}
	return out
}

// weekNumbers adds "KW 49", "week 49", "KW 1/2027" that begin at token i.
func (p *parser) weekNumbers(i int, out []item) []item {
	m, ok := p.word(p.skip(i, kindIn), kindWeekNumber)
	if !ok {
		return out
	}
	j := m.next
	if p.text(j) == "." {
		j++
	}
	n, ok := p.digits(j, 1, 2)
	if !ok || n < 1 || n > 53 {
		return out
	}
	j++
	j = p.skip(j, kindWeekMark)
	out = append(out, item{kind: itemWeekNumber, n: n, next: j, langs: m.langs})
	if t := p.text(j); t == "/" || t == "-" {
		j++
	}
	if y, ok := p.year(j); ok {
		out = append(out, item{kind: itemWeekNumber, n: n, date: monthDay{year: y}, next: j + 1, langs: m.langs})
	}
	return out
}

// inNumberedWeek lists the days of a week of the year that a reading may mean: ISO 8601 counts weeks from Monday, the
// first one has the year's first Thursday.
func (r reading) inNumberedWeek(today time.Time) ([]time.Time, trouble) {
	if r.weeked || r.offsets || r.related {
		return nil, trouble{problem: mismatch, reason: sentence("ask-date/week-and-day")}
	}
	if r.weekday < 0 && !r.dated {
		return nil, trouble{problem: noDay, reason: sentence("ask-date/day-in-week", numberArg(r.number))}
	}
	if r.dated {
		day, t := r.written(today)
		if t.problem != solved {
			return nil, t
		}
		if year, week := day.ISOWeek(); week != r.number || r.ofYear > 0 && year != r.ofYear {
			return nil, trouble{problem: mismatch, days: []time.Time{day},
				reason: sentence("ask-date/in-week", timeArg(day), numberArg(week))}
		}
		return r.checked(day, today)
	}
	year, _ := today.ISOWeek()
	if r.ofYear > 0 {
		year = r.ofYear
	}
	day, ok := weekday(year, r.number, time.Weekday(r.weekday))
	if !ok {
		return nil, trouble{problem: noSuch, reason: sentence("ask-date/no-week", numberArg(year), numberArg(r.number))}
	}
	if !day.Before(today) {
		return []time.Time{day}, trouble{}
	}
	gone := trouble{problem: gone, reason: past(longDay(day))}
	if next, ok := weekday(year+1, r.number, time.Weekday(r.weekday)); ok && r.ofYear == 0 {
		if today.Sub(day) > justPast*24*time.Hour {
			return []time.Time{next}, trouble{}
		}
		gone.days = []time.Time{next}
	}
	return nil, gone
}

// weekday is a day of a week of the year by ISO 8601, if the year has that week.
func weekday(year, week int, day time.Weekday) (time.Time, bool) {
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // always in the first week
	monday := fourth.AddDate(0, 0, -int((fourth.Weekday()+6)%7)+7*(week-1))
	y, w := monday.ISOWeek()
	return monday.AddDate(0, 0, int((day+6)%7)), y == year && w == week
}

// dayAhead adds the day of the month d with "of next month" at token j.
func (p *parser) dayAhead(d match, j int, out []item) []item {
	if t := p.text(j); t == "." {
		j++
	}
	for n := 0; n < 2; n++ {
		if m, ok := p.word(j, kindMonthAhead); ok {
			if langs := d.langs & m.langs; langs != 0 {
				out = append(out, item{kind: itemDate, date: monthDay{day: d.n, ahead: m.n + 1}, next: m.next, langs: langs})
			}
			return out
		}
		j = p.skip(j, kindFiller, kindArticle)
	}
	return out
}

// monthsAhead adds "next month on the 25th" that begins at token i.
func (p *parser) monthsAhead(i int, out []item) []item {
	m, ok := p.word(i, kindMonthAhead)
	if !ok {
		return out
	}
	j := m.next
	if p.text(j) == "," {
		j++
	}
	j = p.skip(j, kindFiller)
	j = p.skip(j, kindArticle)
	d, _, ok := p.dayNumber(j)
	if langs := d.langs & m.langs; ok && langs != 0 {
		out = append(out, item{kind: itemDate, date: monthDay{day: d.n, ahead: m.n + 1}, next: d.next, langs: langs})
	}
	return out
}
