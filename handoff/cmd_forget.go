package handoff

// Forget is the wish of a person outside that everything about them is erased: closed first, then erased.
type Forget struct {
	About
}

// KindForget names the fact.
const KindForget Kind = "forget"

// Kind implements Fact.
func (*Forget) Kind() Kind { return KindForget }

func (*Forget) would(string) Reason { return Because("would/forget") }

func (*Forget) routes(Handoff) bool { return false }

func (f *Forget) apply(t *turn) {
	if !t.h.State.Finished() {
		t.note("forgotten/closed")
		for i := range t.h.Prospects {
			t.h.Prospects[i].Stopped = true
		}
		t.callOff()
		t.close(EndWithdrawn)
	}
	t.note("forgotten")
	t.forget = true
}
