package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestAskedFrom: who is asked reads so when they work, or at once where the prospect would wait else. One that has it,
// of several who are asked at once, is enough. Berlin, London and New York begin at 9:00 each.
func TestAskedFrom(t *testing.T) {
	c := fixtureConfig()
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, berlin) }
	rita := Assignment{N: 1, Rep: "rita", Hurry: true}
	ben, away, opened := rita, rita, rita
	ben.Rep = "ben"
	away.Away = []calendar.Span{{Start: at(23, 0, 0), End: at(25, 0, 0)}}
	opened.Opened = at(23, 7, 0)
	for name, row := range map[string]struct {
		front  Assignment
		beside []Assignment
		now    time.Time
		start  time.Time
		want   time.Time
	}{
		"before work":                {rita, nil, at(23, 7, 0), at(27, 15, 0), at(23, 10, 0)},
		"at work":                    {rita, nil, at(23, 11, 0), at(27, 15, 0), time.Time{}},
		"away by a mail":             {away, nil, at(23, 11, 0), at(27, 15, 0), at(25, 10, 0)},
		"has it already":             {opened, nil, at(23, 7, 0), at(27, 15, 0), time.Time{}},
		"the meeting is before that": {rita, nil, at(23, 7, 0), at(23, 10, 0), time.Time{}},
		"two, the first counts":      {ben, []Assignment{rita}, at(23, 7, 0), at(27, 15, 0), at(23, 10, 0)},
		"two, one is at work":        {ben, []Assignment{rita}, at(23, 11, 0), at(27, 15, 0), time.Time{}},
	} {
		h := Handoff{ID: "HO-TEST22", Team: "sales", State: Offered, Start: row.start,
			Assignments: []Assignment{row.front}, Beside: row.beside}
		if got := AskedFrom(&h, c, row.now); !got.Equal(row.want) {
			t.Errorf("%s: asked from %s, want %s", name, got, row.want)
		}
	}
	if h := (Handoff{Team: "sales", State: Escalated}); !AskedFrom(&h, c, at(23, 7, 0)).IsZero() {
		t.Error("nobody is asked, and yet from some time on")
	}
}
