package handoff

import "slices"

// UseOwn is the rep's answer to which event holds: his own, or ours beside it.
type UseOwn struct {
	About
	Mine bool // the rep's own
}

// KindUseOwn names the fact.
const KindUseOwn Kind = "use-own"

// Kind implements Fact.
func (*UseOwn) Kind() Kind { return KindUseOwn }

func (f *UseOwn) would(string) Reason {
	if f.Mine {
		return Because("would/use-own")
	}
	return Because("would/keep-both")
}

func (*UseOwn) routes(Handoff) bool { return false }

func (f *UseOwn) apply(t *turn) {
	own := t.h.Own
	switch {
	case own == nil || own.Watched || own.Rep != t.h.Rep() || t.h.State != Offered && t.h.State != Accepted:
		t.refuse("nothing-to-settle/use-own")
		return
	case !t.byAssigned():
		t.refuse("not-yours/use-own")
		return
	case !f.Mine:
		t.h.Own = nil
		if !slices.Contains(t.h.Ignored, own.Key) {
			t.h.Ignored = append(t.h.Ignored, own.Key)
		}
		t.note("own-event-ignored", PersonArg(own.Rep))
	case !own.Start.After(t.now):
		t.refuse("past/use-own")
		return
	default:
		t.useOwn(own)
	}
	t.echo()
}

// useOwn withdraws our event and watches the rep's. He organizes it and has invited the prospect to it: that is his
// acceptance and his reply.
func (t *turn) useOwn(own *Own) {
	if own.Watched = true; t.anyLive() {
		t.h.Sequence++
		t.takeAway("own")
	}
	moved := !own.Start.Equal(t.h.Start)
	if moved || !own.End.Equal(t.h.End) {
		t.retime(own.Start, own.End)
	}
	t.h.Clash, t.h.Moving = nil, nil
	a := t.h.Current()
	t.note("own-event-watched", PersonArg(a.Rep), t.when(own.Start))
	t.evidence(RequireAccept, organizes())
	t.evidence(RequireReply, Because("evidence/invited"))
	if t.h.State == Offered {
		t.accept()
	}
	if moved {
		t.tellQualifier("moved")
	}
}
