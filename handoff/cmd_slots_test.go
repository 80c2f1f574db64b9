package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// Free times are those of the calendars, in working hours, and change nothing; what cannot be read is never free.
func TestSlotsAreFree(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita", "ben")
	taken := calendar.Span{Start: inBerlin(time.November, 23, 0, 0), End: inBerlin(time.November, 25, 0, 0)}
	w.busyAt("rita", taken.Start, taken.End, "offsite")
	dark := w.look.Busy["ben"]
	dark.Unknown = []Reason{Because("unread/no-time")}
	w.look.Busy["ben"] = dark
	a := SlotsFor(&Slots{About: by("quinn", w.now)}, "sales", "Europe/Berlin", 7, w.env())
	if a.To.Person != "quinn" || a.Handoff != "" || a.Step != SlotsStep {
		t.Fatalf("the answer is %v to %v", a.Step, a.To)
	}
	told := map[PersonID]FreeTimes{}
	for _, times := range DetailOf[EchoDetail](a).Times {
		told[times.Rep] = times
		clock := w.c.Clock(times.Rep)
		for _, s := range times.Slots {
			if s.Overlaps(taken) && times.Rep == "rita" || s.Start.Before(w.now) ||
				clock.Between(s.Start, s.End) < s.End.Sub(s.Start) {
				t.Errorf("%s is offered %s–%s", times.Rep, s.Start, s.End)
			}
		}
	}
	if len(told["rita"].Slots) == 0 || len(told["ben"].Slots) > 0 || told["ben"].Blind.Empty() || !told["yuki"].Unlooked {
		t.Errorf("told %+v", told)
	}
}

func TestSlotsChangeNothing(t *testing.T) {
	for _, s := range []State{Draft, Offered, Accepted, Past} {
		w := in(t, s)
		before := w.h
		d := w.say(&Slots{About: by("quinn", w.now)})
		if w.h.State != before.State || w.h.Next != before.Next || len(d.Actions) != 1 || d.Actions[0].Step != SlotsStep {
			t.Errorf("%s: now %s, next %v, %d actions", s, w.h.State, w.h.Next, len(d.Actions))
		}
	}
}
