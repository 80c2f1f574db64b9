package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestWhenNamesAbsences: what an absence note or the rep's calendar told is no working time, and is named.
func TestWhenNamesAbsences(t *testing.T) {
	t.Parallel()
	d := newDepot(t)
	berlin := handoff.Location("Europe/Berlin")
	at := func(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, berlin) }
	err := d.store.Update(t.Context(), func(tx *store.Tx) error {
		return tx.AddAway([]handoff.Absence{{Person: "quinn", Span: calendar.Span{Start: at(8, 0), End: at(11, 0)}}}, "feed")
	})
	if err != nil {
		t.Fatal(err)
	}
	code, out, errs := d.run("when", "--rep", "quinn", "--policy", "sales", "--from", at(7, 13).Format(time.RFC3339))
	if code != exitDone || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"Monday 7 December 2026, 13:00–17:00 CET: 4 h",
		"Tuesday 8 December 2026 – Thursday 10 December 2026: away, by an absence note or the calendar",
		"It closes Friday 11 December 2026, 13:00 CET.",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("it lacks %q:\n%s", want, out)
		}
	}
}

func TestWhenNamesAFirstDayToCome(t *testing.T) {
	t.Parallel()
	rep := handoff.Person{ID: "mona", Name: "Mona Lind", Zone: "Europe/Berlin", Since: 20270301}
	conf := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"mona": rep}}
	want := "Mona has leads from Monday 1 March 2027 on (since): until then they go to others.\n"
	if got := awayThen(conf, rep, nil, time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)); got != want {
		t.Errorf("it says %q", got)
	}
	if got := awayThen(conf, rep, nil, time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)); got != "" {
		t.Errorf("on the first day it says %q", got)
	}
}
