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
	t.forget, t.h.Forget = true, t.now
}

// ErasedMark stands where something was that is erased.
const ErasedMark = "[erased]"

// Erased says whether what was stored about the people of a lead was erased, as was asked on its Forget.
func Erased(h *Handoff) bool { return !h.Forget.IsZero() && len(h.Prospects) == 0 }

// ToBeErased says whether that was asked for, and mail about the lead is still to go out before.
func ToBeErased(h *Handoff) bool { return !h.Forget.IsZero() && len(h.Prospects) > 0 }
