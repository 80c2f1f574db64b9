package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestPause: whoever pauses has no new leads, by a word that is not that of an absence, and by whose word until when.
// It ends on its day, or by a word.
func TestPause(t *testing.T) {
	thu := monday.AddDate(0, 0, 3)
	of := func(rep PersonID, from, to time.Time) []Pause {
		return []Pause{{Team: "sales", Rep: rep, By: "mara", Span: calendar.Span{Start: from, End: to}}}
	}
	ago := monday.Add(-time.Hour)
	for name, row := range map[string]struct {
		pauses []Pause
		wish   PersonID
		with   PersonID
		state  State
	}{
		"nobody pauses":          {with: "rita", state: Offered},
		"one rep":                {pauses: of("rita", ago, thu), with: "ben", state: Offered},
		"the team":               {pauses: of("", ago, thu), state: Escalated},
		"until a moment ago":     {pauses: of("", ago, monday), with: "rita", state: Offered},
		"from a moment on":       {pauses: of("", monday.Add(time.Second), thu), with: "rita", state: Offered},
		"another team":           {pauses: []Pause{{Team: "north", Span: of("", ago, thu)[0].Span}}, with: "rita", state: Offered},
		"named by a qualifier":   {pauses: of("rita", ago, thu), wish: "rita", state: Draft},
		"one of two that are on": {pauses: append(of("rita", ago, thu), of("rita", ago, monday)...), with: "ben", state: Offered},
	} {
		w := newWorld(t)
		w.look.Pauses = row.pauses
		brief := fixtureBrief(w.now)
		brief.Wish = row.wish
		w.say(brief)
		if w.h.State != row.state || w.h.Rep() != row.with {
			t.Errorf("%s: %s with %q, want %s with %q", name, w.h.State, w.h.Rep(), row.state, row.with)
		}
		for _, why := range poolSaid(&w.h) {
			if why.Sentence() == "candidate/away" || why.Sentence() == "candidate/paused/by" &&
				(why.Args[1].Text != "mara" || !why.Args[0].Time.Equal(thu)) {
				t.Errorf("%s: said: %s", name, why)
			}
		}
		first := poolSaid(&w.h)[0].Sentence()
		if pauses := row.with != "rita"; pauses != (first == "candidate/paused/by") {
			t.Errorf("%s: of the first in the order it is said: %s", name, first)
		}
	}
}

// poolSaid is what the rotation thought of each rep.
func poolSaid(h *Handoff) []Reason {
	var out []Reason
	if h.Clash != nil {
		for _, o := range h.Clash.With {
			out = append(out, o.Why)
		}
	}
	all := h.Pool
	if a := h.Current(); a != nil {
		all = a.Others
	}
	for _, c := range all {
		out = append(out, c.Why)
	}
	return out
}

// TestPauseIsNoAbsence: who pauses keeps the lead and the working time of it.
func TestPauseIsNoAbsence(t *testing.T) {
	w := in(t, Offered)
	due, rep := w.h.Current().Due, w.h.Rep()
	d := w.say(&Rotation{About: by("mara", w.now), What: RotatePause, Team: true, Until: monday.AddDate(0, 0, 3)})
	if len(d.Away) > 0 || len(d.Pauses) != 1 || d.Pauses[0].Rep != "" || d.Pauses[0].By != "mara" {
		t.Fatalf("away %+v, pauses %+v", d.Away, d.Pauses)
	}
	if a := w.h.Current(); a == nil || a.Rep != rep || !a.Due.Equal(due) {
		t.Errorf("the lead is with %q until %v", w.h.Rep(), w.h.Current())
	}
}

// TestPauseEnds: `resume team` ends the pause of the team alone, `back` that of a rep, and not the team's.
func TestPauseEnds(t *testing.T) {
	w := in(t, Offered)
	keep := func(d Decision) {
		for _, p := range d.Pauses {
			w.look.Pauses = WithPause(w.look.Pauses, p)
		}
	}
	say := func(f Rotation) Code {
		f.About = by("mara", w.now)
		keep(w.say(&f))
		w.after(time.Minute)
		return w.reason.Code
	}
	paused := func(id PersonID) bool { _, is := Paused(w.look.Pauses, "sales", id, w.now); return is }
	thu, fri := monday.AddDate(0, 0, 3), monday.AddDate(0, 0, 4)
	if got := say(Rotation{What: RotateBack, Team: true}); got != "not-paused" {
		t.Errorf("nothing to resume: %s", got)
	}
	say(Rotation{What: RotatePause, Rep: "ben", Until: fri})
	say(Rotation{What: RotatePause, Team: true, Until: thu})
	say(Rotation{What: RotatePause, Team: true, Until: fri})
	if got := say(Rotation{What: RotateBack, Rep: "yuki"}); got != "team-pauses" || !paused("yuki") {
		t.Errorf("back of one of a team that pauses: %s", got)
	}
	if got := say(Rotation{What: RotateBack, Team: true}); got != "resumed" || paused("yuki") || !paused("ben") {
		t.Errorf("resumed: %s, of %+v", got, w.look.Pauses)
	}
	if say(Rotation{What: RotateBack, Rep: "ben"}); paused("ben") {
		t.Errorf("back: %+v", w.look.Pauses)
	}
}
