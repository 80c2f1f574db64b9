package handoff

// OpportunityMade is the command `opportunity LINK`: the lead became one.
type OpportunityMade struct {
	About
	Link string
}

// KindOpportunityMade names the fact.
const KindOpportunityMade Kind = "opportunity"

// Kind implements Fact.
func (*OpportunityMade) Kind() Kind { return KindOpportunityMade }

func (*OpportunityMade) would(string) Reason { return Because("would/opportunity") }

func (*OpportunityMade) routes(Handoff) bool { return false }

func (f *OpportunityMade) apply(t *turn) {
	if !t.byAssigned() && !t.may(RoleManager) {
		t.refuse("not-assigned/opportunity")
		return
	}
	early := t.h.State == Accepted && t.now.Before(t.h.Start)
	switch {
	case t.h.State == Held, t.h.State == Past, t.h.State == Accepted && !early:
		t.h.Opportunity = f.Link
		t.note("converted")
		t.finishTurn(EndDone)
		t.to(Converted)
		t.tellQualifier("converted")
	case early:
		t.unchanged("not-over/begins", t.when(t.h.Start))
	default:
		t.unchanged("opportunity-noted")
	}
	t.echo()
}
