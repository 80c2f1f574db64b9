package handoff

import "time"

// ChoreKind is what rep and qualifier ask of each other and need not do themselves.
type ChoreKind string

// The chores.
const (
	ChoreRemind     ChoreKind = "remind"     // of the meeting, or of an answer that is still owed
	ChoreReschedule ChoreKind = "reschedule" // another time
)

// Chore is one that was asked for: it is done on one tap of either.
type Chore struct {
	What  ChoreKind
	By    PersonID // who asked
	Of    PersonID // whom
	Words string   `json:",omitempty"` // as they said it
	At    time.Time
	Done  time.Time `json:",omitzero"`
	Who   PersonID  `json:",omitempty"` // who tapped
}

// maxChores is how many of a lead are kept: the latest.
const maxChores = 20

// AskChore is a chore that the rep asks of the qualifier, or the other way round: "Can you remind Pat?"
type AskChore struct {
	About
	What  ChoreKind
	Words string
}

// DoChore is the command `do it` of either.
type DoChore struct {
	About
}

// KindAskChore and KindDoChore name the facts.
const (
	KindAskChore Kind = "ask-chore"
	KindDoChore  Kind = "do-chore"
)

// Kind implements Fact.
func (*AskChore) Kind() Kind { return KindAskChore }

// Kind implements Fact.
func (*DoChore) Kind() Kind { return KindDoChore }

func (f *AskChore) would(string) Reason {
	if f.What == ChoreReschedule {
		return Because("would/reschedule")
	}
	return Because("would/remind")
}

func (*DoChore) would(string) Reason { return Because("would/do-it") }

func (*AskChore) routes(Handoff) bool { return false }

// routes where the prospect is offered other times.
func (*DoChore) routes(h Handoff) bool {
	c := ChoreAsked(&h)
	return c != nil && c.What == ChoreReschedule && (h.State == Offered || h.State == Accepted || h.State == Past)
}

// startAfter is where those times are looked for.
func (f *DoChore) startAfter(h Handoff) time.Time {
	if f.routes(h) {
		return nextDay(f.At)
	}
	return time.Time{}
}

// ChoreStep is the mail that offers to do a chore, and asks for the tap.
const ChoreStep = "chore"

// RemindStep is the mail that reminds a prospect, ReschedStep the one that asks for another time.
const (
	RemindStep  = "remind"
	ReschedStep = "reschedule"
)

// ChoreAsked is the chore that waits for a tap; nil if none does.
func ChoreAsked(h *Handoff) *Chore {
	if n := len(h.Chores); n > 0 && h.Chores[n-1].Done.IsZero() {
		return &h.Chores[n-1]
	}
	return nil
}

func (f *AskChore) apply(t *turn) {
	id := t.by().Person
	other, role := t.qualifier()
	switch {
	case id != t.h.Rep() && id != t.h.Qualifier && !t.may(RoleQualifier):
		t.refuse("not-yours/chore")
		return
	case !t.choreable(f.What):
		t.refuse("chore-cannot")
		return
	case id != t.h.Rep():
		other, role = t.h.Rep(), RoleRep
	}
	if len(t.h.Chores) == maxChores {
		t.h.Chores = t.h.Chores[1:]
	}
	t.h.Chores = append(t.h.Chores, Chore{What: f.What, By: id, Of: other, Words: f.Words, At: t.now})
	t.note("chore-asked/remind", t.writer())
	if f.What == ChoreReschedule {
		t.note("chore-asked/reschedule", t.writer())
	}
	t.act(Action{Purpose: PurposeEcho, To: Recipient{Person: id, Role: t.role()}, Step: ChoreStep,
		Assignment: t.number()})
	if other != id {
		t.tell(PurposeQuestion, other, role, ChoreStep, QuestionDetail{Person: id, Start: t.now})
	}
}

// choreable says whether the program can do the chore now.
func (t *turn) choreable(what ChoreKind) bool {
	h := &t.h
	a := h.Current()
	ahead := (h.State == Offered || h.State == Accepted) && t.now.Before(h.Start) && a != nil && !a.Hurry
	switch {
	case len(h.Reachable()) == 0:
		return false
	case what == ChoreReschedule:
		return ahead || h.State == Past && h.Current() != nil
	}
	return ahead && h.expected() || t.timesWait() || TouchWaits(h)
}

// timesWait says whether times were offered to the prospect, who has not answered.
func (t *turn) timesWait() bool { return t.h.State == Past && t.h.Times != nil && !t.h.livesOn() }

func (f *DoChore) apply(t *turn) {
	c := ChoreAsked(&t.h)
	switch {
	case t.by().Person != t.h.Rep() && !t.may(RoleQualifier):
		t.refuse("not-yours/chore")
		return
	case c == nil:
		t.refuse("chore-none")
		return
	case !t.choreable(c.What):
		t.refuse("chore-cannot")
		return
	}
	c.Done, c.Who = t.now, t.by().Person
	t.note("chore-done/remind", t.writer())
	if c.What == ChoreReschedule {
		t.note("chore-done/reschedule", t.writer())
	}
	switch {
	case c.What == ChoreReschedule && t.h.State == Past:
		t.offerTimes(MissedStep)
	case c.What == ChoreReschedule:
		if !t.offerTimes(ReschedStep) {
			t.h.Times = nil
			c.Done, c.Who = zeroTime, ""
			t.refuse("chore-no-times", PersonArg(t.h.Rep()))
			return
		}
	case t.timesWait():
		t.remindOfTimes()
	case TouchWaits(&t.h):
		t.sendTouch(t.h.Sleep.Draft)
	default:
		t.remind()
	}
	t.echo()
}

// remind writes to the prospect's people about the meeting.
func (t *turn) remind() {
	t.h.Confirm = t.now
	for _, c := range t.h.Reachable() {
		t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: RemindStep,
			Assignment: t.number(), Detail: ProposalDetail{Start: t.h.Start}})
	}
}

// remindOfTimes offers the same times once more.
func (t *turn) remindOfTimes() {
	for _, c := range t.h.Reachable() {
		t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: t.h.Times.For,
			Assignment: t.number(), Detail: ProposalDetail{Until: t.h.Times.Until}})
	}
}

// wantedRemind: the meeting is at that time still.
func wantedRemind(h Handoff, a Action) (bool, Reason) {
	if h.State != Offered && h.State != Accepted || !h.Start.Equal(DetailOf[ProposalDetail](a).Start) {
		return false, Because("settled/time")
	}
	return true, Because("wanted")
}

// wantedChore: it waits still for a tap.
func wantedChore(h Handoff, a Action) (bool, Reason) {
	if c := ChoreAsked(&h); c == nil || !c.At.Equal(DetailOf[QuestionDetail](a).Start) {
		return false, Because("settled/chore")
	}
	return true, Because("wanted")
}
