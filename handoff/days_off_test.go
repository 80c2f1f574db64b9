package handoff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// TestRouteLeavesOutWhoIsAwayAsPlanned: the reason says until when, and who stands in.
func TestRouteLeavesOutWhoIsAwayAsPlanned(t *testing.T) {
	c := pool(3)
	for id, off := range map[PersonID]DayOff{
		"r1": {First: DayOf(monday), Last: DayOf(monday.AddDate(0, 0, 4)), Leave: true, Cover: "r2"},
		"r2": {First: DayOf(meeting), Leave: true},
	} {
		p := c.People[id]
		p.Away = []DayOff{off}
		c.People[id] = p
	}
	got, why := routed(c, nil, Lookups{}, nil)
	if got != "r3" || why["r1"] != "candidate/away/cover 2026-11-30T09:00:00+01:00 r2" ||
		why["r2"] != "candidate/away-then/back 2026-11-26T09:00:00+01:00" {
		t.Errorf("%s has it: %q", got, why)
	}
}

// TestWindowLeavesOutHolidaysAndAbsences: those of the config, and those that a mail told of before the offer.
func TestWindowLeavesOutHolidaysAndAbsences(t *testing.T) {
	w := newWorld(t)
	w.c.Holidays = map[string][]DayOff{"days": {{First: 20261124, Part: Minutes{13 * 60, 24 * 60}, Name: "Half"}}}
	p := w.c.People["rita"]
	p.Holidays = []string{"days"}
	w.c.People["rita"] = p
	london := Location("Europe/London")
	away := calendar.Span{Start: time.Date(2026, 11, 23, 12, 0, 0, 0, london),
		End: time.Date(2026, 11, 24, 10, 0, 0, 0, london)}
	w.look.Away = map[PersonID][]calendar.Span{"rita": {away}}
	w.say(fixtureBrief(w.now))
	a := w.h.Current()
	if a == nil || a.Rep != "rita" || a.Opened.IsZero() {
		t.Fatalf("%s with %s", w.h.State, w.h.Rep())
	}
	// Monday 9–12, Tuesday 10–13, Wednesday 9–11
	if want := time.Date(2026, 11, 25, 11, 0, 0, 0, london); !a.Due.Equal(want) {
		t.Errorf("closes %s, want %s; away %v", a.Due.In(london), want, a.Away)
	}
	for w.h.State == Offered && w.h.Next.What == DueStep {
		if next := w.c.Clock("rita").Less(away).Next(w.h.Next.At.Add(-time.Minute)); next.After(w.h.Next.At) {
			t.Errorf("reminded at %s, which is no working time", w.h.Next.At.In(london))
		}
		w.now = w.h.Next.At
		w.say(&Deadline{About: About{At: w.now}, What: w.h.Next.What, Due: w.h.Next.At})
	}
}

// TestWhatOverlapsOnADayIsOneBreak: a holiday, a half day on it and an absence are one time that is off, for all of
// these reasons; what follows on it is one of its own.
func TestWhatOverlapsOnADayIsOneBreak(t *testing.T) {
	day := func(d int) DayOff { return DayOff{First: Day(20271200 + d)} }
	christmas, eve, leave, morning := day(24), day(24), day(24), day(27)
	christmas.Name, eve.Name, eve.Part, leave.Leave, leave.Last = "Christmas Day", "Christmas Eve", Minutes{13 * 60, 1440},
		true, 20271227
	morning.Part = Minutes{0, 9 * 60}
	hours := OfficeHours(9, 17)
	hours.Days[time.Friday] = []Minutes{{9 * 60, 12 * 60}, {13 * 60, 17 * 60}}
	clock := hours.In(time.UTC)
	clock.Off = [][]DayOff{{christmas}, {eve, morning}, {leave}}
	at := func(d, hour int) time.Time { return time.Date(2027, 12, d, hour, 0, 0, 0, time.UTC) }
	want := []Break{
		{calendar.Span{Start: at(24, 9), End: at(24, 12)}, []DayOff{christmas, leave, eve}},
		{calendar.Span{Start: at(24, 13), End: at(24, 17)}, []DayOff{christmas, leave, eve}},
		{calendar.Span{Start: at(27, 9), End: at(27, 17)}, []DayOff{leave, morning}},
	}
	if diff := cmp.Diff(want, clock.Breaks(at(24, 0), at(28, 12))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestANightIsNotCutAtMidnight: a day off takes the night that begins on it to its end, and leaves the one that began
// the evening before; so does a planned absence, for working time and for the rotation.
func TestANightIsNotCutAtMidnight(t *testing.T) {
	nights := Hours{}
	for d := time.Monday; d <= time.Friday; d++ {
		nights.Days[d] = append(nights.Days[d], Minutes{22 * 60, 24 * 60})
		nights.Days[d+1] = append([]Minutes{{0, 6 * 60}}, nights.Days[d+1]...)
	}
	at := func(d, hour int) time.Time { return time.Date(2026, 12, d, hour, 0, 0, 0, time.UTC) }
	for name, row := range map[string]struct {
		off  DayOff
		want []calendar.Span // that are worked from Wednesday 23 to Sunday 27 December
	}{
		"a holiday": {DayOff{First: 20261225, Name: "Christmas Day"},
			[]calendar.Span{{Start: at(22, 22), End: at(23, 6)}, {Start: at(23, 22), End: at(24, 6)}, {Start: at(24, 22), End: at(25, 6)}}},
		"an evening": {DayOff{First: 20261224, Part: Minutes{13 * 60, 24 * 60}, Name: "Christmas Eve"},
			[]calendar.Span{{Start: at(22, 22), End: at(23, 6)}, {Start: at(23, 22), End: at(24, 6)}, {Start: at(25, 22), End: at(26, 6)}}},
		"a morning, by the hour": {DayOff{First: 20261224, Part: Minutes{0, 13 * 60}},
			[]calendar.Span{{Start: at(22, 22), End: at(23, 6)}, {Start: at(23, 22), End: at(24, 0)}, {Start: at(24, 22), End: at(25, 6)},
				{Start: at(25, 22), End: at(26, 6)}}},
		"an absence": {DayOff{First: 20261223, Last: 20261224, Leave: true},
			[]calendar.Span{{Start: at(22, 22), End: at(23, 6)}, {Start: at(25, 22), End: at(26, 6)}}},
	} {
		p := Person{ID: "nils", Zone: "UTC", Hours: nights}
		if row.off.Leave {
			p.Away = []DayOff{row.off}
		} else {
			p.Holidays = []string{"days"}
		}
		c := &Config{People: map[PersonID]Person{"nils": p}, Holidays: map[string][]DayOff{"days": {row.off}}}
		clock := c.Clock("nils")
		if got := calendar.Merge(clock.Spans(at(22, 12), at(27, 12))); !cmp.Equal(row.want, got) {
			t.Errorf("%s: works %v", name, got)
		}
		for h := at(22, 12); row.off.Leave && h.Before(at(27, 12)); h = h.Add(time.Hour) {
			works := clock.Next(h).Equal(h)
			if _, away := c.PlannedAway("nils", h); works && away {
				t.Errorf("%s: works at %s, and is away", name, h)
			} else if weekly := nights.In(time.UTC).Next(h).Equal(h); weekly && !works && !away {
				t.Errorf("%s: is off at %s, and not away", name, h)
			}
		}
	}
}
