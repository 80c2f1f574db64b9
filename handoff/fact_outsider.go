package handoff

import (
	"slices"

	"handoffd/handoff/text"
)

// OutsiderWrote is mail about the handoff of somebody who has no part in it: the prospect's assistant, or the prospect
// from another address. A colleague reads it; nothing is believed of it.
type OutsiderWrote struct {
	About
	Name     string   `json:",omitempty"` // as the mail says
	Text     string   // its words, at most MaxOutsider bytes
	Attached []string `json:",omitempty"` // names of what is attached
}

// KindOutsiderWrote names the fact.
const KindOutsiderWrote Kind = "outsider-wrote"

// Kind implements Fact.
func (*OutsiderWrote) Kind() Kind { return KindOutsiderWrote }

// MaxOutsider is how much of such a mail is passed on, in bytes.
const MaxOutsider = 4 << 10

// maxOutsiders is how many such mails of a lead are passed on a day: whoever knows an address of the thread can write.
const maxOutsiders = 5

func (f *OutsiderWrote) apply(t *turn) {
	n := len(t.h.Outsiders)
	if n >= maxOutsiders && t.now.Sub(t.h.Outsiders[n-maxOutsiders]) < day {
		t.note("outsiders-enough", AddressArg(f.By.Address), NumberArg(maxOutsiders))
		return
	}
	if t.h.Outsiders = append(t.h.Outsiders, t.now); len(t.h.Outsiders) > maxOutsiders {
		t.h.Outsiders = t.h.Outsiders[1:]
	}
	id, role := t.reader()
	t.note("outsider", AddressArg(f.By.Address), PersonArg(id))
	q := Question{Kind: QuestionOutsider, Asked: id, Address: FoldAddress(f.By.Address), Name: text.OneLine(f.Name, 500),
		Message: f.MessageID,
		Guest:   t.h.Prospect().Address, At: t.now}
	t.askAnew(q)
	t.act(Action{Purpose: PurposeNotice, To: Recipient{Person: id, Role: role}, Step: Code(q.Kind), Assignment: t.number(),
		Detail: NoticeDetail{Address: q.Address, Name: q.Name, Text: text.Cut(f.Text, MaxOutsider), Attached: f.Attached,
			Verified: verified(f.Strength), Last: yes(t.full())}})
}

// full says whether no more mail of outsiders is passed on for now.
func (t *turn) full() bool {
	n := len(t.h.Outsiders)
	return n == maxOutsiders && t.now.Sub(t.h.Outsiders[0]) < day
}

// reader is who reads what outsiders write: the rep who has the lead, else the qualifier's side.
func (t *turn) reader() (PersonID, Role) {
	rep := t.h.Rep()
	if rep == "" || t.person(rep).Gone || t.h.State == Draft || t.h.State == Nurture {
		return t.qualifier()
	}
	return rep, RoleRep
}

// askAnew keeps the newest question about an address; the oldest about another gives way to it.
func (t *turn) askAnew(q Question) {
	t.h.answered(q)
	for len(t.h.Open) >= maxQuestions {
		i := slices.IndexFunc(t.h.Open, func(o Question) bool { return o.Kind == q.Kind })
		if i < 0 {
			return
		}
		t.h.Open = slices.Delete(t.h.Open, i, i+1)
	}
	t.h.Open = append(t.h.Open, q)
}

// about finds what `add`, `same` and `send` mean: the one address that was asked about, or the one that is named. It
// answers the sender if it cannot tell.
func (t *turn) stranger(word, address string) (Question, bool) {
	var seen []string
	var last Question
	for _, q := range t.h.strangers(address) {
		if last = q; !slices.ContainsFunc(seen, func(a string) bool { return SameAddress(a, q.Address) }) {
			seen = append(seen, q.Address)
		}
	}
	switch {
	case !t.may(RoleQualifier) && !t.byAssigned():
		t.refuse("not-yours/outsider", PersonArg(t.h.Qualifier))
	case len(seen) == 0:
		t.answer("nothing-asked", WordsArg(word))
	case len(seen) > 1:
		t.answer("which-one", WordsArg(word), ListArg(seen))
	default:
		return last, true
	}
	return Question{}, false
}

// settled takes away every question about an address.
func (h *Handoff) settled(address string) {
	h.Open = slices.DeleteFunc(h.Open, func(o Question) bool {
		return (o.Kind == QuestionUnlisted || o.Kind == QuestionOutsider) && SameAddress(o.Address, address)
	})
}

// upcoming says whether the meeting stands and guests may be asked to it.
func (t *turn) upcoming() bool { return t.h.Start.After(t.now) && t.anyLive() }
