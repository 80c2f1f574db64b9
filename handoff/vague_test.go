package handoff

import (
	"strings"
	"testing"
	"time"
)

// stepsTo lists what went to somebody since the mails were counted last.
func stepsTo(w *world, from int, id PersonID) string {
	var out []string
	for _, a := range w.sent[from:] {
		if a.To.Person == id && a.Purpose.Channel() == ChannelInternal {
			out = append(out, string(a.Purpose)+"."+string(a.Step))
		}
	}
	return strings.Join(out, " ")
}

// TestAVagueNoIsAskedAboutOnceInEveryState: then it goes back unstated, with the rep's words, and the manager is told.
func TestAVagueNoIsAskedAboutOnceInEveryState(t *testing.T) {
	for _, s := range []State{Offered, Escalated, Accepted, Past, Held} {
		w := in(t, s)
		rep, n := w.h.Rep(), len(w.sent)
		w.say(&Reject{About: by(rep, w.now), Note: "Nothing there."})
		if w.h.State != s || stepsTo(w, n, rep) != "question.criteria" {
			t.Errorf("in %s: %s, the rep gets %s", s, w.h.State, stepsTo(w, n, rep))
		}
		n = len(w.sent)
		w.say(&Reject{About: by(rep, w.now), Note: "As I said."})
		if r := w.h.Return; w.h.State != Returned || r.Code != "unstated" || r.Note != "Nothing there.\nAs I said." {
			t.Errorf("in %s: %s, %+v", s, w.h.State, r)
		}
		if !strings.Contains(stepsTo(w, n, "mara"), "notice.rejected") {
			t.Errorf("in %s the manager gets %s", s, stepsTo(w, n, "mara"))
		}
		if w.h.Vague != nil {
			t.Errorf("in %s it is asked still: %+v", s, w.h.Vague)
		}
	}
}

// TestACriterionNamedWhenAskedCounts with the words of before.
func TestACriterionNamedWhenAskedCounts(t *testing.T) {
	w := in(t, Accepted)
	w.say(&Reject{About: by("rita", w.now), Note: "Nothing there."})
	w.say(&Reject{About: by("rita", w.now), Criteria: []string{"need"}})
	if r := w.h.Return; w.h.State != Returned || r.Code != "rejected" || r.Note != "Nothing there." {
		t.Errorf("%s: %+v", w.h.State, r)
	}
}

// TestAVagueNoThatStaysVagueGoesBack after four working hours, in an open window at its end; no silence of the rep's.
func TestAVagueNoThatStaysVagueGoesBack(t *testing.T) {
	for _, s := range []State{Offered, Accepted, Past, Held} {
		w := in(t, s)
		w.say(&Reject{About: by("rita", w.now), Note: "Nothing there."})
		if s == Offered {
			for w.h.State == Offered {
				w.due()
			}
		} else {
			at, what, _ := Wakes(&w.h)
			if what != DueVague {
				t.Errorf("in %s it wakes for %s", s, what)
			}
			w.now = at
			w.say(&Deadline{About: About{At: at, Via: "clock"}, What: DueVague, Due: at})
		}
		if r := w.h.Return; w.h.State != Returned || r.Code != "unstated" || r.By != "rita" {
			t.Errorf("in %s: %s, %+v", s, w.h.State, r)
		}
		if a := w.h.Last(); a.End.Fault() || a.Claim != nil {
			t.Errorf("in %s it counts as silence: %+v", s, a)
		}
	}
}

// TestNotReachedNeedsDatedAttempts: without one it is asked once.
func TestNotReachedNeedsDatedAttempts(t *testing.T) {
	tries := []Attempt{{At: monday.Add(-time.Hour), How: ByPhone}, {At: monday.Add(-30 * time.Hour), Day: true}}
	for name, tt := range map[string]struct {
		needed int
		says   [][]Attempt
		state  State
		mgr    bool
	}{
		"none, asked": {0, [][]Attempt{nil}, Offered, false}, "none twice": {0, [][]Attempt{nil, nil}, Returned, true},
		"dated":            {0, [][]Attempt{tries[:1]}, Returned, false},
		"dated when asked": {0, [][]Attempt{nil, tries[:1]}, Returned, false},
		"too few":          {2, [][]Attempt{tries[:1]}, Offered, false},
		"enough":           {2, [][]Attempt{tries}, Returned, false},
	} {
		w := newWorld(t)
		w.c.Teams[0].Policy.Attempts = tt.needed
		w.say(fixtureBrief(monday))
		for _, says := range tt.says {
			w.say(&Unreachable{About: by("rita", w.now), Tries: says})
		}
		if w.h.State != tt.state {
			t.Errorf("%s: %s", name, w.h.State)
		}
		if told := strings.Contains(stepsTo(w, 0, "mara"), "notice.rejected"); told != tt.mgr {
			t.Errorf("%s: the manager is told: %v", name, told)
		}
		if last := tt.says[len(tt.says)-1]; w.h.State == Returned && len(w.h.Return.Tries) != len(last) {
			t.Errorf("%s: kept %+v", name, w.h.Return)
		}
	}
}

// TestADisputedRejectionStands with the manager's `reject`: it goes back with the criteria and the words of the rep.
func TestADisputedRejectionStands(t *testing.T) {
	w := newWorld(t)
	w.say(fixtureBrief(monday))
	w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}, Note: "no money"})
	w.say(&Dispute{About: by("quinn", w.now), Note: "they have 40k"})
	if w.h.State != Escalated {
		t.Fatalf("%s: %s", w.h.State, w.reason)
	}
	w.say(&Reject{About: by("mara", w.now)})
	if r := w.h.Return; w.h.State != Returned || r.Code != "rejected" || r.Note != "no money" || r.By != "mara" ||
		len(r.Criteria) != 1 {
		t.Errorf("%s: %+v", w.h.State, r)
	}
}
