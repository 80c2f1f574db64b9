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
	return fmt.Errorf("%q: %s (or write it as 2026-11-23T10:00:00+01:00)", w.words,
		view.Why(sentences, &handoff.Config{}, handoff.OfDate(u.Ask)))
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
