package handoff

import "strings"

// Reject is the command `reject: CRITERIA`: not qualified, back to the qualifier.
type Reject struct {
	About
	Criteria []string // names; empty if none was named or understood
	Note     string   // in the words of the rep
}

// KindReject names the fact.
const KindReject Kind = "reject"

// Kind implements Fact.
func (*Reject) Kind() Kind { return KindReject }

func (f *Reject) would(wording) string {
	if len(f.Criteria) == 0 {
		return "reject the lead"
	}
	return "reject the lead: " + strings.Join(f.Criteria, ", ")
}

func (f *Reject) apply(t *turn) {
	if !t.byAssigned() && !t.may(RoleManager) {
		t.refuse("not-assigned", "only the assigned rep can reject")
		return
	}
	t.rejects(f.Criteria, f.Note)
	t.echo()
}

// rejects returns the lead with the criteria that were not met. Without any the rep is asked once while the clock runs.
func (t *turn) rejects(criteria []string, note string) {
	a := t.h.Last()
	switch t.h.State {
	case Offered, Escalated, Accepted, Past, Held:
	default:
		t.unchanged("reject-noted", "%s rejects; the lead is not out with a rep", t.sender())
		return
	}
	if len(criteria) == 0 && t.h.State == Offered && a != nil && !a.Asked {
		a.Asked = true
		t.note("criteria-asked", "%s rejects without naming a criterion: asked once, the clock runs on", t.sender())
		t.tell(PurposeQuestion, a.Rep, RoleRep, CodeCriteria, nil)
		return
	}
	was := t.h.State
	code := CodeRejected
	t.note(CodeRejected, "%s says the lead is not qualified: %s", t.sender(), t.team.criteriaText(criteria))
	if len(criteria) == 0 {
		code = CodeUnstated
		t.note("rejected-unstated", "%s says the lead is not qualified, without naming a criterion", t.sender())
	}
	t.giveBack(EndRejected, Return{Code: code, Criteria: criteria, Note: note})
	if was != Offered || code == CodeUnstated {
		t.tellManager(CodeRejected)
	}
}
