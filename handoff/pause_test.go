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

// TestWhoMaySayAndWhoIsLeft: a manager of another team reads whose word it is; of a rep's pause it is said to whom new
// leads go, and that is the manager where nobody else has them.
func TestWhoMaySayAndWhoIsLeft(t *testing.T) {
	c := fixtureConfig()
	c.Teams[0].Managers = []PersonID{"mara"}
	other := c.Teams[0]
	other.Name, other.Managers = "apac", []PersonID{"vera"}
	c.Teams = append(c.Teams, other)
	until := monday.AddDate(0, 0, 2)
	for id, want := range map[PersonID]Code{"vera": "managers/rotation/other", "quinn": "managers/rotation", "mara": ""} {
		f := Rotation{About: by(id, monday), What: RotatePause, Team: true, Until: until}
		if why := f.Refused(c.Teams[0].Name, c, monday); why.Sentence() != want {
			t.Errorf("%s: %s, want %s", id, why, want)
		}
	}
	f := Rotation{About: by("mara", monday), What: RotatePause, Rep: "rita", Until: until}
	team := c.Teams[0].Name
	var all []Pause
	for _, id := range c.Teams[0].Reps {
		if id != "rita" {
			all = append(all, Pause{Team: team, Rep: id, Span: calendar.Span{Start: monday, End: until}})
		}
	}
	for _, row := range []struct {
		known []Pause
		want  Code
	}{{nil, "rotation-meanwhile/rep"}, {all[1:], "rotation-meanwhile/rep"}, {all, "rotation-meanwhile/alone"},
		{[]Pause{{Team: team, Span: all[0].Span}}, "rotation-meanwhile/alone"}} {
		if got := f.Meanwhile(team, row.known, c, monday); len(got) != 1 || got[0].Sentence() != row.want {
			t.Errorf("%d pause: %v, want %s", len(row.known), got, row.want)
		}
	}
}
