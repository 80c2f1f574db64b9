package view

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Standing says where the handoff stands.
func (v *View) Standing() string {
	w := templates.Standing{Rep: v.Person(v.H.Rep()), Manager: v.Person(v.manager()),
		Qualifier: v.Person(v.qualifier()), Prospect: v.Prospect()}
	code := "closed"
	switch v.H.State {
	case handoff.Offered:
		a := v.H.Current()
		w.AskedAt = AskedAt(v)
		switch {
		case a == nil:
			code = "offered/nobody"
		case w.AskedAt != "" && v.AtOnce() == "":
			code = "offered/later"
		case v.AtOnce() != "":
			code, w.AtOnce = "offered/hurry", v.AtOnce()
		case a.Soft:
			code = "offered/tentative"
		default:
			if code, w.Lacking, w.Done = "offered", v.Lacking(a), v.done(a); w.Done != "" {
				code = "offered/part"
			}
		}
	case handoff.Accepted:
		code = "accepted"
		if v.H.AbsenceAsked() {
			code = "accepted/away"
		}
	case handoff.Nurture:
		code, w.Day = "nurture", v.Day(v.H.Wake)
	case handoff.Draft:
		if code = "draft"; handoff.Awake(v.H) {
			code = "draft/woken"
		}
	case handoff.Converted:
		code = v.converted()
	case handoff.Past:
		code = "past"
		if o, disputed := v.H.Verdict(); o != "" && !disputed {
			code = "past/judged"
		}
	case handoff.Escalated, handoff.Returned, handoff.Held:
		code = string(v.H.State)
	}
	return v.Line("standing", code, w)
}

// converted names the line of what became of an opportunity.
func (v *View) converted() string {
	switch d := v.H.Deal; {
	case d == nil:
		return "converted"
	case d.Won:
		return "converted/won"
	}
	return "converted/lost"
}

// done is what a rep who was asked has done of it, the last of each kind; empty for nothing.
func (v *View) done(a *handoff.Assignment) string {
	var parts []string
	lacking := a.Lacking()
	for _, kind := range []struct {
		requirement handoff.Requirement
		line        string
	}{{handoff.RequireAccept, "accept"}, {handoff.RequireReply, "reply"}} {
		for i := len(a.Evidence) - 1; i >= 0; i-- {
			if e := a.Evidence[i]; e.Kind == kind.requirement && !slices.Contains(lacking, kind.requirement) {
				w := templates.Turn{At: text.Stamp(e.At, v.Now, v.Zone), Prospect: v.Prospect()}
				parts = append(parts, v.Line("turns", kind.line, w))
				break
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return v.All(parts)
}

// Lacking is what of the assignment is not there yet.
func (v *View) Lacking(a *handoff.Assignment) string {
	w := templates.Standing{Prospect: v.Prospect()}
	var parts []string
	for _, r := range a.Lacking() {
		switch r {
		case handoff.RequireAccept:
			parts = append(parts, v.Line("standing", "lacking/accept", w))
		case handoff.RequireReply:
			parts = append(parts, v.Line("standing", "lacking/reply", w))
		}
	}
	if len(parts) == 0 {
		return v.Line("standing", "lacking/nothing", w)
	}
	return v.All(parts)
}

// AskedAt is when whoever is asked reads so; empty if they were asked.
func AskedAt(v *View) string {
	if at := handoff.AskedFrom(v.H, v.C, v.Now); !at.IsZero() {
		return v.At(at)
	}
	return ""
}

// AtOnce are the reps who are asked at once; empty if one is asked after the other.
func (v *View) AtOnce() string {
	var names []string
	for _, id := range handoff.AskedAtOnce(v.H) {
		names = append(names, v.Name(id))
	}
	return v.All(names)
}
