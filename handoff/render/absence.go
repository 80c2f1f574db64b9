package render

import (
	"fmt"

	"handoffd/handoff"
)

// questionOfAbsence asks whether an accepted meeting stays with a rep who is away then.
func (p *page) questionOfAbsence() (stepWords, bool) {
	a := p.h.Current()
	if p.a.Step != "rep-away" || a == nil {
		return stepWords{}, false
	}
	rep, asks := p.name(a.Rep), "you still meet"
	from := "an automatic mail says that you are away until " + p.at(a.AwayUntil)
	topic := "Still yours? "
	if p.a.To.Role != handoff.RoleRep {
		topic, asks = "Still with "+rep+"? ", rep+" still meets"
		from = fmt.Sprintf("an automatic mail says that %s is away until %s", rep, p.at(a.AwayUntil))
	}
	ask := fmt.Sprintf("Please say by %s whether %s %s: %s.", p.at(a.AwayDue), asks, p.prospect(), from)
	more := "Answer `keep` or `reassign`; if nobody does, the lead passes to the next rep. " + p.prospect() +
		" has not been told anything."
	return stepWords{topic + p.lead(), ask, []string{more}}, true
}
