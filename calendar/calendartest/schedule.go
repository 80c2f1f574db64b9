package calendartest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

func hours(day, from, to int) calendar.Span {
	start := monday.AddDate(0, 0, day)
	return calendar.Span{Start: start.Add(time.Duration(from) * time.Hour), End: start.Add(time.Duration(to) * time.Hour)}
}

// week is two weeks of a rep's calendar with everything that is easily got wrong.
func week() []Planted {
	at := func(title string, s calendar.Span) Planted { return Planted{Title: title, Start: s.Start, End: s.End} }
	declined, free, tentative := at("Declined", hours(0, 11, 12)), at("Free", hours(0, 13, 14)),
		at("Perhaps", hours(0, 15, 16))
	declined.Own, free.Free, tentative.Own = calendar.Declined, true, calendar.Tentative
	cancelled, away, series := at("Cancelled", hours(1, 9, 10)), at("Fair", hours(2, 0, 24)),
		at("Jour fixe", hours(3, 9, 10))
	cancelled.Cancelled, away.AllDay, series.Weeks = true, true, 2
	return []Planted{at("Call", hours(0, 9, 10)), at("Call on", hours(0, 10, 11)), declined, free, tentative, cancelled,
		away, series}
}

var fortnight = calendar.Span{Start: monday, End: monday.AddDate(0, 0, 14)}

// weekBusy is when the owner of the week is busy; the all-day appointment stands apart, since its hours depend on the
// owner's zone.
var weekBusy = []calendar.Span{hours(0, 9, 11), hours(0, 15, 16), hours(3, 9, 10), hours(10, 9, 10)}

func schedule(r *Rig, rd calendar.Reader) (calendar.Schedule, error) {
	return rd.Schedule(context.Background(), r.Owner, fortnight.Start, fortnight.End)
}

func testSchedule(t *testing.T, r *Rig) {
	if r.Reader == nil {
		t.Skip("this provider reads nobody's time")
	}
	r.Plant(week())
	got, err := schedule(r, r.Reader(r.transport()))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Unknown) != 0 || got.ReadAt.IsZero() {
		t.Errorf("unknown %q, read at %v", got.Unknown, got.ReadAt)
	}
	for _, w := range busyDifferences(got) {
		t.Error(w)
	}
	if got.Entries != nil {
		checkEntries(t, got.Entries)
	}
}

// busyDifferences holds the schedule of the week against what it should say.
func busyDifferences(got calendar.Schedule) (wrong []string) {
	noon := calendar.Span{Start: monday.Add(60 * time.Hour), End: monday.Add(61 * time.Hour)}
	var timed []calendar.Span
	allDay := false
	for _, s := range got.Busy {
		if s.Overlaps(noon) {
			allDay = true
			continue
		}
		timed = append(timed, calendar.Span{Start: s.Start.UTC(), End: s.End.UTC()})
	}
	if !allDay {
		wrong = append(wrong, "the all-day appointment counts as free")
	}
	if diff := cmp.Diff(weekBusy, timed); diff != "" {
		wrong = append(wrong, "busy (-want +got):\n"+diff)
	}
	return wrong
}

func checkEntries(t *testing.T, entries []calendar.Entry) {
	t.Helper()
	find := func(title string) []calendar.Entry {
		return slices.DeleteFunc(slices.Clone(entries), func(e calendar.Entry) bool { return e.Title != title })
	}
	for _, c := range []struct {
		title string
		count int
		right func(calendar.Entry) bool
	}{
		{"Call", 1, func(e calendar.Entry) bool { return e.Busy && !e.Free && e.Own == "" && !e.Series && !e.AllDay }},
		{"Declined", 1, func(e calendar.Entry) bool {
			return !e.Busy && e.Own == calendar.Declined && e.Organizer != "" && len(e.Guests) != 0
		}},
		{"Free", 1, func(e calendar.Entry) bool { return !e.Busy && e.Free }},
		{"Perhaps", 1, func(e calendar.Entry) bool { return e.Busy && e.Own == calendar.Tentative }},
		{"Fair", 1, func(e calendar.Entry) bool { return e.Busy && e.AllDay }},
		{"Jour fixe", 2, func(e calendar.Entry) bool { return e.Busy && e.Series }},
	} {
		found := find(c.title)
		if len(found) != c.count {
			t.Errorf("%s: %d entries, want %d", c.title, len(found), c.count)
		}
		for _, e := range found {
			if !c.right(e) || e.UID == "" {
				t.Errorf("%s: %+v", c.title, e)
			}
		}
	}
	for _, e := range find("Cancelled") {
		if e.Busy || e.Status != "CANCELLED" {
			t.Errorf("cancelled, and yet %+v", e)
		}
	}
}

// testScheduleLocked is a calendar that the server answers for without being able to read it.
func testScheduleLocked(t *testing.T, r *Rig) {
	if r.Reader == nil || r.Lock == nil {
		t.Skip("the server knows no such thing")
	}
	r.Plant(week())
	r.Lock()
	got, err := schedule(r, r.Reader(r.transport()))
	if err == nil && len(got.Unknown) == 0 {
		t.Errorf("a calendar nobody may read counts as known: %+v", got)
	}
}

// faultySchedule reads somebody's time with a fault at request n: it is right, unknown or an error, and never just
// free.
func faultySchedule(r *Rig, f fault, n int, always bool) (wrong []string) {
	got, err := schedule(r, r.Reader(&line{rig: r, fault: f, at: n, always: always}))
	if err != nil || len(got.Unknown) != 0 {
		return nil
	}
	return busyDifferences(got)
}
