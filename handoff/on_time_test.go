package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestTimelinessOfATurn plays what can become of a turn, by the definition of the on-time share.
func TestTimelinessOfATurn(t *testing.T) {
	t.Parallel()
	accepts := func(w *world) { w.answered("rita", calendar.Accepted) }
	replies := func(w *world) { w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect}) }
	closes := func(w *world) {
		for w.h.State == Offered && w.h.Current().N == 1 {
			w.due()
		}
	}
	for _, c := range []struct {
		name string
		play []func(*world)
		want Timeliness
	}{
		{"its window runs", nil, TimelyOpen},
		{"accepted in full", []func(*world){replies, accepts}, OnTime},
		{"silent", []func(*world){closes}, NotOnTime},
		{"accepted, no reply seen", []func(*world){accepts, closes}, HalfAnswer},
		{"that, and replied later", []func(*world){accepts, closes, func(w *world) { w.after(time.Hour) }, replies}, NotOnTime},
		{"replied, never accepted", []func(*world){replies, closes}, NotOnTime},
		{"declined", []func(*world){func(w *world) { w.answered("rita", calendar.Declined) }}, OnTime},
		{"rejected with criteria", []func(*world){func(w *world) {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
		}}, OnTime},
		{"rejected without", []func(*world){func(w *world) {
			w.say(&Reject{About: by("rita", w.now)})
			w.after(time.Minute).say(&Reject{About: by("rita", w.now)})
		}}, TimelyOpen}, // its window had not ended: counted as late once it has
		{"another time", []func(*world){func(w *world) {
			w.say(&Move{About: by("rita", w.now), Start: meeting.Add(2 * time.Hour)})
		}}, OnTime},
		{"away", []func(*world){func(w *world) {
			w.say(&OutOfOffice{About: by("rita", w.now), Until: meeting.AddDate(0, 0, 2)})
		}}, TimelyOpen},
		{"taken by the manager", []func(*world){closes, func(w *world) {
			w.h.Assignments[0].End = EndManager
		}}, TimelyOpen},
	} {
		w := in(t, Offered)
		w.after(2 * time.Hour)
		for _, play := range c.play {
			play(w)
		}
		if got, at := TimelinessOf(&w.h, &w.h.Assignments[0], w.now); got != c.want || at.IsZero() != (got == TimelyOpen) {
			t.Errorf("%s: %q as of %s, want %q: %+v", c.name, got, at, c.want, w.h.Assignments[0])
		}
	}
}

func TestPaceFallsBehind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		before, now Pace
		want        bool
	}{
		{Pace{Offers: 20, OnTime: 18, Of: 20}, Pace{Offers: 30, OnTime: 20, Of: 30}, true},
		{Pace{Offers: 20, OnTime: 18, Of: 20}, Pace{Offers: 22, OnTime: 16, Of: 20}, true},    // just
		{Pace{Offers: 20, OnTime: 18, Of: 20}, Pace{Offers: 22, OnTime: 162, Of: 200}, false}, // nine points
		{Pace{Offers: 20, OnTime: 18, Of: 20}, Pace{Offers: 21, OnTime: 5, Of: 20}, false},    // no more leads than before
		{Pace{Offers: 20, OnTime: 18, Of: 20}, Pace{Offers: 40, OnTime: 2, Of: 9}, false},     // too few to tell
		{Pace{Offers: 9, OnTime: 9, Of: 9}, Pace{Offers: 40, OnTime: 2, Of: 30}, false},
		{Pace{Offers: 20, OnTime: 10, Of: 20}, Pace{Offers: 40, OnTime: 30, Of: 40}, false}, // better
	} {
		if got := c.now.FallsBehind(c.before); got != c.want {
			t.Errorf("%+v after %+v: %t", c.now, c.before, got)
		}
	}
	w := in(t, Offered)
	w.after(time.Hour).answered("rita", calendar.Declined)
	if p := PaceOf([]Handoff{w.h}, monday, w.now.Add(time.Hour), w.now); p != (Pace{Offers: 2, OnTime: 1, Of: 1}) {
		t.Errorf("%+v", p)
	}
}
