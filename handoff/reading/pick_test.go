package reading

import (
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// offered is a handoff of which the prospect was offered three times: the 2nd at 15:00, the 3rd at 10:00 and 14:30.
func offered(w *world) handoff.Handoff {
	if w.h.State == "" {
		w.decide(worldBrief())
	}
	h := w.h
	at := func(day, hour, minute int) calendar.Span {
		start := time.Date(2026, time.December, day, hour, minute, 0, 0, handoff.Location("Europe/Berlin"))
		return calendar.Span{Start: start, End: start.Add(30 * time.Minute)}
	}
	h.State = handoff.Past
	h.Times = &handoff.Times{For: handoff.MissedStep, Slots: []calendar.Span{at(2, 15, 0), at(3, 10, 0), at(3, 14, 30)}}
	return h
}

func TestPickedTimes(t *testing.T) {
	w := newWorld(t)
	for said, want := range map[string]int{
		"2": 2, "2.": 2, "Hi Rita,\n\n2\n\nBest regards\nPat": 2, "2, please": 2, "Number 3 works for me, thanks!": 3,
		"Option 1": 1, "#2": 2, "2)": 2, "the second one please": 2, "Let's take the third": 3, "1st works": 1,
		"I'll take 2": 2, "ok, 3": 3, "2 passt": 2, "yes, number 2": 2, "two": 2, "Hi Rita, 2 please": 2,
		"2\n\nThank you!": 2, "Wed 2 Dec, 15:00": 1, "Thursday 3 December at 14:30 works": 3, "3 Dec 10:00 please": 2,

		"4": 0, "0": 0, "2 or 3": 0, "2?": 0, "not 2": 0, "2 is too early": 0, "in 2 weeks": 0, "none": 0, "": 0,
		"2 of my colleagues join": 0, "call me at 2": 0, "2 but only at 16:00": 0, "2\nbut can we do 16:00 instead": 0,
		"Thu 3 December 16:00": 0, "yes": 0, "1 hour later please": 0, "the second one does not work": 0, "2 %": 0,
	} {
		f, ok := ReadWords(said, offered(w), handoff.About{At: w.now, By: handoff.Who{Address: "pat@globex.example"}}, w.c,
			w.now)
		p, picked := f.(*handoff.Picked)
		switch {
		case want == 0 && picked && ok:
			t.Errorf("%q picks %d", said, p.N)
		case want > 0 && (!ok || !picked || p.N != want):
			t.Errorf("%q is %+v, want number %d", said, f, want)
		}
	}
}

func FuzzPick(f *testing.F) {
	for _, s := range []string{"2", "the second one, please", "Wed 2 Dec, 15:00", "Hi,\n3\nBest\nPat", "2 or 3"} {
		f.Add(s)
	}
	w := newWorld(f)
	h := offered(w)
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ReadWords(s, h, handoff.About{At: w.now, By: handoff.Who{Address: "pat@globex.example"}}, w.c, w.now)
		if p, picked := got.(*handoff.Picked); ok && picked && (p.N < 1 || p.N > len(h.Times.Slots)) {
			t.Errorf("%q picks %d", s, p.N)
		}
	})
}
