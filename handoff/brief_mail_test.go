package handoff

import (
	"slices"
	"strings"
	"testing"
)

// TestOneMailForBriefAndInvitation: the brief is in the invitation where that is the rep's alone and calendars may hold
// it; else a mail of its own.
func TestOneMailForBriefAndInvitation(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*world)
		apart  bool
	}{
		{"the event is mailed", func(*world) {}, false},
		{"a copy is written into the rep's calendar", func(w *world) { w.c.Events = EventsCopied }, false},
		{"a server owns the event of all", func(w *world) { w.c.Events = EventsHosted }, true},
		{"no calendar may hold the brief", func(w *world) { w.c.Teams[0].Policy.BriefInCalendar = false }, true},
		{"everybody shares the event, as in older installations", func(w *world) { w.noUIDs = true }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.change(w)
			got := actionsText(w.say(fixtureBrief(w.now)).Actions)
			if apart := strings.Contains(got, "brief → rita"); apart != c.apart {
				t.Errorf("the brief is a mail of its own: %t; %s", apart, got)
			}
			if !w.h.Current().Briefed {
				t.Error("all mails are out, and the rep is not briefed")
			}
			if got = actionsText(w.say(&NameRep{About: by("quinn", w.now), Rep: "ben"}).Actions); strings.Contains(got,
				"brief → ben") != c.apart {
				t.Errorf("the next rep gets %s", got)
			}
		})
	}
}

// TestNobodyWaitsForABriefInVain: where the invitation that was to hold it does not come, the brief is sent by itself,
// once.
func TestNobodyWaitsForABriefInVain(t *testing.T) {
	w := newWorld(t)
	w.hold = true // the invitation waits for the introduction
	w.say(fixtureBrief(w.now))
	w.say(&OwnEvent{About: About{At: w.now}, Person: "rita", Key: "k-own", Start: w.h.Start, End: w.h.End})
	w.hold = false
	d := w.say(&UseOwn{About: by("rita", w.now), Mine: true})
	if got := actionsText(d.Actions); !strings.Contains(got, "brief → rita") || !w.h.Current().Briefed {
		t.Errorf("no brief for the rep: %s", got)
	}
	if got := actionsText(w.say(&Status{About: by("rita", w.now)}).Actions); strings.Contains(got, "brief → rita") {
		t.Errorf("once more: %s", got)
	}
}

// TestAKeptLeadIsBriefedOnce: a rep who keeps a lead holds the event with the brief already.
func TestAKeptLeadIsBriefedOnce(t *testing.T) {
	w := in(t, Escalated)
	w.say(&Keep{About: by("mara", w.now)})
	w.mustBe(Offered, "kept")
	if a := w.h.Current(); !a.InInvite || !a.Briefed || slices.ContainsFunc(w.sent,
		func(a Action) bool { return a.Purpose == PurposeBrief }) {
		t.Errorf("%+v", *a)
	}
}
