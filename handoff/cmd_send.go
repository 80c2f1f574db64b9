package handoff

// Send is the command `send`: pass the reply that only handoffd received on to the prospect; or let its sender have the
// mail of somebody who is not on the lead, as it is.
type Send struct {
	About
	Address string `json:",omitempty"` // whose mail is fetched, if there are several
}

// KindSend names the fact.
const KindSend Kind = "send"

// Kind implements Fact.
func (*Send) Kind() Kind { return KindSend }

func (*Send) would(string) Reason { return Because("would/send") }

func (*Send) routes(Handoff) bool { return false }

func (f *Send) apply(t *turn) {
	if TouchWaits(&t.h) && f.Address == "" && t.may(RoleQualifier) {
		t.sendsDraft()
		return
	}
	if t.h.Unsent == "" && len(t.h.strangers(f.Address)) > 0 || f.Address != "" {
		f.fetch(t)
		return
	}
	switch {
	case t.h.State == Nurture && t.may(RoleQualifier):
		t.refuse("nothing-to-send")
		return
	case !t.byAssigned():
		t.refuse("not-assigned/send")
		return
	case t.h.Unsent == "":
		t.refuse("nothing-to-send")
		return
	}
	mail := t.h.Unsent
	t.h.Unsent, t.h.Waiting = "", false
	for _, p := range t.h.Reachable() {
		t.act(Action{Purpose: PurposeRelay, To: Recipient{Address: p.Address, Role: RoleProspect}, Step: "rep",
			Assignment: t.number(),
			Why:        Because("passed-on/asked", t.writer()), Detail: RelayDetail{Mail: mail}})
	}
	t.evidence(RequireReply, Because("proof/passed-on"))
	t.replyCounts(t.h.Last())
	t.echo()
}

// fetch lets the sender have the mail of an outsider itself.
func (f *Send) fetch(t *turn) {
	q, ok := t.stranger("send", f.Address)
	switch {
	case !ok:
		return
	case q.Message == "":
		t.answer("not-kept")
		return
	}
	id := t.by().Person
	t.note("fetched", AddressArg(q.Address), PersonArg(id))
	t.act(Action{Purpose: PurposeRelay, To: Recipient{Person: id, Role: t.role()}, Step: Code(QuestionOutsider),
		Assignment: t.number(),
		Detail:     RelayDetail{Mail: q.Message, Address: q.Address, Name: q.Name}})
}
