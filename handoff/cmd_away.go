package handoff

import "time"

// AwayUntil is the command `away until DATE` or `away DATE to DATE, cover NAME`. It ends each open assignment whose due
// time or start lies in it, without penalty, and the cover is asked first; the engine decides it for every open handoff
// of the sender, Copy set on all but the one it was written in.
type AwayUntil struct {
	About
	From  time.Time `json:",omitzero"` // zero: from now on
	Until time.Time
	Cover PersonID `json:",omitempty"` // who stands in
	Copy  bool
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
	if !f.Copy {
		t.away = append(t.away, Absence{Person: f.By.Person, Span: span, Cover: f.Cover})
	}
	until := t.whenFor(f.By.Person, f.Until)
	if t.note("away", t.writer(), until); span.Start.After(t.now) {
		t.note("away/from", t.writer(), t.whenFor(f.By.Person, span.Start), until)
	}
	understood := t.reason
	if t.byAssigned() {
		t.cover = f.Cover
		t.repAway(span, true)
	}
	if !f.Copy {
		t.echo()
		t.actions[len(t.actions)-1].Why = f.says(understood, t.reason)
	}
}

// says is the answer: the days as they were understood, who stands in, and what that means for the lead.
func (f *AwayUntil) says(understood, effect Reason) Reason {
	same := effect.Sentence() == understood.Sentence()
	cover := PersonArg(f.Cover)
	switch {
	case f.Cover == "" && same:
		return understood
	case f.Cover == "":
		return Because("away-understood", ReasonArg(understood), ReasonArg(effect))
	case same:
		return Because("away-understood/cover", ReasonArg(understood), cover)
	}
	return Because("away-understood/cover-and", ReasonArg(understood), cover, ReasonArg(effect))
}
