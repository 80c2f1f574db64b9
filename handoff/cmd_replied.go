package handoff

import "slices"

// ReplyReported is the command `replied`, or a forwarded mail that says the same: the rep answered the prospect where
// handoffd could not see it. It is what somebody says, not what was seen, and no acceptance.
type ReplyReported struct {
	About
	// who wrote the mail that was forwarded: the rep, or the prospect in answer to the rep
	Forwarded string `json:",omitempty"`
}

// KindReplyReported names the fact.
const KindReplyReported Kind = "reply-reported"

// Kind implements Fact.
func (*ReplyReported) Kind() Kind { return KindReplyReported }

func (f *ReplyReported) would(string) Reason {
	if f.Forwarded != "" {
		return Because("would/replied-forwarded")
	}
	return Because("would/replied-said")
}

func (*ReplyReported) routes(Handoff) bool     { return false }
func (f *ReplyReported) begins(h Handoff) bool { return h.mayComeBack(f.By.Person) }

func (f *ReplyReported) apply(t *turn) {
	note := Because("proof/reported")
	switch whose, _ := t.e.Config.ByEmail(f.Forwarded); {
	case f.Forwarded != "" && (t.byAssigned() || t.may(RoleQualifier) && whose.ID != "" && whose.ID == t.h.Rep()):
		note = Because("proof/forwarded", t.writer())
	case f.Forwarded != "" && t.may(RoleQualifier) && whose.ID != "":
		t.refuse("not-assigned/forwarded", PersonArg(whose.ID), PersonArg(t.h.Rep()))
		return
	case !t.byAssigned():
		t.refuse("not-assigned/replied")
		return
	}
	f.Strength = Reported
	if f.Forwarded == "" || !t.h.IsProspect(f.Forwarded) { // whether their latest mail was answered it does not say
		t.h.Waiting = false
	}
	t.evidence(RequireReply, note)
	t.replyCounts(t.h.Last())
	if !slices.ContainsFunc(t.actions, func(a Action) bool { return a.To.Person == t.by().Person }) {
		t.echo()
	}
}

// hearsay says whether evidence is somebody else's word for what the rep did. It stops silence; where the policy asks
// for no accepted invitation beside it, it completes nothing: nobody accepts for the rep.
func (a *Assignment) hearsay(e Evidence) bool {
	return e.Strength == Reported && e.By != string(a.Rep) && !slices.Contains(a.Require, RequireAccept)
}
