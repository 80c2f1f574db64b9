package handoff

import (
	"slices"
)

// A hurry round: so little working time is left that the lead goes to all who fit and are at work. The turn is that of
// one of them; the others are asked beside it, each with an event of their own. Whoever accepts first has the lead and
// is introduced to the prospect, who has heard of nobody until then; the others are told and their events withdrawn.
// Nobody's turn counts but that of the one who has it.

// hurryMost is how many reps are asked at once.
const hurryMost = 6

// hurryWith are the other reps who are asked at once with the one whose turn it is: none unless the working time that
// is left is short. A rep who was named is asked alone.
func (t *turn) hurryWith(rep PersonID, all []Candidate) []PersonID {
	if t.policy.Hurry <= 0 || !t.inHurry(rep) {
		return nil
	}
	most := hurryMost - 1
	if !t.hosted() {
		most = min(most, len(t.e.Lookups.UIDs))
	}
	var others []PersonID
	for _, c := range all {
		switch {
		case c.Rep == rep && c.Wish:
			return nil
		case c.Rep != rep && c.Fit && !c.unread() && len(others) < most && t.inHurry(c.Rep):
			others = append(others, c.Rep)
		}
	}
	return others
}

// inHurry says whether the rep will be at work before somebody must have accepted, with less working time left than
// makes an ordinary turn.
func (t *turn) inHurry(id PersonID) bool {
	clock := t.clock(id).Less(t.absences(id)...)
	left := clock.Between(t.now, t.latest())
	return left > 0 && left < t.policy.Hurry
}

// askBeside asks the others at once with the rep of the turn that begins.
func (t *turn) askBeside(others []PersonID) {
	a := t.h.Current()
	a.Hurry, a.Require, a.Steps = true, []Requirement{RequireAccept}, len(t.policy.Steps)
	from := len(t.h.Beside)
	for i, id := range others {
		uid := ""
		if !t.hosted() {
			uid = t.e.Lookups.UIDs[i]
		}
		t.h.Beside = append(t.h.Beside, Assignment{N: a.N, Rep: id, UID: uid, Made: a.Made, Window: a.Window, Wall: a.Wall,
			Require: a.Require, Steps: a.Steps, Others: a.Others, Hurry: true, Away: t.absences(id)})
	}
	t.inviteAsked()
	for i := from; i < len(t.h.Beside); i++ {
		t.h.front(i)
		t.inviteAsked()
		t.h.front(i)
	}
	t.reason = Because("asked-at-once", ReasonArg(t.reason), ReasonArg(t.askedNames()...)).as(t.reason.Code)
}

// inviteAsked sends brief and invitation to the rep of the turn.
func (t *turn) inviteAsked() {
	t.brief()
	t.invite(Recipient{Person: t.h.Rep(), Role: RoleRep}, 0)
}

// askedNames are the reps who are asked at once.
func (t *turn) askedNames() []Reason {
	var names []Reason
	for _, id := range AskedAtOnce(&t.h) {
		names = append(names, Because("roster-changed/name", PersonArg(id)))
	}
	return names
}

// AskedAtOnce are the reps of an open hurry round, as they were asked; none if there is no such round.
func AskedAtOnce(h *Handoff) []PersonID {
	a := h.Current()
	if a == nil || !a.Hurry || h.State != Offered {
		return nil
	}
	out := []PersonID{a.Rep}
	for _, b := range h.besideNow() {
		out = append(out, b.Rep)
	}
	return out
}

// besideNow are the open turns of who is asked at once with the one in front.
func (h *Handoff) besideNow() (out []Assignment) {
	a := h.Current()
	for _, b := range h.Beside {
		if a != nil && b.N == a.N && b.Ended.IsZero() {
			out = append(out, b)
		}
	}
	return out
}

// front puts the turn of a rep who is asked beside in the place of the one that is in front, and that beside. The
// window is one for all, so it stays in front.
func (h *Handoff) front(i int) {
	a, b := h.Last(), &h.Beside[i]
	b.Opened, b.Due, b.Extra, b.Lost, b.Compressed = a.Opened, a.Due, a.Extra, a.Lost, a.Compressed
	*a, *b = *b, *a
}

// asksToo says whether a guest is asked at once with the rep in front.
func (t *turn) asksToo(g Guest) bool {
	i := t.h.besideOf(g.Person)
	return i >= 0 && t.h.mayLead(i) && t.h.Beside[i].UID == g.UID
}

// Turns are all that there were, those of reps who were asked at once after one another. They are only read.
func Turns(h *Handoff) []Assignment {
	if len(h.Beside) == 0 {
		return h.Assignments
	}
	var out []Assignment
	for _, a := range h.Assignments {
		out = append(out, a)
		for _, b := range h.Beside {
			if b.N == a.N {
				out = append(out, b)
			}
		}
	}
	return out
}

// besideOf is the place of a rep among those who were asked beside the latest turn; below 0 if he was not.
func (h *Handoff) besideOf(id PersonID) int {
	last := h.Last()
	return slices.IndexFunc(h.Beside, func(b Assignment) bool {
		return id != "" && last != nil && b.N == last.N && b.Rep == id
	})
}

// mayLead says whether a word of the rep asked beside is as good as one of the rep in front: as long as nobody has the
// lead.
func (h *Handoff) mayLead(i int) bool {
	a, b := h.Last(), h.Beside[i]
	switch h.State {
	case Offered:
		return a.Hurry && a.Ended.IsZero() && b.Ended.IsZero()
	case Escalated:
		return a.Hurry && a.End.unanswered() && b.End.unanswered()
	}
	return false
}

// SeenBy is a handoff with the turn of the person in front, if he is one of several who are asked at once.
func SeenBy(h Handoff, id PersonID) Handoff {
	i := h.besideOf(id)
	if i < 0 || !h.mayLead(i) {
		return h
	}
	h.Assignments, h.Beside = slices.Clone(h.Assignments), slices.Clone(h.Beside)
	h.front(i)
	return h
}

// concerning is a fact about a colleague who need not be its sender.
type concerning interface{ concerns() PersonID }

// whose is the colleague whom a fact is about.
func whose(f Fact) PersonID {
	switch f := f.(type) {
	case concerning:
		return f.concerns()
	case failing:
		return f.unreached()
	}
	return f.about().By.Person
}

// nextBeside carries a hurry round on when the rep in front says no: with another one who was asked. It says whether
// there is one.
func (t *turn) nextBeside() bool {
	a := t.h.Last()
	if a == nil || !a.Hurry || a.End.unanswered() {
		return false
	}
	for i, b := range t.h.Beside {
		if b.N == a.N && b.Ended.IsZero() && !t.person(b.Rep).Gone {
			t.h.front(i)
			t.takeBack(t.h.Beside[i])
			return true
		}
	}
	return false
}

// takeBack withdraws the event of a turn that was one of several.
func (t *turn) takeBack(of Assignment) {
	for i := range t.h.Guests {
		if g := &t.h.Guests[i]; g.Live && g.Person == of.Rep && g.UID == of.UID {
			t.h.Sequence++
			t.withdraw(g)
		}
	}
}

// won gives the lead to the rep in front, who is the first to accept, and introduces him.
func (t *turn) won(a *Assignment) {
	a.Hurry, a.Require, a.Steps = false, t.required(), 0
	cost := t.costs(a.Rep)
	a.Weighs = cost - whole
	t.bookParts(a.Rep, EntryTurn, cost)
	first := !slices.ContainsFunc(t.h.Guests, func(g Guest) bool { return g.Person == "" && g.Live })
	t.endBeside(EndTaken)
	delay := t.introduce(a.Rep)
	t.tellGuests("", delay, first, false)
	if slices.Contains(a.Require, RequireReply) && !a.replied() {
		a.Owes = t.now
	}
}

// endBeside ends the turns of those who were asked beside.
func (t *turn) endBeside(end EndReason) {
	for i := range t.h.Beside {
		b := &t.h.Beside[i]
		if b.Ended.IsZero() {
			b.Ended, b.End = t.now, end
		}
		if end == EndTaken && (b.Rep != t.h.Last().Rep || b.UID != t.h.Last().UID) {
			t.takeBack(*b)
		}
	}
}

// tellTaken tells the others who has the lead, where no withdrawal of ours does.
func (t *turn) tellTaken(before Handoff) {
	for i, b := range t.h.Beside {
		was := len(before.Beside) > i && before.Beside[i].Ended.IsZero()
		if was && b.End == EndTaken && !t.person(b.Rep).Gone && b.Rep != t.by().Person && b.Rep != t.h.Rep() &&
			!t.h.toldByEvent(b) {
			t.tell(PurposeNotice, b.Rep, RoleRep, wentStep, NoticeDetail{Turn: b.N})
		}
	}
}

// endRound ends a hurry round that is over by whatever the fact has brought, and puts in front again who was, as long
// as it goes on.
func (t *turn) endRound(front PersonID) {
	cur := t.h.Last()
	if cur == nil || len(t.h.Beside) == 0 {
		return
	}
	same := t.h.Beside[len(t.h.Beside)-1].N == cur.N
	switch {
	case same && t.h.State == Offered && cur.Hurry:
		if i := t.h.besideOf(front); i >= 0 && t.h.Beside[i].Ended.IsZero() {
			t.h.front(i)
		}
	case same && t.h.State == Escalated && cur.Hurry && cur.End.unanswered():
		t.endBeside(cur.End)
	default:
		t.endBeside(EndTaken)
	}
	t.tellTaken(*t.before)
}

// tooLate tells a rep who was asked beside, once, that somebody else was first. To an answer of the calendar the
// withdrawal of the event has said so.
func (t *turn) tooLate(b *Assignment) {
	t.note("passed-on", PersonArg(b.Rep), PersonArg(t.h.Rep()))
	_, calendar := t.f.(*Answered)
	if !b.Late && t.h.State != Past && !(calendar && t.h.toldByEvent(*b)) {
		b.Late = true
		t.tell(PurposeNotice, b.Rep, RoleRep, lateStep, NoticeDetail{Turn: b.N, When: LateGone})
	}
}

// turnOf is the turn of the number that the rep had; nil if he had none.
func (h *Handoff) turnOf(n int, rep PersonID) *Assignment {
	for i := range h.Beside {
		if b := &h.Beside[i]; b.N == n && b.Rep == rep {
			return b
		}
	}
	return h.assignment(n)
}

// hurries says whether the team may ask several reps at once.
func (t Team) hurries() bool {
	return t.Policy.Hurry > 0 || slices.ContainsFunc(t.Rules, func(r Rule) bool { return r.Policy.Hurry > 0 })
}

// hurryReach bounds how far off a meeting is for which UIDs are drawn for a hurry round: a weekend and holidays may lie
// before it.
const hurryReach = 14 * day

// moreUIDs is how many event UIDs a decision may need beyond one.
func moreUIDs(h Handoff, f Fact, t Team) int {
	start := startAfter(h, f)
	if !t.hurries() || !routes(h, f) || start.IsZero() || start.Sub(When(f)) > hurryReach {
		return 0
	}
	return min(len(t.Reps), hurryMost) - 1
}

// UsedUIDs are those of the UIDs that were drawn for the decision which the handoff uses beside that of the turn.
func UsedUIDs(h *Handoff, drawn []string) []string {
	var out []string
	for _, uid := range drawn {
		if slices.ContainsFunc(h.Beside, func(b Assignment) bool { return b.UID == uid }) ||
			slices.ContainsFunc(h.Assignments, func(a Assignment) bool { return a.UID == uid }) {
			out = append(out, uid)
		}
	}
	return out
}

// askedBeside says whether the invitation that is out is one of a hurry round: the first of them opens the window.
func (t *turn) askedBeside(f *Sent) bool {
	i := t.h.besideOf(f.To.Person)
	return i >= 0 && t.h.mayLead(i) && t.h.Beside[i].UID == f.UID
}

// toFront puts the turn of the rep whom the fact is about in front, and says who was there.
func (t *turn) toFront() PersonID {
	was, id := t.h.Rep(), whose(t.f)
	if i := t.h.besideOf(id); i >= 0 && t.h.mayLead(i) {
		t.h.front(i)
		*t.before = SeenBy(*t.before, id)
	}
	return was
}
