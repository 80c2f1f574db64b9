package main

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// wordFlag is a flag with a time: RFC 3339, or in words, which are read once it is known whose they are.
type wordFlag struct {
	time.Time
	words string
}

// UnmarshalText takes the flag.
func (w *wordFlag) UnmarshalText(text []byte) error {
	w.words = string(text)
	return nil
}

// anyHour stands behind a day whose hour does not matter.
const anyHour = " 09:00"

// read understands the flag on somebody's clock. A day alone is the beginning of their work on it.
func (w *wordFlag) read(now time.Time, clock handoff.Clock) error {
	if w.words == "" {
		return nil
	}
	if t, err := time.Parse(time.RFC3339, w.words); err == nil {
		w.Time = t
		return nil
	}
	words := strings.TrimSpace(w.words)
	switch first, rest, _ := strings.Cut(strings.ToLower(words), " "); {
	case first == "now" && rest == "":
		w.Time = now.In(clock.Zone).Truncate(time.Minute)
		return nil
	case first == "yesterday":
		words = now.In(clock.Zone).AddDate(0, 0, -1).Format(time.DateOnly) + " " + rest
	}
	if t, ok := moment(words, now, clock.Zone); ok {
		w.Time = t
		return nil
	}
	if t, ok := moment(words+anyHour, now, clock.Zone); ok {
		y, m, d := t.In(clock.Zone).Date()
		w.Time = clock.Next(dates.StartOfDay(y, m, d, clock.Zone))
		return nil
	}
	u := dates.Parse(w.words, now, clock.Zone)
	sentences, err := templates.LoadReasons("")
	if err != nil {
		return err
	}
	return fmt.Errorf("%q: %s (or write it as %s)", w.words,
		view.Why(sentences, &handoff.Config{}, handoff.OfDate(u.Ask)), rfc3339(likely(u.Ask, now, clock)))
}

// likely is a time that the words may have meant: one that the question names, or when work begins on its day, else on
// the next one.
func likely(asked []dates.Sentence, now time.Time, clock handoff.Clock) time.Time {
	t, ok := toCome(asked, now)
	if ok && !t.Equal(t.Truncate(24*time.Hour)) {
		return t.In(clock.Zone)
	}
	y, m, d := now.In(clock.Zone).AddDate(0, 0, 1).Date()
	if ok {
		y, m, d = t.Date()
	}
	return clock.Next(dates.StartOfDay(y, m, d, clock.Zone)).In(clock.Zone)
}

// toCome is the first time after now that a question names; a day is its midnight in UTC.
func toCome(asked []dates.Sentence, now time.Time) (time.Time, bool) {
	for _, s := range asked {
		for _, a := range s.Args {
			if a.Time.After(now) {
				return a.Time, true
			}
			if t, ok := toCome(a.Sentences, now); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// moment reads a time in words. One that is past is taken where its words name one day only, whenever they are said.
func moment(words string, now time.Time, zone *time.Location) (time.Time, bool) {
	if u := dates.Parse(words, now, zone); !u.Start.IsZero() {
		return u.Start, true
	}
	const early, earlier = 200, 350 // days: before what was said within half a year, and within one turn of the year
	a, b := dates.Parse(words, now.AddDate(0, 0, -early), zone), dates.Parse(words, now.AddDate(0, 0, -earlier), zone)
	return a.Start, !a.Start.IsZero() && a.Start.Equal(b.Start)
}
