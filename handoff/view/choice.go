package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// WhyRep is why the rotation gave the lead to the rep of the assignment.
func (v *View) WhyRep(a *handoff.Assignment) string {
	if a == nil {
		return ""
	}
	for _, c := range a.Others {
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
	w := templates.Choosing{Name: v.Name(c.Rep), First: text.OneLine(v.C.Person(c.Rep).First(), text.NameLimit),
		Why: v.why(c.Why), Note: v.why(c.Note), Prefix: v.Prefix}
	if w.Note != "" {
		w.Why = v.Line("reps", "noted", w)
	}
	w.Why = text.OneLine(w.Why, text.ValueLimit)
	return w
}

// others are the reps who did not get the lead, each with the reason.
func (v *View) others(a *handoff.Assignment) []string {
	var out []string
	for _, c := range a.Others {
		if c.Rep != a.Rep {
			out = append(out, v.rep(c, "free"))
		}
	}
	return out
}

// rep is one of the others; free names the line for somebody who is, as far as is known.
func (v *View) rep(c handoff.Candidate, free string) string {
	w := v.candidate(c)
	if c.Fit && w.Note == "" {
		w.Why = v.Line("reps", free, w)
	}
	return v.Line("reps", "line", w)
}

// Choice is which rep it is and why, and why not each other.
func (v *View) Choice(a *handoff.Assignment) templates.Section {
	w, code := templates.Choosing{Name: v.Name(a.Rep), Why: v.WhyRep(a)}, "has-it"
	if w.Why != "" {
		code = "has-it/why"
	}
	return templates.Section{Title: v.Line("reps", code, w), Lines: v.others(a)}
}

// FreeReps are the reps of the pool as the rotation last saw them, without those who had the lead.
func (v *View) FreeReps() templates.Section {
	s := templates.Section{Title: v.otherReps()}
	var latest *handoff.Assignment
	for i := range v.H.Assignments {
		if len(v.H.Assignments[i].Others) > 0 {
			latest = &v.H.Assignments[i]
		}
	}
	if latest == nil && v.H.PoolAt.IsZero() {
		return s
	}
	others, at := v.pool(latest)
	for _, c := range others {
		if !v.H.Had(c.Rep) {
			s.Lines = append(s.Lines, v.rep(c, "free/assign"))
		}
	}
	if len(s.Lines) == 0 {
		s.Lines = []string{v.Line("reps", "all-had", templates.Choosing{Prefix: v.Prefix})}
		return s
	}
	s.Title = v.Line("reps", "others/at", templates.Choosing{At: text.Stamp(at, v.Now, v.Zone)})
	return s
}

// otherReps is the title of what is told of the reps who do not have the lead.
func (v *View) otherReps() string { return v.Line("reps", "others", templates.Choosing{}) }

// pool is what is known of the reps, and since when: looked at for this mail, else when the lead was last offered.
func (v *View) pool(latest *handoff.Assignment) ([]handoff.Candidate, time.Time) {
	if latest == nil || v.H.PoolAt.After(latest.Made) {
		return v.H.Pool, v.H.PoolAt
	}
	return latest.Others, latest.Made
}
