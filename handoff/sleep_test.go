package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestATimeAfterSleepReachesWhoHoldsTheEvent: the prospect declined, the lead slept and woke, and the same rep has it
// again: the event that the prospect still holds gets the new time, and the old answer counts no more.
func TestATimeAfterSleepReachesWhoHoldsTheEvent(t *testing.T) {
	w := in(t, Offered)
	rep := w.h.Rep()
	w.say(&Answered{About: outside("pat@globex.example", w.now), Attendee: "pat@globex.example",
		PartStat: calendar.Declined})
	w.say(&NurtureUntil{About: by("quinn", w.now), Until: w.now.AddDate(0, 0, 14)})
	w.due()
	w.c.Teams[0].Reps = []PersonID{rep}
	w.sent = nil
	w.say(&Move{About: by("quinn", w.now), Start: w.now.Add(72 * time.Hour)})
	if w.h.State != Offered || w.h.Rep() != rep {
		t.Fatalf("%s with %s: %s", w.h.State, w.h.Rep(), w.reason)
	}
	n := 0
	for _, a := range w.sent {
		if a.To.Address == "pat@globex.example" && a.Purpose.Channel() == ChannelCalendar {
			n++
		}
	}
	g := w.h.guest("pat@globex.example", "")
	if n != 1 || g.PartStat != calendar.NeedsAction {
		t.Errorf("%d mails about the event to the prospect, answer %s: %s", n, g.PartStat, actionsText(w.sent))
	}
}
