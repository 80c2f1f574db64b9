package report

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Agenda is what two colleagues go through when they meet.
type Agenda struct {
	handoff.Twosome
	Start   time.Time
	Leads   []handoff.Handoff // of the team, open
	Figures Figures           // of the rep, of the week before
}

// monthly is up to which day of a month the first meeting of it can be: top accounts are gone through then.
const monthly = 7

// Sections are the agenda: what is stuck, what has no next step, what else is open, once a month the top accounts, and
// the figures of the rep, to whom they are shown.
func (a Agenda) Sections(c *handoff.Config) []handoff.Reason {
	var stuck, steps, open, top []handoff.Reason
	r := reviewing{c: c, zone: c.Person(a.Rep).Zone, now: a.Start}
	for i := range a.Leads {
		h := &a.Leads[i]
		line := handoff.MyLead(h, c, a.Start)
		if handoff.TopAccount(h, c) {
			top = append(top, line)
		}
		if h.Rep() != a.Rep || a.ofPair(c) && h.Qualifier != a.Lead {
			continue
		}
		_, isStuck := handoff.StuckOf(h, c, a.Start)
		switch {
		case isStuck:
			stuck = append(stuck, handoff.Because("one-to-one/why", handoff.WordsArg(string(h.ID)),
				handoff.WordsArg(handoff.LeadName(h, c)), handoff.ReasonArg(r.stuck(*h)...)))
		case handoff.StepGap(h, c, a.Start) != "":
			steps = append(steps, handoff.Because("one-to-one/why", handoff.WordsArg(string(h.ID)),
				handoff.WordsArg(handoff.LeadName(h, c)), handoff.ReasonArg(r.gap(*h, false))))
		default:
			open = append(open, line)
		}
	}
	var out []handoff.Reason
	if len(stuck) > 0 {
		out = append(out, handoff.Because("one-to-one/stuck", handoff.ReasonArg(most(stuck)...)))
	}
	if len(steps) > 0 {
		out = append(out, handoff.Because("one-to-one/steps", handoff.ReasonArg(most(steps)...)))
	}
	if len(open) > 0 {
		out = append(out, handoff.Because("one-to-one/open", handoff.ReasonArg(most(open)...)))
	}
	if len(top) > 0 && a.Start.In(c.Person(a.Rep).Location()).Day() <= monthly {
		out = append(out, handoff.Because("one-to-one/top", handoff.ReasonArg(most(top)...)))
	}
	if figures := a.figures(); a.Manages && len(figures) > 0 {
		out = append(out, handoff.Because("one-to-one/figures", handoff.ReasonArg(figures...)))
	}
	if len(out) == 0 {
		return []handoff.Reason{handoff.Because("one-to-one/nothing")}
	}
	return out
}

// ofPair says whether the two are a qualifier and a rep, who go through their own leads.
func (a Agenda) ofPair(c *handoff.Config) bool {
	t, _ := c.Team(a.Team)
	return !slices.Contains(t.Managers, a.Lead)
}

// figures are those of the rep in which something happened.
func (a Agenda) figures() []handoff.Reason {
	var out []handoff.Reason
	for _, n := range ofRep {
		if f := a.Figures.Of(n); f.N > 0 || f.Of > 0 {
			out = append(out, handoff.Because("one-to-one/figure", handoff.ReasonArg(n.Says()), handoff.ReasonArg(f.Says())))
		}
	}
	return out
}

// agendaLines bounds the leads of a section: what does not fit into 25 minutes is counted.
const agendaLines = 12

func most(lines []handoff.Reason) []handoff.Reason {
	if more := len(lines) - agendaLines; more > 0 {
		return append(lines[:agendaLines:agendaLines], handoff.Because("shield/more", handoff.NumberArg(more)))
	}
	return lines
}
