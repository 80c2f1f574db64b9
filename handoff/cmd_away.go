package handoff

import "time"

// AwayUntil is the command `away until DATE`. It ends each open assignment whose due time or start lies in it, without
// penalty; the engine decides it for every open handoff of the sender, Copy set on all but the one it was written in.
type AwayUntil struct {
	About
	Until time.Time
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
	if !f.Copy {
		t.away = append(t.away, Absence{Person: f.By.Person, Span: spanFrom(t.now, f.Until)})
	}
	t.note("away", t.writer(), t.whenFor(f.By.Person, f.Until))
	if t.byAssigned() {
		t.repAway(f.Until, true)
	}
	if !f.Copy {
		t.echo()
	}
}
