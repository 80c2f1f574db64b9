package reading

import (
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// leaving reads the first day back at work; an absence ends when that day begins.
func leaving(r *reading, a argument) (handoff.Fact, bool) {
	phrase, cover, ask := r.covered(a.text)
	if ask.Code != "" {
		return r.asking(ask), true
	}
	u := r.day(phrase, "away until")
	if u.Start.IsZero() {
		return r.unclear("ask-until", handoff.ReasonArg(u.ask)), r.likeTime(a)
	}
	until := u.begins()
	if !until.After(r.now) {
		return r.unclear("ask-until/day"), true
	}
	return &handoff.AwayUntil{Until: until, Cover: cover}, true
}

// begins is the instant that is meant, or the beginning of the day.
func (u dayRead) begins() time.Time {
	if u.timed {
		return u.Start
	}
	y, m, d := u.Start.Date()
	return dates.StartOfDay(y, m, d, u.Start.Location())
}

// leavingSometime is an absence from one day to another, its last; or one without its end.
func leavingSometime(r *reading, a argument) (handoff.Fact, bool) {
	phrase, cover, ask := r.covered(a.text)
	from, to, ok := r.days(phrase)
	switch {
	case ok && ask.Code != "":
		return r.asking(ask), true
	case ok && to.After(r.now):
		return &handoff.AwayUntil{From: from, Until: to, Cover: cover}, true
	case ok:
		return r.unclear("ask-until/day"), true
	}
	return r.unclear("ask-until/away"), len(a.words) <= 4 || r.likeTime(a)
}

var (
	coverWords = text.Pattern(`(?i)^(.*?)[,;.]? +(?:cover|covered by|cover is|vertretung|vertreten durch):? ` +
		`+(.+?)[.!]?$`)
	dayRange = text.Pattern(`(?i)^(?:from |on |vom |von )?(.+?)(?: *[–—] *| +- +| +(?:to|until|till|through|` +
		`bis) +)(.+)$`)
	dayHyphen = text.Pattern(`^(\d{1,2}\.?|.*\D \d{1,2})-(\d{1,2}\b.*)$`)
	dayAlone  = text.Pattern(`^\d{1,2}\.?$`)
)

// covered takes the words about who stands in from the end of a phrase.
func (r *reading) covered(phrase string) (rest string, cover handoff.PersonID, ask handoff.Reason) {
	m := coverWords().FindStringSubmatch(strings.TrimSpace(phrase))
	if m == nil {
		return phrase, "", ask
	}
	cover, ask, ok := r.rep(argument{text: m[2], words: text.Plain(text.Words(m[2]))})
	if !ok {
		return phrase, "", ask
	}
	if cover != "" && cover == r.about.By.Person {
		return m[1], "", handoff.Because("ask-cover")
	}
	return m[1], cover, ask
}

// days reads "3–17 Aug", "from 3 Aug to 17 Aug", a single day or a part of it: from the beginning of the first to the
// end of the last, or the times that are named.
func (r *reading) days(phrase string) (from, to time.Time, ok bool) {
	phrase = strings.Trim(strings.TrimSpace(phrase), ".,!")
	if from, to, ok = r.partOfDay(phrase); ok {
		return from, to, true
	}
	whole := r.day(phrase, "away")
	if whole.isDay() {
		from = whole.begins()
		return from, nextDay(from), true
	}
	m := dayRange().FindStringSubmatch(phrase)
	if m == nil {
		m = dayHyphen().FindStringSubmatch(phrase)
	}
	if m == nil {
		return from, to, false
	}
	first, last := strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
	a, b := r.day(first, "away"), r.day(last, "away")
	switch {
	case dayAlone().MatchString(last) && a.isDay(): // "Aug 3–17"
		b = a.sameMonth(last)
	case dayAlone().MatchString(first) && b.isDay(): // "3–17 Aug"
		a = b.sameMonth(first)
	}
	if a.Start.IsZero() || b.Start.IsZero() || b.Start.Before(a.Start) {
		return from, to, false
	}
	if to = b.begins(); !b.timed {
		to = nextDay(to)
	}
	return a.begins(), to, a.begins().Before(to)
}

// isDay says whether a day was read, and no time of it.
func (u dayRead) isDay() bool { return !u.Start.IsZero() && !u.timed }

// sameMonth is the day of that number in the same month; none if there is none.
func (u dayRead) sameMonth(number string) dayRead {
	n, _ := strconv.Atoi(strings.Trim(number, "."))
	y, m, _ := u.Start.Date()
	day := time.Date(y, m, n, 12, 0, 0, 0, u.Start.Location())
	if day.Month() != m {
		return dayRead{}
	}
	u.Start = day
	return u
}

func nextDay(t time.Time) time.Time {
	y, m, d := t.Date()
	return dates.StartOfDay(y, m, d+1, t.Location())
}
