package handoff

// RuleSilence is the command `count it` or `drop it` of a manager: whether a silence counts that a rep says was not his
// fault.
type RuleSilence struct {
	About
	Rep   PersonID `json:",omitempty"` // empty: there is one alone
	Count bool
}

// KindRuleSilence names the fact.
const KindRuleSilence Kind = "rule-silence"

// Kind implements Fact.
func (*RuleSilence) Kind() Kind { return KindRuleSilence }

func (f *RuleSilence) would(string) Reason {
	if f.Count {
		return Because("would/count-it")
	}
	return Because("would/drop-it")
}

func (*RuleSilence) routes(Handoff) bool { return false }

func (*RuleSilence) needs(h Handoff) []Need { return needSilences(h) }

func (f *RuleSilence) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers/silence")
		return
	}
	open := t.h.claimsOf(f.Rep, func(c *Claim) bool { return c.Open() && c.Said != "" })
	if len(open) == 0 && !f.Count { // before the rep has said anything
		open = t.h.claimsOf(f.Rep, (*Claim).Open)
	}
	switch {
	case len(open) == 0:
		t.refuse("no-claim/manager")
		return
	case len(open) > 1 && f.Rep == "":
		t.refuse("claim-whose", PersonArg(open[0].Rep), PersonArg(open[1].Rep))
		return
	}
	a := open[0]
	if t.by().Person == a.Rep {
		t.refuse("claim-own")
		return
	}
	if f.Count {
		a.Claim.By = t.by().Person
		t.record(a)
		t.note("silence-counts", t.writer(), PersonArg(a.Rep))
	} else {
		t.drop(a)
		t.note("silence-dropped", t.writer(), PersonArg(a.Rep))
	}
	t.tell(PurposeNotice, a.Rep, RoleRep, ruledStep, NoticeDetail{Turn: a.N, Person: t.by().Person})
	t.echo()
}
