package view

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// WhyRep is why the rotation gave the lead to the rep of the assignment, as they read it: nothing about others.
func WhyRep(v *View, a *handoff.Assignment) string { return v.whyRep(a, false) }

// whyRep is why the rep has the lead, on request with what put them before the next one.
func (v *View) whyRep(a *handoff.Assignment, before bool) string {
	if a == nil {
		return ""
	}
	if a.Hurry { // nobody's turn, but that of whoever accepts first
		return v.Line("reps", "hurry", templates.Choosing{})
	}
	for _, c := range a.Others {
		if !before {
			c.By = handoff.Reason{}
		} else if !v.readsSilenceOf(c.By, c.Rep) {
			c.By = c.By.WithoutTurns(a.Others, c)
		}
		switch {
		case c.Rep != a.Rep:
		case c.Fit && !c.Wish:
			return v.Line("reps", "next", v.candidate(c))
		default:
			return v.candidate(c).Why
		}
	}
	return ""
}

// candidate is a rep of the pool in words: why he could have the lead, or not, with what his calendar left open.
func (v *View) candidate(c handoff.Candidate) templates.Choosing {
	if a := v.H.Current(); c.Why.Sentence() == "candidate/has-it" && (a == nil || a.Rep != c.Rep) { // not any more
		c.Why = handoff.Because("candidate/had-it")
	}
	if !handoff.ReadsSilence(v.C, v.Reader.ID, c.Rep) {
		c.Why = c.Why.WithoutSilence()
	}
	if !v.readsSilenceOf(c.By, c.Rep) {
		c.By = c.By.WithoutSilence()
	}
	w := templates.Choosing{Name: v.Name(c.Rep), First: text.OneLine(v.C.Person(c.Rep).First(), text.NameLimit),
		Why: v.why(c.Why), By: v.why(c.By), Note: v.why(c.Note), Prefix: v.Prefix}
	if w.By != "" {
		w.Why = v.Line("reps", "chosen", w)
	}
	if w.Note != "" {
		w.Why = v.Line("reps", "noted", w)
	}
	w.Why = text.OneLine(w.Why, text.ValueLimit)
	return w
}

// readsSilenceOf says whether the reader may read of the silences of a rep, and of whoever a reason compares them with.
func (v *View) readsSilenceOf(why handoff.Reason, rep handoff.PersonID) bool {
	hidden := func(a handoff.Arg) bool {
		return a.Kind == handoff.ArgPerson && !handoff.ReadsSilence(v.C, v.Reader.ID, handoff.PersonID(a.Text))
	}
	return handoff.ReadsSilence(v.C, v.Reader.ID, rep) && !slices.ContainsFunc(why.Args, hidden)
}

// others are the reps who did not get the lead, each with the reason.
func (v *View) others(a *handoff.Assignment) []string {
	var out []string
	for _, c := range a.Others {
		if c.Rep != a.Rep {
			out = append(out, v.rep(c))
		}
	}
	return out
}

// rep is one of the others.
func (v *View) rep(c handoff.Candidate) string {
	w := v.candidate(c)
	if c.Fit && w.Note == "" {
		w.Why = v.Line("reps", "free", w)
	}
	return v.Line("reps", "line", w)
}

// Choice is which rep it is and why, and why not each other.
func Choice(v *View, a *handoff.Assignment) templates.Section {
	w, code := templates.Choosing{Name: v.Name(a.Rep)}, "has-it"
	if !a.Ended.IsZero() {
		code = "had-it"
	}
	why, lines := text.Sentence(text.Capital(v.whyRep(a, true))), v.others(a)
	if names := v.AtOnce(); names != "" { // none of them is before the others
		w.Name, code, why, lines = names, "at-once", "", nil
		for _, c := range a.Others {
			lines = append(lines, v.rep(c))
		}
	}
	return templates.Section{Title: v.Line("reps", code, w), Text: why, Lines: lines}
}

// NoChoice is why none of the reps can have a lead that nobody has had.
func NoChoice(v *View) templates.Section {
	s := templates.Section{Title: v.Line("reps", "nobody", templates.Choosing{})}
	for _, c := range v.H.Pool {
		s.Lines = append(s.Lines, v.rep(c))
	}
	return s
}

// Takers are the reps to whom the manager can give the lead, as the rotation last saw them: first those who are free,
// last those who had it.
func Takers(v *View) templates.Section {
	var latest *handoff.Assignment
	for i := range v.H.Assignments {
		if len(v.H.Assignments[i].Others) > 0 {
			latest = &v.H.Assignments[i]
		}
	}
	others, at := v.pool(latest)
	s := templates.Section{Title: v.Line("reps", "who", templates.Choosing{})}
	if !at.IsZero() {
		s.Title = v.Line("reps", "others/at", templates.Choosing{At: text.Stamp(at, v.Now, v.Zone)})
	}
	for _, fit := range []bool{true, false} {
		for _, c := range others {
			if c.Fit == fit && !v.H.Had(c.Rep) {
				s.Taps = append(s.Taps, v.taker(v.candidate(c), v.rep(c)))
			}
		}
	}
	for _, id := range v.Team.Reps {
		if v.H.Had(id) {
			w := templates.Choosing{Name: v.Name(id), First: v.firstName(id), Prefix: v.Prefix}
			s.Taps = append(s.Taps, v.taker(w, v.Line("reps", hadCode(v.H, id), w)))
		}
	}
	return s
}

// hadCode names the line of a rep who has had the lead, or was asked at once with others: declined is more than that.
func hadCode(h *handoff.Handoff, rep handoff.PersonID) string {
	code := "had"
	for _, a := range handoff.Turns(h) {
		if a.Rep != rep {
			continue
		}
		switch {
		case a.End == handoff.EndDeclined:
			code = "declined"
		case a.Hurry:
			code = "asked"
		default:
			code = "had"
		}
	}
	return code
}

// taker is a rep with the answer that gives them the lead.
func (v *View) taker(w templates.Choosing, line string) templates.Tap {
	return templates.Tap{Text: line, Label: v.Line("reps", "assign", w), Say: v.Line("reps", "say", w)}
}

// pool is what is known of the reps, and since when: looked at for this mail, else when the lead was last offered.
func (v *View) pool(latest *handoff.Assignment) ([]handoff.Candidate, time.Time) {
	if latest == nil || v.H.PoolAt.After(latest.Made) {
		return v.H.Pool, v.H.PoolAt
	}
	return latest.Others, latest.Made
}
