package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestTimesInWords: flags take times as people say them, on the clock of whom they are about; a day alone is when their
// work begins.
func TestTimesInWords(t *testing.T) {
	t.Parallel()
	berlin := handoff.Location("Europe/Berlin")
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC) // a Monday
	clock := handoff.OfficeHours(8, 17).In(berlin)
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, berlin)
	}
	for words, want := range map[string]time.Time{
		"2026-12-01T10:00:00Z": at(12, 1, 11, 0), "tomorrow": at(12, 1, 8, 0), "Fri 17:30": at(12, 4, 17, 30),
		"24 Dec 9:00": at(12, 24, 9, 0), "Sat": at(12, 7, 8, 0), "24 December": at(12, 24, 8, 0), "": {},
		"now": at(11, 30, 10, 0), "yesterday 15:00": at(11, 29, 15, 0), "2026-11-20": at(11, 20, 8, 0),
		"20 November 2026 9:00": at(11, 20, 9, 0),
	} {
		w := wordFlag{words: words}
		if err := w.read(now, clock); err != nil || !w.Equal(want) {
			t.Errorf("%q is %s (%v), want %s", words, w.Time, err, want)
		}
	}
	for _, words := range []string{"soon", "2026-13-45", "Fri 3"} {
		w := wordFlag{words: words}
		if err := w.read(now, clock); err == nil && w.IsZero() {
			t.Errorf("%q is taken for %s", words, w.Time)
		}
	}
}

// TestAStartIsReadFromWhenTheWindowOpens: "Mon 09:30" is the Monday after the --from, whatever day it is now, and what a
// question offers as an example is yet to come then.
func TestAStartIsReadFromWhenTheWindowOpens(t *testing.T) {
	t.Parallel()
	berlin := handoff.Location("Europe/Berlin")
	now := time.Date(2026, 11, 30, 12, 7, 0, 0, time.UTC) // a Monday, past half past nine
	clock := handoff.OfficeHours(9, 17).In(berlin)
	w := whenCmd{From: wordFlag{words: "Fri 17:30"}, Start: wordFlag{words: "Mon 09:30"}}
	if err := w.moments(now, clock); err != nil || !w.Start.Equal(time.Date(2026, 12, 7, 9, 30, 0, 0, berlin)) {
		t.Errorf("the meeting is at %s, %v", w.Start, err)
	}
	for words, example := range map[string]string{
		"Fri 15:00": "2026-12-11T15:00:00+01:00", // past, seen from then
		"soon":      "2026-12-07T09:00:00+01:00", // work begins after the weekend
	} {
		w := whenCmd{From: wordFlag{words: "Fri 17:30"}, Start: wordFlag{words: words}}
		if err := w.moments(now, clock); err == nil || !strings.Contains(err.Error(), "or write it as "+example) {
			t.Errorf("%q: %v, want the example %s", words, err, example)
		}
	}
}
