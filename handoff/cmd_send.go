package handoff

// Send is the command `send`: pass the reply that only handoffd received on to the prospect.
type Send struct {
	About
}

// KindSend names the fact.
const KindSend Kind = "send"

// Kind implements Fact.
func (*Send) Kind() Kind { return KindSend }

func (f *Send) apply(t *turn) {
	switch {
	case !t.byAssigned():
		t.refuse("not-assigned", "only the assigned rep can have a reply passed on")
		return
	case t.h.Unsent == "":
		t.refuse("nothing-to-send", "there is no reply waiting to be passed on")
		return
	}
	mail := t.h.Unsent
	t.h.Unsent, t.h.Waiting = "", false
	for _, p := range t.h.Prospects {
		if !p.Stopped {
			t.act(Action{Purpose: PurposeRelay, To: Recipient{Address: p.Address, Role: RoleProspect}, Step: "rep", Assignment: t.number(),
				Why: because("passed-on", "%s asked for it", t.sender()), Detail: map[string]string{"mail": mail}})
		}
	}
	t.evidence(RequireReply, "passed on by handoffd")
	t.replyCounts(t.h.Last())
	t.echo()
}
