package handoff

import "testing"

// TestTheQualifierListensInOnTheFirstMeetings: only where the policy says so, and only so often with each rep.
func TestTheQualifierListensInOnTheFirstMeetings(t *testing.T) {
	for _, c := range []struct {
		listen, met int
		looked      bool
		want        PersonID
	}{{0, 0, true, ""}, {3, 0, true, "quinn"}, {3, 2, true, "quinn"}, {3, 3, true, ""}, {3, 0, false, ""}} {
		w := newWorld(t)
		w.c.Teams[0].Policy.Listen = c.listen
		if c.looked {
			w.look.Met = map[PersonID]int{"rita": c.met}
		}
		w.hold = true
		w.say(fixtureBrief(w.now))
		if got := Listener(&w.h); got != c.want {
			t.Errorf("%d of %d met, looked %t: %q listens in", c.met, c.listen, c.looked, got)
		}
		told := false
		w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		for _, a := range w.answered("rita", "ACCEPTED").Actions {
			told = told || a.Purpose == PurposeMeeting && a.To.Person == "quinn" && a.When == Today
		}
		if told != (c.want != "") {
			t.Errorf("%d of %d: in the Today of the qualifier: %t", c.met, c.listen, told)
		}
		if c.want == "" {
			continue
		}
		before := w.h.State
		w.say(&Answered{About: by("quinn", w.now), Attendee: "quinn@acme.example", PartStat: "DECLINED", Sequence: w.h.Sequence})
		if w.h.State != before || w.reason.Code != "listens" {
			t.Errorf("the listener's answer decides: %s: %s", w.h.State, w.reason)
		}
	}
	w := newWorld(t)
	if n := needMet(w.h, fixtureBrief(w.now), w.c.Teams[0]); n != nil {
		t.Errorf("looked up where nobody listens in: %+v", n)
	}
}
