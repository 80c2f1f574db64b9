package handoff

// Unclear is a mail in which a command was expected and none was understood. The sender is told what can be said now.
type Unclear struct {
	About
	Text  string // the words that were not understood, shortened
	Ask   Reason `json:",omitzero"`  // the question to the sender, if there is one
	Meant string `json:",omitempty"` // the command that they come near to; a plain yes gives it
}

// KindUnclear names the fact.
const KindUnclear Kind = "unclear"

// maxPuzzles is how many mails a day are answered that were not understood: two machines must not write to each other
// for ever.
const maxPuzzles = 5

// Kind implements Fact.
func (*Unclear) Kind() Kind { return KindUnclear }

func (*Unclear) routes(Handoff) bool { return false }

func (f *Unclear) apply(t *turn) {
	t.note("unclear", t.writer())
	if n := len(t.h.Puzzles); n >= maxPuzzles && t.now.Sub(t.h.Puzzles[n-maxPuzzles]) < day {
		t.note("unclear-silent", t.writer())
		return
	}
	if t.h.Puzzles = append(t.h.Puzzles, t.now); len(t.h.Puzzles) > maxPuzzles {
		t.h.Puzzles = t.h.Puzzles[1:]
	}
	if a := t.h.Current(); a != nil && t.byAssigned() {
		a.Wrote = t.now
	}
	if id := t.by().Person; id != "" {
		if f.Meant != "" {
			t.offerBack(Meant{By: id, Text: f.Meant, At: t.now})
		}
		t.act(Action{Purpose: PurposeEcho, To: Recipient{Person: id, Role: t.role()}, Step: "unclear", Assignment: t.number(),
			Detail: EchoDetail{Text: f.Text, Ask: f.Ask, Meant: f.Meant}})
	}
}
