package handoff

import "slices"

// OpportunityMade is the command `opportunity LINK`: the lead became one.
type OpportunityMade struct {
	About
	Link   string
	Amount Amount `json:",omitzero"` // zero: not told
	Ask    Reason `json:",omitzero"` // what of its sum was not understood
}

// KindOpportunityMade names the fact.
const KindOpportunityMade Kind = "opportunity"

// Kind implements Fact.
func (*OpportunityMade) Kind() Kind { return KindOpportunityMade }

func (*OpportunityMade) would(string) Reason { return Because("would/opportunity") }

func (*OpportunityMade) routes(Handoff) bool { return false }

// ViaImport is About.Via of what was imported by whoever runs the service.
const ViaImport = "import"

// mayReport says whether the sender may say what a meeting led to.
func (t *turn) mayReport() bool {
	return t.byAssigned() || t.may(RoleManager) || t.f.about().Via == ViaImport
}

// linkStates are those in which a link is kept until the meeting was held.
var linkStates = []State{Offered, Escalated, Accepted}

func (f *OpportunityMade) apply(t *turn) {
	if !t.mayReport() {
		t.refuse("not-assigned/opportunity")
		return
	}
	early := slices.Contains(linkStates, t.h.State) && t.now.Before(t.h.Start)
	switch same := t.h.Opportunity == f.Link && (f.Amount.IsZero() || t.h.Amount == f.Amount); {
	case same && (early || t.h.State == Converted):
		t.unchanged("opportunity-known", WordsArg(f.Link))
	case early:
		t.linked(f)
		t.note("opportunity-kept", WordsArg(f.Link))
	case t.h.State == Converted:
		t.linked(f)
		t.note("opportunity-corrected", WordsArg(f.Link))
	case t.h.State == Held, t.h.State == Past, t.h.State == Accepted:
		t.linked(f)
		t.convert()
	default:
		t.unchanged("opportunity-noted")
		t.echo()
		return
	}
	if f.Ask.Code != "" {
		t.note("opportunity-unsummed", ReasonArg(t.reason), ReasonArg(f.Ask), WordsArg(f.Link))
	}
	t.echo()
}

// linked keeps what is known of the opportunity.
func (t *turn) linked(f *OpportunityMade) {
	t.h.Opportunity = f.Link
	if !f.Amount.IsZero() {
		t.h.Amount = f.Amount
	}
}

// convert ends the handoff well: what was handed over is an opportunity.
func (t *turn) convert() {
	t.note("converted")
	t.finishTurn(EndDone)
	t.to(Converted)
	t.tellQualifier("converted")
}
