package main

import (
	"fmt"
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
	u := dates.Parse(w.words, now, clock.Zone)
	if !u.Start.IsZero() {
		w.Time = u.Start
		return nil
	}
	if day := dates.Parse(w.words+anyHour, now, clock.Zone); !day.Start.IsZero() {
		y, m, d := day.Start.In(clock.Zone).Date()
		w.Time = clock.Next(dates.StartOfDay(y, m, d, clock.Zone))
		return nil
	}
	sentences, err := templates.LoadReasons("")
	if err != nil {
		return err
	}
	return fmt.Errorf("%q: %s (or write it as 2026-11-23T10:00:00+01:00)", w.words,
		view.Why(sentences, &handoff.Config{}, handoff.OfDate(u.Ask)))
}
