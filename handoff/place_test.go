package handoff

import (
	"testing"
	"time"
)

// TestThePlaceStays: what is known of the place holds until somebody says another.
func TestThePlaceStays(t *testing.T) {
	const link = "https://meet.acme.example/rita"
	for _, c := range []struct {
		name string
		life func(w *world)
		want string
	}{
		{"the rep has no link any more", func(w *world) {
			setLink(w, "rita", "")
			w.say(&RosterChanged{About: About{At: w.now}, Person: "rita",
				Changes: []RosterChange{{What: RosterLink, Was: link}}})
		}, link},
		{"a manager has a lead of hers once more", func(w *world) {
			setLink(w, "mara", "")
			w.say(&Take{About: by("mara", w.now), Place: "room 2"})
			w.say(&Reject{About: by("mara", w.now), Criteria: []string{"budget"}})
			w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"budget": "20k"}})
		}, "room 2"},
		{"the same rep, for half a window more", func(w *world) {
			w.h.Assignments[0].Place = "room 3"
			for w.h.State == Offered && w.h.Rep() == "rita" {
				w.c.Teams[0].Policy.Reassign = 0
				w.due()
			}
			w.say(&Keep{About: by("mara", w.now)})
		}, "room 3"},
		{"the rep of before, whose answer was in time", func(w *world) {
			w.h.Assignments[0].Place = "room 3"
			for w.h.Rep() == "rita" {
				w.due()
			}
			late := by("rita", w.now.Add(-time.Hour))
			late.At = w.h.Assignments[0].Due
			w.say(&Answered{About: late, Attendee: "rita@acme.example", PartStat: "ACCEPTED", UID: w.h.Assignments[0].UID})
		}, "room 3"},
	} {
		w := in(t, Offered)
		if c.life(w); w.h.State != Offered && w.h.State != Accepted || w.h.Where(w.c) != c.want {
			t.Errorf("%s: %s with %s at %q, want %q (%s)", c.name, w.h.State, w.h.Rep(), w.h.Where(w.c), c.want, w.reason)
		}
	}
}
