package handoff

import (
	"testing"
	"time"
)

// TestAMeetingTooNearIsSaidSo: with the time at which somebody must have accepted, and a start that would do.
func TestAMeetingTooNearIsSaidSo(t *testing.T) {
	for _, row := range []struct {
		name        string
		now, start  time.Time
		says        Code
		latest, can time.Time
	}{
		{"the lead time has passed", inBerlin(11, 23, 10, 19), inBerlin(11, 23, 12, 0), "prospect-waiting",
			inBerlin(11, 23, 10, 0), inBerlin(11, 23, 14, 30)},
		{"before anybody works", inBerlin(11, 23, 2, 20), inBerlin(11, 23, 10, 30), "nobody-fits/lead",
			inBerlin(11, 23, 8, 30), inBerlin(11, 23, 13, 0)},
	} {
		w := newWorld(t)
		p := &w.c.Teams[0].Policy
		p.Lead, p.OnConflict = 2*time.Hour, ConflictRoute
		for _, id := range w.c.Teams[0].Reps {
			rep := w.c.People[id]
			rep.Zone = "Europe/Berlin"
			w.c.People[id] = rep
		}
		w.now = row.now
		brief := fixtureBrief(w.now)
		brief.Start, brief.End = row.start, row.start.Add(30*time.Minute)
		w.say(brief)
		r := w.h.Why
		if w.h.State != Escalated || r.Sentence() != row.says || len(r.Args) != 3 || !r.Args[0].Time.Equal(row.latest) ||
			!r.Args[2].Time.Equal(row.can) {
			t.Errorf("%s: %s: %s %+v", row.name, w.h.State, r, r.Args)
			continue
		}
		w.sent = nil
		w.after(time.Minute).say(&Move{About: by("quinn", w.now), Start: row.can})
		if a := w.h.Current(); w.h.State != Offered || a == nil || !w.h.Start.Equal(row.can) || w.got(PurposeInvite, string(a.Rep)) != 1 {
			t.Errorf("%s, moved to where it can be met: %s: %s", row.name, w.h.State, w.reason)
		}
	}
}

// TestAMoveLeavesTheManagersDecision: where reps have had the lead, a new time gives it to nobody by itself.
func TestAMoveLeavesTheManagersDecision(t *testing.T) {
	w := in(t, Escalated)
	w.after(time.Minute).say(&Move{About: by("quinn", w.now), Start: w.now.AddDate(0, 0, 2)})
	w.want(Escalated, "moved")
}
