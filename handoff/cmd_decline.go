package handoff

// Decline is the command `decline`: can not make it. A note that names criteria makes it a rejection.
type Decline struct {
	About
	Note string
}

// KindDecline names the fact.
const KindDecline Kind = "decline"

// Kind implements Fact.
func (*Decline) Kind() Kind { return KindDecline }

func (*Decline) would(string) Reason { return Because("would/decline") }

func (f *Decline) apply(t *turn) {
	if !t.byAssigned() {
		t.refuse("not-assigned/decline")
		return
	}
	t.declines(f.Note)
	t.echo()
}
