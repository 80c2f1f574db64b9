package handoff

import (
	"testing"
	"time"

	"handoffd/handoff/text"
)

const link = "https://crm.example/o/7"

// actionTo is the mail of a decision to somebody, nil if there is none.
func actionTo(d Decision, id PersonID, step Code) *Action {
	for _, a := range d.Actions {
		if a.To.Person == id && a.Step == step {
			return &a
		}
	}
	return nil
}

// TestALinkGivenBeforeTheMeetingIsKept: it waits for the meeting, and nobody is asked for it again.
func TestALinkGivenBeforeTheMeetingIsKept(t *testing.T) {
	for _, who := range []PersonID{"rita", "quinn"} { // who says that it was held
		w := in(t, Accepted)
		w.say(&OpportunityMade{About: by("rita", w.now), Link: link, Amount: Amount{500_000, "EUR"}})
		if w.h.State != Accepted || w.h.Opportunity != link {
			t.Fatalf("%s with %q", w.h.State, w.h.Opportunity)
		}
		for w.h.State == Accepted {
			w.due()
		}
		w.say(&Judge{About: by(who, w.now), Outcome: OutcomeHeld})
		if w.h.State != Converted || w.h.Amount.String() != "5,000 EUR" {
			t.Errorf("%s, %s after held", w.h.State, w.h.Amount)
		}
	}
	other := in(t, Accepted)
	other.say(&OpportunityMade{About: by("ben", other.now), Link: link})
	if other.h.Opportunity != "" {
		t.Error("somebody who has not the lead gave a link")
	}
}

// TestDealIsTold: the qualifier hears of an order at once, of a loss in Today, and of nothing twice.
func TestDealIsTold(t *testing.T) {
	sum := Amount{1_200_000, "EUR"}
	for _, from := range []State{Past, Held, Converted} {
		w := in(t, from)
		d := w.say(&DealWon{About: by("rita", w.now), Amount: sum})
		if a := actionTo(d, "quinn", wonStep); w.h.State != Converted || !w.h.Deal.Won || w.h.Amount != sum || a == nil ||
			a.When != Live {
			t.Errorf("from %s: %s, %+v, told %+v", from, w.h.State, w.h.Deal, a)
		}
		if d := w.say(&DealWon{About: by("rita", w.now.Add(time.Minute))}); actionTo(d, "quinn", wonStep) != nil {
			t.Errorf("from %s: told twice", from)
		}
		d = w.say(&DealLost{About: by("mara", w.now.Add(time.Hour)), Note: "they withdrew"})
		if a := actionTo(d, "quinn", lostStep); w.h.Deal.Won || a == nil || a.When != Today {
			t.Errorf("from %s: %+v, told %+v", from, w.h.Deal, a)
		}
	}
	for _, from := range []State{Draft, Offered, Accepted, Returned, Nurture} {
		w := in(t, from)
		w.say(&DealWon{About: by("mara", w.now)})
		w.say(&DealLost{About: by("mara", w.now)})
		if w.h.State != from || w.h.Deal != nil {
			t.Errorf("from %s: %s, %+v", from, w.h.State, w.h.Deal)
		}
	}
	early := in(t, Held)
	early.say(&DealLost{About: by("rita", early.now)})
	if early.h.State != Held {
		t.Errorf("without an opportunity nothing is lost: %s", early.h.State)
	}
}

// TestAnOpportunityIsAskedFor: the rep after two working days, the manager too after five.
func TestAnOpportunityIsAskedFor(t *testing.T) {
	w := in(t, Held)
	since := w.h.Since
	var rep, manager []time.Time
	for range 40 {
		d := w.due()
		if actionTo(d, w.h.Rep(), "opportunity") != nil {
			rep = append(rep, w.now)
		}
		if actionTo(d, "mara", "opportunity") != nil {
			manager = append(manager, w.now)
		}
	}
	clock := w.c.Clock(w.h.Rep())
	if len(rep) < 2 || len(manager) == 0 {
		t.Fatalf("the rep was asked at %v, the manager at %v", rep, manager)
	}
	if got := clock.Between(since, rep[0]); got != 16*time.Hour {
		t.Errorf("the rep is asked after %s of working time", got)
	}
	if got := clock.Between(since, manager[0]); got < 40*time.Hour || got > 48*time.Hour {
		t.Errorf("the manager is asked after %s of working time", got)
	}
}

// TestASumThatIsNotUnderstoodIsToldBack: the opportunity holds, and its rep reads what of the sum was not understood.
func TestASumThatIsNotUnderstoodIsToldBack(t *testing.T) {
	for _, from := range []State{Accepted, Past, Held, Converted} {
		w := in(t, from)
		d := w.say(&OpportunityMade{About: by("rita", w.now), Link: link, Ask: NoAmount("12 XXY", text.AmountCurrency)})
		a := actionTo(d, "rita", "opportunity-unsummed")
		if w.h.Opportunity != link || !w.h.Amount.IsZero() || a == nil || a.Refused || a.When != Live {
			t.Errorf("from %s: %q, %v, told %+v", from, w.h.Opportunity, w.h.Amount, a)
		}
	}
}
