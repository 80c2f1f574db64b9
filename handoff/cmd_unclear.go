package handoff

// Unclear is a mail in which a command was expected and none was understood. The sender is told what can be said now.
type Unclear struct {
	About
	Text string // the words that were not understood, shortened
	Ask  string // the question to the sender, if there is one
}

// KindUnclear names the fact.
const KindUnclear Kind = "unclear"

// Kind implements Fact.
func (*Unclear) Kind() Kind { return KindUnclear }

func (f *Unclear) apply(t *turn) {
	t.note("unclear", "the mail of %s was not understood as a command", t.sender())
	if id := t.by().Person; id != "" {
		t.act(Action{Purpose: PurposeEcho, To: Recipient{Person: id, Role: t.role()}, Step: "unclear", Assignment: t.number(),
			Detail: map[string]string{"text": f.Text, "ask": f.Ask}})
	}
}
