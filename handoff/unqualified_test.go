package handoff

import (
	"testing"
	"time"
)

// TestTheTurnOfALeadNotQualifiedComesBack: what was no lead counts for nobody; what was one after all, for whoever had
// it.
func TestTheTurnOfALeadNotQualifiedComesBack(t *testing.T) {
	reject := func(w *world) Fact {
		return &Reject{About: by(w.h.Rep(), w.now), Criteria: []string{"budget"}, Note: "no budget"}
	}
	dispute := func(w *world) Fact { return &Dispute{About: by("quinn", w.now)} }
	cancel := func(w *world) Fact { return &Cancel{About: by("quinn", w.now)} }
	sleep := func(w *world) Fact {
		return &NurtureUntil{About: by("quinn", w.now), Until: w.now.AddDate(0, 3, 0)}
	}
	give := func(id PersonID) func(w *world) Fact {
		return func(w *world) Fact { return &Assign{About: by("mara", w.now), Rep: id} }
	}
	for _, row := range []struct {
		name       string
		from       State
		facts      []func(w *world) Fact
		rita, yuki int
	}{
		{"as it is rejected", Offered, []func(*world) Fact{reject}, 0, 0},
		{"it is closed", Offered, []func(*world) Fact{reject, cancel}, 0, 0},
		{"it sleeps", Offered, []func(*world) Fact{reject, sleep}, 0, 0},
		{"after the acceptance", Accepted, []func(*world) Fact{reject}, 0, 0},
		{"after the meeting", Held, []func(*world) Fact{reject}, 0, 0},
		{"disputed, open still", Offered, []func(*world) Fact{reject, dispute}, 0, 0},
		{"the manager lets it stand", Offered, []func(*world) Fact{reject, dispute,
			func(w *world) Fact { return &Reject{About: by("mara", w.now)} }}, 0, 0},
		{"overturned: the same rep", Offered, []func(*world) Fact{reject, dispute, give("rita")}, 1, 0},
		{"overturned: kept", Offered, []func(*world) Fact{reject, dispute,
			func(w *world) Fact { return &Keep{About: by("mara", w.now)} }}, 1, 0},
		{"overturned: another", Offered, []func(*world) Fact{reject, dispute, give("yuki")}, 1, 1},
		{"overturned, and rejected once more", Offered, []func(*world) Fact{reject, dispute, give("yuki"), reject}, 1, 0},
		{"given on without a dispute", Offered, []func(*world) Fact{reject, give("yuki")}, 0, 1},
		{"no criterion is named", Offered, []func(*world) Fact{
			func(w *world) Fact { return &Reject{About: by("rita", w.now), Note: "bad"} },
			func(w *world) Fact { return &Reject{About: by("rita", w.now), Note: "bad"} }}, 1, 0},
	} {
		w := in(t, row.from)
		for _, f := range row.facts {
			w.after(time.Minute).say(f(w))
		}
		if w.load["rita"].Turns != row.rita || w.load["yuki"].Turns != row.yuki {
			t.Errorf("%s (%s, %s): rita has %d turns and yuki %d, want %d and %d", row.name, w.h.State, w.reason,
				w.load["rita"].Turns, w.load["yuki"].Turns, row.rita, row.yuki)
		}
	}
}
