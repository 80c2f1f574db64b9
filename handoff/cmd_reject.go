package handoff

import "cmp"

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

func (f *Reject) would(string) Reason {
	if len(f.Criteria) == 0 {
		return Because("would/reject")
	}
	return Because("would/reject-for", ListArg(f.Criteria))
}

func (f *Reject) apply(t *turn) {
	if !t.byAssigned() && !t.may(RoleManager) {
		t.refuse("not-assigned/reject")
		return
	}
	t.rejects(f.Criteria, f.Note)
	if t.reason.Code != vagueAsked[criteriaStep] {
		t.echo()
	}
}

// rejects returns the lead with the criteria that were not met. Without any the writer is asked once, in every state,
// while the clock runs.
func (t *turn) rejects(criteria []string, note string) {
	a := t.h.Last()
	switch t.h.State {
	case Offered, Escalated, Accepted, Past, Held:
	default:
		t.unchanged("reject-noted", t.writer())
		return
	}
	if r := t.h.Return; r != nil && t.h.State == Escalated && !t.byAssigned() && len(criteria) == 0 {
		criteria, note = r.Criteria, cmp.Or(note, r.Note) // a rejection that was disputed stands
	}
	if len(criteria) == 0 && t.asksOnce(criteriaStep, note) {
		if a != nil {
			a.Asked = true
		}
		return
	}
	note = t.vagueWords(note)
	was := t.h.State
	code := rejectedCode
	t.note("rejected", t.writer(), ListArg(t.team.CriteriaLabels(criteria)))
	if len(criteria) == 0 {
		code = "unstated"
		t.note("rejected-unstated", t.writer())
	}
	t.giveBack(EndRejected, Return{Code: code, Criteria: criteria, Note: note})
	if was != Offered || code == "unstated" {
		t.tellManager("rejected")
	}
}
