package handoff

import (
	"strings"
	"time"

	"handoffd/calendar"
)

// AwayUntil is the command `away until DATE` or `away DATE to DATE, cover NAME`. It ends each open assignment whose due
// time or start lies in it, without penalty, and the cover is asked first, unless that one is away then with the sender
// standing in; the engine decides it for every open handoff
// of the sender, Copy set on all but the one it was written in.
type AwayUntil struct {
	About
	From  time.Time `json:",omitzero"` // zero: from now on
	Until time.Time
	Cover PersonID `json:",omitempty"` // who stands in
	Copy  bool
	Aside bool `json:",omitempty"` // it was said about no lead: of the one in whose history it stands nothing is said
}

// KindAwayUntil names the fact.
const KindAwayUntil Kind = "away-until"

// Kind implements Fact.
func (*AwayUntil) Kind() Kind { return KindAwayUntil }

func (f *AwayUntil) would(zone string) Reason { return Because("would/away", TimeArg(f.Until, zone)) }

func (f *AwayUntil) apply(t *turn) {
	if f.By.Person == "" || !f.Until.After(t.now) {
		t.refuse("past/away")
		return
	}
	span := spanFrom(later(t.now, f.From), f.Until)
	cover := f.Cover
	round, loops := t.comesBack(f.By.Person, cover, span)
	if loops {
		cover = ""
	}
	if !f.Copy {
		t.away = append(t.away, Absence{Person: f.By.Person, Span: span, Cover: cover, Said: t.came()})
	}
	until := t.whenFor(f.By.Person, f.Until)
	if t.note("away", t.writer(), until); span.Start.After(t.now) {
		t.note("away/from", t.writer(), t.whenFor(f.By.Person, span.Start), until)
	}
	understood := t.reason
	if t.byAssigned() {
		t.cover = cover
		t.repAway(span, true)
	}
	if !f.Copy {
		before := len(t.actions)
		if t.echo(); len(t.actions) == before { // a page answers by itself
			return
		}
		who := Reason{}
		if loops {
			who = Because("away-cover/round", PersonArg(f.Cover), t.whenFor(f.By.Person, round.Start),
				t.whenFor(f.By.Person, round.End))
		} else if cover != "" {
			who = t.standIn(f.By.Person, cover, span)
		}
		effect := t.awayEffect()
		if f.Aside {
			effect = understood
		}
		t.actions[len(t.actions)-1].Why = awayUnderstood(understood, who, effect)
	}
}

// awayEffect is what the absence of who says so means for the lead; that they are away was said.
func (t *turn) awayEffect() Reason {
	if !strings.HasPrefix(string(t.reason.Sentence()), "rep-away") {
		return t.reason
	}
	if t.h.State == Offered {
		return Because("away-passes", PersonArg(t.h.Rep()))
	}
	return Because("away-passes", PersonArg(t.manager()))
}

// standIn says who stands in, and instead of whom, as was said before.
func (t *turn) standIn(id, cover PersonID, in calendar.Span) Reason {
	if before, when := t.standsInNow(id, cover, in); before != "" {
		return Because("away-cover/instead", PersonArg(cover), PersonArg(before), t.whenFor(id, when.Start),
			t.whenFor(id, when.End))
	}
	return Because("away-cover", PersonArg(cover))
}

// awayUnderstood is the answer: the days as they were understood, who stands in, and what that means for the lead.
func awayUnderstood(understood, who, effect Reason) Reason {
	parts := []Reason{understood}
	if !who.Empty() {
		parts = append(parts, who)
	}
	if effect.Sentence() != understood.Sentence() {
		parts = append(parts, effect)
	}
	if len(parts) == 1 {
		return understood
	}
	return Because("away-understood", ReasonArg(parts...))
}
