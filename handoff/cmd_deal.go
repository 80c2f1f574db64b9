package handoff

import "time"

// Deal is what became of an opportunity.
type Deal struct {
	Won  bool     `json:",omitempty"` // else it was lost
	Note string   `json:",omitempty"` // why it was lost
	By   PersonID `json:",omitempty"` // who said so; empty: an import
	At   time.Time
}

// DealWon is the command `won 12000 EUR`: the opportunity became an order.
type DealWon struct {
	About
	Amount Amount `json:",omitzero"` // zero: that of the opportunity
}

// DealLost is the command `lost: WHY`: nothing came of the opportunity.
type DealLost struct {
	About
	Note string `json:",omitempty"`
}

// KindDealWon and KindDealLost name the facts.
const (
	KindDealWon  Kind = "won"
	KindDealLost Kind = "lost"
)

// Kind implements Fact.
func (*DealWon) Kind() Kind { return KindDealWon }

// Kind implements Fact.
func (*DealLost) Kind() Kind { return KindDealLost }

func (*DealWon) would(string) Reason  { return Because("would/won") }
func (*DealLost) would(string) Reason { return Because("would/lost") }

func (*DealWon) routes(Handoff) bool  { return false }
func (*DealLost) routes(Handoff) bool { return false }

func (f *DealWon) apply(t *turn) {
	if !t.mayDeal() {
		return
	}
	amount := f.Amount
	if amount.IsZero() {
		amount = t.h.Amount
	}
	if d := t.h.Deal; d != nil && d.Won && t.h.Amount == amount {
		t.unchanged("won-known")
		t.echo()
		return
	}
	if t.h.State != Converted { // who has an order has an opportunity
		t.finishTurn(EndDone)
		t.to(Converted)
	}
	t.h.Amount = amount
	t.h.Deal = &Deal{Won: true, By: t.by().Person, At: t.now}
	t.note("won", WordsArg(amount.String()))
	t.tellDeal()
}

func (f *DealLost) apply(t *turn) {
	if !t.mayDeal() {
		return
	}
	if t.h.State != Converted {
		t.refuse("lost-no-opportunity")
		return
	}
	if d := t.h.Deal; d != nil && !d.Won && d.Note == f.Note {
		t.unchanged("lost-known")
		t.echo()
		return
	}
	t.h.Deal = &Deal{Note: f.Note, By: t.by().Person, At: t.now}
	t.note("lost")
	t.tellDeal()
}

// mayDeal refuses whoever may not say what became of an opportunity, and what comes before any meeting.
func (t *turn) mayDeal() bool {
	switch {
	case !t.mayReport():
		t.refuse("not-assigned/opportunity")
	case t.h.State == Converted, t.h.State == Held, t.h.State == Past,
		t.h.State == Accepted && !t.now.Before(t.h.Start):
		return true
	default:
		t.refuse("opportunity-noted")
	}
	return false
}

// wonStep and lostStep are the notices of what became of an opportunity.
const (
	wonStep  = "won"
	lostStep = "lost"
)

// tellDeal tells the qualifier what became of the lead, and the sender that it is written down.
func (t *turn) tellDeal() {
	if t.h.Qualifier != t.by().Person {
		step := Code(lostStep)
		if t.h.Deal.Won {
			step = wonStep
		}
		t.tellQualifier(step)
	}
	t.echo()
}
