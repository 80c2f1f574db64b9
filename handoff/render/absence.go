package render

import (
	"fmt"

	"handoffd/handoff"
)

// questionOfAbsence asks whether an accepted meeting stays with a rep who is away then.
func (p *page) questionOfAbsence() (stepWords, bool) {
	a := p.H.Current()
	if p.a.Step != handoff.CodeRepAway || a == nil {
		return stepWords{}, false
	}
	rep, asks := p.Name(a.Rep), "you still meet"
	from := "an automatic mail says that you are away until " + p.At(a.AwayUntil)
	topic := "Still yours? "
	if p.a.To.Role != handoff.RoleRep {
		topic, asks = "Still with "+rep+"? ", rep+" still meets"
		from = fmt.Sprintf("an automatic mail says that %s is away until %s", rep, p.At(a.AwayUntil))
	}
	ask := fmt.Sprintf("Please say by %s whether %s %s: %s.", p.At(a.AwayDue), asks, p.Prospect(), from)
	more := "Answer `keep` or `reassign`; if nobody does, the lead passes to the next rep. " + p.Prospect() +
		" has not been told anything."
	return stepWords{topic + p.Lead(), ask, []string{more}}, true
}
