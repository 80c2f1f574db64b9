package handoff

import "handoffd/calendar"

// A CANCEL from the prospect's side that may mean a no: nothing proves who sent it, or it is of an event of their own.

// MayCallOff says whether a cancellation by the prospect's side changes anything in the state.
func (s State) MayCallOff() bool {
	return s == Offered || s == Accepted || s == Escalated
}

// doubtful asks whoever reads the prospect's mail, once for each time of the meeting, whether the prospect cancels:
// `same` says so.
func (f *Answered) doubtful(t *turn) {
	c := t.h.contact(f.Attendee)
	if c == nil || !t.h.State.MayCallOff() {
		t.unchanged("cancel-noted/doubtful", AddressArg(f.Attendee))
		return
	}
	id, role := t.reader()
	q := Question{Kind: QuestionUnlisted, Asked: id, Address: FoldAddress(c.Address), Name: c.Name, Guest: c.Address,
		Message: f.MessageID, At: t.now,
		Answer: calendar.Declined, Revision: t.h.Revision}
	t.note("may-cancel", WordsArg(c.Label()))
	if t.answerOf(q) == calendar.Declined {
		t.note("may-cancel-asked", WordsArg(c.Label()), PersonArg(id))
		return
	}
	t.askAnew(q)
	t.act(Action{Purpose: PurposeQuestion, To: Recipient{Person: id, Role: role}, Step: "may-cancel",
		Assignment: t.number(),
		Detail:     QuestionDetail{Address: q.Address, Name: c.Name, Doubt: f.Doubt}})
}

// Doubt is why a cancellation by the prospect's side may be none.
type Doubt string

// Doubts.
const (
	DoubtSender Doubt = "sender" // nothing proves who sent it
	DoubtEvent  Doubt = "event"  // it is of an event that is not from here
)
