package handoff_test

import (
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestOneToOneSearch: 25 minutes in the hours of both, in the week, from tomorrow on, when neither has anything, and
// not in the first hour of either's day.
func TestOneToOneSearch(t *testing.T) {
	berlin, london := handoff.Location("Europe/Berlin"), handoff.Location("Europe/London")
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, berlin) }
	lead, rep := handoff.OfficeHours(9, 17).In(berlin), handoff.OfficeHours(9, 17).In(london)
	busy := func(spans ...calendar.Span) []calendar.Span { return spans }
	for name, tc := range map[string]struct {
		lead, rep handoff.Clock
		taken     []calendar.Span
		now, week time.Time
		want      time.Time // zero: none
	}{
		"this week":       {lead, rep, nil, at(23, 12), at(23, 12), at(24, 11)},
		"next week":       {lead, rep, nil, at(27, 12), at(30, 12), at(30, 11)},
		"taken":           {lead, rep, busy(calendar.Span{Start: at(24, 8), End: at(24, 14)}), at(23, 12), at(23, 12), at(24, 14)},
		"the lead's away": {lead.Less(calendar.Span{Start: at(24, 0), End: at(25, 0)}), rep, nil, at(23, 12), at(23, 12), at(25, 11)},
		"no time":         {lead, rep, busy(calendar.Span{Start: at(23, 0), End: at(29, 0)}), at(23, 12), at(23, 12), time.Time{}},
		"on Friday":       {lead, rep, nil, at(27, 9), at(27, 9), time.Time{}},
		"never at once":   {handoff.OfficeHours(9, 10).In(berlin), rep, nil, at(23, 12), at(23, 12), time.Time{}},
	} {
		got, found := handoff.OneToOneSearch(tc.lead, tc.rep, tc.taken, tc.now, tc.week)
		if found == tc.want.IsZero() || found && (!got.Start.Equal(tc.want) || got.End.Sub(got.Start) != 25*time.Minute) {
			t.Errorf("%s: %v %s, want %s", name, found, got.Start.In(berlin), tc.want)
		}
	}
}

// TestTwosomes: a manager and their reps, or the pairs of a team; nobody meets themselves, or twice.
func TestTwosomes(t *testing.T) {
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"m": {ID: "m"}, "q": {ID: "q"}, "r1": {ID: "r1"},
		"r2": {ID: "r2"}, "old": {ID: "old", Gone: true}}}
	team := handoff.Team{Name: "t", Managers: []handoff.PersonID{"m"}, Reps: []handoff.PersonID{"r1", "r2", "m", "old"},
		Pairs: []handoff.Pair{{Qualifier: "q", Reps: []handoff.PersonID{"r1", "old"}}}}
	for how, want := range map[handoff.OneToOne]int{handoff.OneToOneOff: 0, handoff.OneToOneManager: 2,
		handoff.OneToOnePairs: 1} {
		team.OneToOne = how
		c.Teams = []handoff.Team{team, team}
		if got := c.Twosomes(); len(got) != want {
			t.Errorf("%q: %+v", how, got)
		}
	}
	c.Names, c.Teams[0].OneToOne = handoff.NamesOwn, handoff.OneToOneManager
	if got := c.Twosomes(); got[0].Manages {
		t.Error("figures of a rep are told though everybody reads their own alone")
	}
}
