package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// commands are the plain replies that mean something now, from this reader.
func (p *page) commands() []templates.Command {
	if p.a.To.Role == handoff.RoleRep && p.reader.ID != p.h.Rep() { // a former rep
		return []templates.Command{{Usage: "status", Effect: "tells how it stands"}}
	}
	examples := strings.NewReplacer("CRITERIA", p.anyCriterion(), "N attempts", "3 attempts")
	var first, out []templates.Command
	for _, c := range handoff.Commands(p.a.To.Role, p.h.State) {
		line := templates.Command{Usage: examples.Replace(c.Usage), Effect: c.Effect}
		switch {
		case !p.meant(c.Usage):
		case c.Usage == "keep" && p.h.AbsenceAsked(),
			slices.Contains([]string{"agree", "refuse", "send", "separate", "reassign", "keep the time", "mine", "keep both"}, c.Usage): // an open question comes first
			first = append(first, line)
		default:
			out = append(out, line)
		}
	}
	return append(first, out...)
}

// meant says whether a command that answers a question has one to answer.
func (p *page) meant(usage string) bool {
	switch usage {
	case "send":
		return p.h.Unsent != ""
	case "dispute WHY":
		return p.h.Return != nil && slices.Contains([]string{"rejected", "unstated", "unreachable"}, p.h.Return.Code)
	case "keep":
		return p.h.State == handoff.Escalated || p.h.AbsenceAsked()
	case "reassign":
		return p.h.AbsenceAsked()
	case "separate":
		return p.h.Twin != ""
	case "keep the time":
		c, a := p.h.Clash, p.h.Current()
		return c != nil && !(c.Move && c.Asked == handoff.RoleRep) && (c.Asked == p.a.To.Role || c.Asked == handoff.RoleQualifier && p.a.To.Role != handoff.RoleRep) || a != nil && !a.Removed.IsZero() && a.Rep == p.reader.ID
	case "mine", "keep both":
		own := p.h.Own
		return own != nil && !own.Watched && own.Rep == p.reader.ID
	case "agree", "refuse":
		return p.asked()
	case "replied":
		a := p.h.Last()
		return a != nil && strings.Contains(p.lacking(a), "reply")
	case "Key: value":
		return len(p.form()) == 0 // else the lines stand there already
	}
	return true
}

// asked says whether the reader's side was asked about another time.
func (p *page) asked() bool {
	m := p.h.Moving
	if m == nil {
		return false
	}
	switch p.a.To.Role {
	case handoff.RoleRep:
		return m.Asked == handoff.RoleRep || m.Asked == handoff.RoleProspect && m.Said != ""
	case handoff.RoleQualifier, handoff.RoleAdvocate:
		return m.Asked == handoff.RoleQualifier || m.Asked == handoff.RoleProspect
	case handoff.RoleManager, handoff.RoleAdmin:
		return true
	}
	return m.Asked == p.a.To.Role
}
