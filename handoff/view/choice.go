package view

import (
	"fmt"
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
		switch why := withNote(c); {
		case c.Rep != a.Rep:
		case c.Fit && !c.Wish:
			return "next in the rotation, " + why
		default:
			return why
		}
	}
	return ""
}

// withNote is why a rep could have the lead, or not, with what his calendar left open.
func withNote(c handoff.Candidate) string {
	if c.Note == "" {
		return text.OneLine(c.Why, text.ValueLimit)
	}
	return text.OneLine(c.Why+"; "+c.Note, text.ValueLimit)
}

// others are the reps who did not get the lead, each with the reason.
func (v *View) others(a *handoff.Assignment) []string {
	var out []string
	for _, c := range a.Others {
		if c.Rep == a.Rep {
			continue
		}
		why := withNote(c)
		if c.Fit && c.Note == "" {
			why = "free, " + why
		}
		out = append(out, v.Name(c.Rep)+": "+why)
	}
	return out
}

// Choice is which rep it is and why, and why not each other.
func (v *View) Choice(a *handoff.Assignment) templates.Section {
	s := templates.Section{Title: v.Name(a.Rep) + " has it"}
	if why := v.WhyRep(a); why != "" {
		s.Title += ": " + why
	}
	s.Lines = v.others(a)
	return s
}

// FreeReps are the reps of the pool as the rotation last saw them, without those who had the lead.
func (v *View) FreeReps() templates.Section {
	s := templates.Section{Title: "The other reps"}
	var latest *handoff.Assignment
	for i := range v.H.Assignments {
		if len(v.H.Assignments[i].Others) > 0 {
			latest = &v.H.Assignments[i]
		}
	}
	if latest != nil || !v.H.PoolAt.IsZero() {
		others, at := v.pool(latest)
		s.Title += ", as of " + text.Stamp(at, v.Zone)
		for _, c := range others {
			if v.H.Had(c.Rep) {
				continue
			}
			why := withNote(c)
			if c.Fit && c.Note == "" {
				why = fmt.Sprintf("free, %s – answer `%sassign %s`", why, v.Prefix, text.OneLine(v.C.Person(c.Rep).First(),
					text.NameLimit))
			}
			s.Lines = append(s.Lines, v.Name(c.Rep)+": "+why)
		}
	}
	if (latest != nil || !v.H.PoolAt.IsZero()) && len(s.Lines) == 0 {
		s.Title, s.Lines = "The other reps",
			[]string{fmt.Sprintf("Everybody in the rotation has had it. `%sassign NAME` names one of them again.", v.Prefix)}
	}
	return s
}

// pool is what is known of the reps, and since when: looked at for this mail, else when the lead was last offered.
func (v *View) pool(latest *handoff.Assignment) ([]handoff.Candidate, time.Time) {
	if latest == nil || v.H.PoolAt.After(latest.Made) {
		return v.H.Pool, v.H.PoolAt
	}
	return latest.Others, latest.Made
}
