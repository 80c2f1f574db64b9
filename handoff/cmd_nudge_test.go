package handoff

import (
	"slices"
	"testing"
	"time"
)

// A nudge is one mail to the rep a lead and day, in the qualifier's name; it moves no clock, and whoever may not send
// one, or would send it for nothing, hears why.
func TestNudge(t *testing.T) {
	to := func(d Decision, who PersonID) bool {
		return slices.ContainsFunc(d.Actions, func(a Action) bool {
			return a.Purpose == PurposeNotice && a.Step == nudgeStep && a.To.Person == who && a.When == Live
		})
	}
	w := in(t, Offered)
	rep, due := w.h.Rep(), w.h.Next
	for _, c := range []struct {
		name string
		by   PersonID
		wait time.Duration
		code Code
		sent bool
	}{
		{"by somebody else", "yuki", 0, "not-yours", false},
		{"by the qualifier", "quinn", 0, "nudge-sent", true},
		{"again the same day", "mara", time.Hour, "nudge-once", false},
	} {
		w.now = w.now.Add(c.wait)
		if may := MayNudge(&w.h, w.now, berlin); may != (c.code != "nudge-once") {
			t.Errorf("%s: a nudge is offered: %t", c.name, may)
		}
		d := w.say(&Nudge{About: by(c.by, w.now)})
		if d.Reason.Code != c.code || to(d, rep) != c.sent || w.h.Next != due {
			t.Errorf("%s: %s, sent %t, next %v; want %s, %t, %v", c.name, d.Reason.Code, to(d, rep), w.h.Next, c.code, c.sent,
				due)
		}
		if !slices.ContainsFunc(d.Actions, func(a Action) bool { return a.Purpose == PurposeEcho && a.To.Person == c.by }) {
			t.Errorf("%s: nobody is answered", c.name)
		}
	}
}

func TestNudgeWhereNothingIsOwed(t *testing.T) {
	w := in(t, Offered)
	w.say(&Accept{About: by(w.h.Rep(), w.now)})
	if d := w.say(&Nudge{About: by("quinn", w.now)}); d.Reason.Code != "nudge-sent" {
		t.Errorf("accepted, not replied: %s", d.Reason.Code)
	}
	w.say(&Replied{About: by(w.h.Rep(), w.now), Reach: ReachProspect})
	if MayNudge(&w.h, w.now.Add(48*time.Hour), berlin) {
		t.Error("a nudge is offered of which nothing would come")
	}
	if d := w.say(&Nudge{About: by("quinn", w.now.Add(48*time.Hour))}); d.Reason.Code != "nudge-done" {
		t.Errorf("accepted and replied: %s", d.Reason.Code)
	}
}
