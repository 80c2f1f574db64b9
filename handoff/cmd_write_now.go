package handoff

// WriteNow is the command `write now` of a rep who is asked about a reply that was not seen: where to write.
type WriteNow struct{ About }

// KindWriteNow names the fact.
const KindWriteNow Kind = "write-now"

// Kind implements Fact.
func (*WriteNow) Kind() Kind { return KindWriteNow }

func (*WriteNow) would(string) Reason { return Because("would/write-now") }

func (*WriteNow) routes(Handoff) bool { return false }

func (f *WriteNow) apply(t *turn) {
	switch to := t.h.Reachable(); {
	case !t.byAssigned():
		t.refuse("not-assigned/replied")
	case len(to) == 0:
		t.refuse("nobody-to-meet")
	default:
		t.answer("write-now", AddressArg(to[0].Address), WordsArg(t.e.Config.Of(t.h.Team).Address))
	}
}
