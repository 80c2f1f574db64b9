package handoff

// ReplyReported is the command `replied`: the rep answered the prospect where handoffd could not see it.
type ReplyReported struct {
	About
}

// KindReplyReported names the fact.
const KindReplyReported Kind = "reply-reported"

// Kind implements Fact.
func (*ReplyReported) Kind() Kind { return KindReplyReported }

func (f *ReplyReported) apply(t *turn) {
	if !t.byAssigned() {
		t.refuse("not-assigned", "only the assigned rep can report a reply")
		return
	}
	f.Strength = Reported
	t.h.Waiting = false
	t.evidence(RequireReply, "reported by the rep")
	t.replyCounts(t.h.Last())
	t.echo()
}
