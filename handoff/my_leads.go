package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// Bounds of what `my leads` tells.
const (
	mostOwn     = 50                  // leads of a section
	ownFinished = 56 * 24 * time.Hour // for so long finished leads are told of
)

// topMark stands before the name of a top account.
const topMark = "★ "

// LeadName is how lists call a lead: "Pat Kim (Globex)".
func LeadName(h *Handoff, c *Config) string {
	if Erased(h) {
		return ErasedMark
	}
	name := text.OneLine(h.Prospect().Label(), text.NameLimit)
	if company := text.OneLine(h.Brief["company"], text.NameLimit); company != "" {
		name += " (" + company + ")"
	}
	if TopAccount(h, c) {
		name = topMark + name
	}
	return strings.TrimSpace(name)
}

// MyLeads is what `my leads` tells somebody: of a rep what is open, of a qualifier what became of what they handed
// over, of a manager or an advocate the open leads of the teams by where they stand. One section each; all may hold
// leads that are none of theirs.
func MyLeads(id PersonID, c *Config, all []Handoff, now time.Time) []Reason {
	var out []Reason
	of := func(fits func(*Handoff) bool) []Handoff {
		return slices.DeleteFunc(slices.Clone(all), func(h Handoff) bool { return !fits(&h) })
	}
	own := of(func(h *Handoff) bool { return h.Rep() == id && has(h, id) })
	if n := len(own); n > 0 {
		out = append(out, Because("my-leads/rep", NumberArg(n), ReasonArg(linesOf(own, c, now)...)))
	}
	handed := of(func(h *Handoff) bool {
		return h.Qualifier == id && (!h.State.Finished() || now.Sub(h.Since) < ownFinished)
	})
	if n := len(handed); n > 0 {
		out = append(out, Because("my-leads/qualifier", NumberArg(n), ReasonArg(linesOf(handed, c, now)...)))
	}
	for _, t := range c.Teams {
		if !slices.Contains(t.Managers, id) && !slices.Contains(t.Advocates, id) {
			continue
		}
		open := of(func(h *Handoff) bool { return h.Team == t.Name && !h.State.Finished() })
		slices.SortStableFunc(open, func(a, b Handoff) int {
			return slices.Index(States, a.State) - slices.Index(States, b.State)
		})
		if n := len(open); n > 0 {
			out = append(out, Because("my-leads/team", WordsArg(t.Name), NumberArg(n), ReasonArg(linesOf(open, c, now)...)))
		}
	}
	if len(out) == 0 {
		return []Reason{Because("my-leads/none")}
	}
	return out
}

// has says whether the rep of an open lead has it still: it is theirs to do something, or waits with them.
func has(h *Handoff, rep PersonID) bool {
	switch h.State {
	case Offered, Accepted, Past, Held:
		return true
	}
	return h.Next.Owner == rep && !h.State.Finished()
}

// linesOf are the lines of leads, of as many as fit.
func linesOf(leads []Handoff, c *Config, now time.Time) []Reason {
	var lines []Reason
	for i := range leads[:min(len(leads), mostOwn)] {
		lines = append(lines, MyLead(&leads[i], c, now))
	}
	if more := len(leads) - mostOwn; more > 0 {
		lines = append(lines, Because("my-leads/more", NumberArg(more)))
	}
	return lines
}

// MyLead is the line of a lead: id, name, where it stands and what is next.
func MyLead(h *Handoff, c *Config, now time.Time) Reason {
	return Because("my-leads/line", WordsArg(string(h.ID)), WordsArg(LeadName(h, c)), ReasonArg(Stands(h)),
		ReasonArg(NextOf(h, c, now)))
}

// saysState names what lists say of each state.
var saysState = map[State]Code{Draft: "lead-state/draft", Offered: "lead-state/offered",
	Escalated: "lead-state/escalated", Returned: "lead-state/returned", Accepted: "lead-state/accepted",
	Past: "lead-state/past", Held: "lead-state/held", Nurture: "lead-state/nurture",
	Converted: "lead-state/converted", Closed: "lead-state/closed"}

// saysBack names what is said of each way in which a lead comes back.
var saysBack = map[Code]Code{"bounced": "lead-back/bounced", "cancelled": "lead-back/cancelled",
	"complained": "lead-back/complained", "no-show": "lead-back/no-show", nobodyCode: "lead-back/nobody",
	nurtureCode: "lead-back/nurture", "prospect": "lead-back/prospect", prospectAwayCode: "lead-back/prospect-away",
	rejectedCode: "lead-back/rejected", "unconfirmed": "lead-back/unconfirmed", "unreachable": "lead-back/unreachable",
	"unstated": "lead-back/unstated"}

// Stands says where a lead stands, and why it came back or ended.
func Stands(h *Handoff) Reason {
	state := Because(saysState[h.State])
	switch r := h.Return; {
	case h.Deal != nil && h.Deal.Won && !h.Amount.IsZero():
		return Because("lead-state/won-for", WordsArg(h.Amount.String()))
	case h.Deal != nil && h.Deal.Won:
		return Because("lead-state/won")
	case h.Deal != nil:
		return Because("lead-state/lost")
	case r == nil || len(r.Criteria) == 0 && saysBack[r.Code] == "":
	case h.State == Returned, h.State == Closed, h.State == Nurture:
		return Because("lead-state/because", ReasonArg(state), ReasonArg(WhyBack(r.Code, r.Criteria)))
	}
	return state
}

// WhyBack says why a lead came back, with the criteria that were not met.
func WhyBack(code Code, criteria []string) Reason {
	if len(criteria) > 0 {
		return Because("lead-back/criteria", ListArg(criteria))
	}
	return Because(saysBack[code])
}

// NextOf is what is planned of a lead, else what is next, with its time and whose it is.
func NextOf(h *Handoff, c *Config, now time.Time) Reason {
	m := NextMoveOf(h, c, now)
	if s := h.Step; s != nil {
		m = NextMove{Owner: s.Owner, What: s.What, At: s.On, Step: true}
	}
	who, at := PersonArg(m.Owner), TimeArg(m.At, c.Person(m.Owner).Zone)
	switch {
	case m.Owner == "", h.State.Finished() && !m.Step:
		return Because("lead-next/nothing")
	case m.What != "":
		return Because("lead-next", who, WordsArg(m.What), at)
	case m.Step:
		return Because("lead-next/call", who, at)
	case len(m.Also) > 0:
		return Because("lead-next/at-once", at, ReasonArg(Because("owed-what/"+Code(m.Due))))
	case m.On:
		return Because("lead-next/on", who, at, ReasonArg(Because("owed-what/"+Code(m.Due))))
	}
	return Because("lead-next/due", who, at, ReasonArg(Because("owed-what/"+Code(m.Due))))
}
