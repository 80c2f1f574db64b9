package handoff

// Reach says whom a reply reached, as far as handoffd can see.
type Reach string

// Whom a reply reached.
const (
	ReachProspect Reach = "prospect" // the other side is among the recipients
	ReachOnlyHere Reach = "only-here"
)

// Replied is human mail in the thread.
type Replied struct {
	About
	Reach Reach
	// words alone leave open whether a machine wrote it: it is passed on and counts as nothing
	Maybe bool `json:",omitempty"`
	Asks  bool `json:",omitempty"` // another fact of the same mail passes its words on
}

// KindReplied names the fact.
const KindReplied Kind = "replied"

// Kind implements Fact.
func (*Replied) Kind() Kind { return KindReplied }

func (*Replied) would(string) Reason { return Because("would/replied") }

// answers nobody if it went to the prospect anyway.
func (f *Replied) answers() bool { return f.Reach != ReachProspect }

func (*Replied) routes(Handoff) bool     { return false }
func (f *Replied) begins(h Handoff) bool { return h.mayComeBack(f.By.Person) }

func (f *Replied) apply(t *turn) {
	switch t.role() {
	case RoleProspect:
		f.byProspect(t)
	case RoleRep:
		if f.Maybe {
			t.note("reply-maybe", t.writer())
			return
		}
		if t.byAssigned() {
			f.byRep(t)
			return
		}
		t.late(RequireReply)
	default:
		t.note("reply-other", t.writer())
	}
}

func (f *Replied) byProspect(t *turn) {
	var maybe YesNo
	if f.Maybe {
		maybe = Yes
		t.note("prospect-replied/maybe")
	} else {
		f.waits(t)
	}
	if t.h.State == Nurture {
		t.wroteAsleep()
	}
	if f.Reach == ReachOnlyHere && !f.Asks {
		t.relayWords(maybe)
		t.relayToQualifier(maybe)
	}
}

// waits says that the prospect waits for an answer.
func (f *Replied) waits(t *turn) {
	if !t.h.Waiting {
		t.h.WaitsSince = f.At
	}
	t.h.Waiting = !t.h.State.Finished()
	t.note("prospect-replied", PersonArg(t.h.Rep()))
	if t.h.Rep() == "" {
		t.note("prospect-replied/nobody")
	}
}

func verified(s Strength) YesNo { return yes(s != Weak) }

func (f *Replied) byRep(t *turn) {
	a := t.h.Last()
	if f.At.Before(t.h.begun(a)) {
		t.note("reply-early", PersonArg(a.Rep))
		return
	}
	if f.Reach == ReachOnlyHere && a.Hurry { // the prospect has heard of nobody yet
		t.note("reply-noted/hurry", PersonArg(a.Rep))
		t.askRep("hurry", nil)
		return
	}
	if f.Reach == ReachOnlyHere {
		f.onlyHere(t, a)
		return
	}
	t.h.Waiting, t.h.Unsent = false, ""
	t.evidence(RequireReply, Reason{})
	t.replyCounts(a)
}

// OnlyHereStep asks a rep whether the reply that only handoffd received, quoted, is passed on to the prospect.
const OnlyHereStep Code = "only-here"

// onlyHere answers a reply that did not reach the prospect with the words that would go. It counts as reported and
// stops a reassignment.
func (f *Replied) onlyHere(t *turn, a *Assignment) {
	t.note("only-here", PersonArg(a.Rep))
	if t.h.State.Finished() {
		return
	}
	strength := f.Strength
	f.Strength = OnlyHere
	t.evidence(RequireReply, Because("proof/only-here"))
	f.Strength = strength
	if a.Told && t.h.Unsent == f.MessageID {
		return
	}
	t.h.Unsent, a.Told = f.MessageID, true
	t.tell(PurposeQuestion, a.Rep, RoleRep, OnlyHereStep, QuestionDetail{Mail: f.MessageID})
}

// replyCounts draws the conclusion from a reply of the rep, seen or reported.
func (t *turn) replyCounts(a *Assignment) {
	a.Owes = zeroTime
	if t.h.State == Held { // somebody goes on with it
		t.h.Idle = zeroTime
	}
	switch t.h.State {
	case Offered:
		t.settle("reply-counted", Because("reply-noted", PersonArg(a.Rep)))
	case Escalated:
		if a.satisfied() {
			t.acceptedEscalated(a, Because("replied-and-accepted", PersonArg(a.Rep)))
			return
		}
		t.note("reply-late", PersonArg(a.Rep))
		switch {
		case !t.hadTime(a):
			t.note("reply-in-time/early", PersonArg(a.Rep))
		case t.answeredInTime(a):
			t.note("reply-in-time", PersonArg(a.Rep))
		}
		t.tellManager("reply-late")
	case Returned:
		t.note("reply-returned", PersonArg(a.Rep))
		t.tellQualifier("reply-returned")
	case Accepted:
		t.note("reply-seen", PersonArg(a.Rep))
	default:
		t.unchanged("reply-noted", PersonArg(a.Rep))
	}
}

// notHis deals with an answer of a rep who never had the lead: never credited, but an offer to help is not lost.
func (t *turn) notHis(kind Requirement) {
	id := t.by().Person
	cur := t.h.Current()
	t.unchanged("not-assigned", t.writer())
	if kind != RequireAccept {
		return
	}
	switch {
	case !t.inPool(id):
	case t.h.State == Escalated && t.now.Before(t.latest()):
		t.note("volunteer", PersonArg(id))
		t.offer(id, nil)
	case t.h.State == Offered && cur != nil && cur.Soft && t.now.Before(t.latest()):
		t.note("volunteer/soft", PersonArg(id), PersonArg(cur.Rep))
		t.finishTurn(EndManager)
		t.offer(id, nil)
	case t.h.State == Offered && cur != nil:
		cur.Successor = id
		t.note("successor", PersonArg(id))
	}
}

func (t *turn) inPool(id PersonID) bool {
	for _, r := range t.team.Reps {
		if r == id {
			return true
		}
	}
	return false
}
