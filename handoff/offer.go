package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

// introLead is how much earlier the intro goes than the invite: some calendars add invites of known senders only.
const introLead = 2 * time.Minute

// offerNext gives the lead to whoever the rotation says; to the manager if nobody fits or there is no time left.
func (t *turn) offerNext(exclude ...PersonID) {
	t.pool = CaseDetail{}
	if !t.now.Before(t.latest()) {
		t.tooNear()
		return
	}
	rep, all := t.route(exclude...)
	t.offerTo(rep, all)
}

// offerFirst gives the lead to the rep whose turn it is, as the qualifier gave it.
func (t *turn) offerFirst(rep PersonID, all []Candidate) {
	if rep == "" {
		t.offerNext()
		return
	}
	t.offerTo(rep, all)
}

// offerTo gives the lead to a rep whom the rotation found; to the manager if it found nobody.
func (t *turn) offerTo(rep PersonID, all []Candidate) {
	if rep == "" {
		switch _, _, rule := t.among(); {
		case t.allTooNear(all):
			t.noTime("nobody-fits/lead")
		case t.reason.Code == "complete" && !rule.Empty():
			t.note("nobody-fits/rule", ReasonArg(rule))
		case t.reason.Code == "complete":
			t.note("nobody-fits")
		case !rule.Empty():
			t.note("nobody-fits/rule-because", ReasonArg(rule), ReasonArg(t.reason))
		default:
			t.note("nobody-fits/because", ReasonArg(t.reason))
		}
		t.pool = t.poolText(all)
		t.escalate()
		t.h.Pool, t.h.PoolAt = all, t.now // each with why not
		return
	}
	t.warnNear()
	t.others = t.hurryWith(rep, all)
	t.offer(rep, all)
	t.look()
}

// look notes what the calendar of the rep who was just asked says about the time of the meeting. He is told with the
// brief.
func (t *turn) look() {
	a := t.h.Current()
	if a == nil || t.h.State != Offered {
		return
	}
	_, unknown := t.obstacles(a.Rep, t.h.Start, t.h.End)
	if t.h.Clash = t.clash(a.Rep, t.h.Start, t.h.End, RoleRep); !unknown.Empty() {
		a.Note = unreadNote(unknown)
	} else if !t.atWork(a.Rep) {
		a.Note = lateNote()
	}
}

// offer opens an assignment: brief and intro, then the invite whose sending opens the window, under a UID of its own. A
// rep who held an event before gets that cancelled; the prospect gets one update under the same UID.
func (t *turn) offer(rep PersonID, all []Candidate) {
	if len(t.h.Prospects) > 0 && !t.reachable() {
		t.note("nobody-to-meet")
		t.giveBack(EndProspect, Return{Code: "bounced"})
		return
	}
	t.h.Verdicts = nil // what was said is of an earlier meeting
	first, same, old := !t.anyLive(), t.h.Rep() == rep, t.h.Last()
	t.finishTurn(EndManager)
	t.overturned(old, same)
	t.h.Assignments = append(t.h.Assignments, Assignment{
		N: t.number() + 1, Rep: rep, UID: t.freshUID(), Made: t.now, Window: t.window(), Wall: t.policy.Wall,
		Require: t.required(), Others: all, Listens: t.listens(rep),
		Continues: t.continues, Away: t.absences(rep),
	})
	if same && old != nil {
		t.h.Current().goOnFrom(*old)
	}
	others := t.others
	if t.others = nil; len(others) == 0 { // of several at once only the turn of the first to accept counts
		t.levelUp(rep)
		cost := t.costs(rep)
		t.h.Current().Weighs = cost - whole
		t.bookParts(rep, EntryTurn, cost)
	}
	t.to(Offered)
	t.h.Return, t.h.Clash = nil, nil
	t.judgeWindow(t.h.Current())
	if same { // the invitation comes anew, and he is asked anew
		t.h.Own = nil
	}
	t.disown("own-left")
	if !first {
		t.h.Sequence++
		t.withdrawOthers(t.h.Current())
	}
	if len(others) > 0 {
		t.continues = 0
		t.askBeside(others)
		t.tellWent(old)
		return
	}
	t.brief()
	t.continues = 0
	to := Recipient{Person: rep, Role: RoleRep}
	var delay time.Duration
	if !same {
		delay = t.introduce(rep)
	}
	t.tellGuests(t.invite(to, delay), delay, first, same)
	t.tellWent(old)
}

// tellGuests invites the prospects, or tells those who hold the event what changed for them: nothing, if rep and time
// are the same.
func (t *turn) tellGuests(invite string, delay time.Duration, first, same bool) {
	for _, p := range t.h.Prospects {
		if p.Stopped {
			continue
		}
		to := Recipient{Address: p.Address, Role: RoleProspect}
		switch g := t.h.guest(t.addressOf(to), ""); {
		case first || !g.Live:
			t.invite(to, delay)
		case same && g.Sequence >= t.h.RevSeq:
		case !g.Told: // what has not gone out yet is still the invitation
			t.invite(to, delay)
		case same:
			t.update(to).After = []string{invite}
		case Unnamed(&t.h, t.hosted()): // nor does the rep's own copy of the introduction wait
		default: // the prospect hears the name first
			t.introducedAfter(t.update(to).Key())
		}
	}
}

// window is how long the rep has who is asked now: the one after another, half of it.
func (t *turn) window() time.Duration {
	if t.half {
		return t.policy.Window / 2
	}
	return t.policy.Window
}

// required is what makes an offer of this lead accepted.
func (t *turn) required() []Requirement {
	if t.h.Origin == OriginCC {
		return t.policy.RequireCC
	}
	return t.policy.Require
}

// reopen gives the same rep another, shorter turn without a new invitation: he still holds the event.
func (t *turn) reopen(rep PersonID, window time.Duration) {
	old := t.h.Last()
	t.finishTurn(EndManager)
	t.resume(old)
	a := Assignment{N: t.number() + 1, Rep: rep, UID: old.UID, Made: t.now, Window: window, Wall: old.Wall,
		Require: old.Require, Away: old.Away, Held: true, Steps: len(t.policy.Steps)}
	a.goOnFrom(*old)
	a.InInvite, a.Briefed = old.InInvite, old.Briefed
	t.h.Assignments = append(t.h.Assignments, a)
	t.to(Offered)
	t.open(t.now, time.Time{})
	t.tellRep("keep")
}

// goOnFrom takes over what an earlier turn of the same rep leaves, whatever became of it: the reply, which the prospect
// has, and the place.
func (a *Assignment) goOnFrom(old Assignment) {
	a.Place, a.Listens = old.Place, old.Listens
	for _, ev := range old.Evidence {
		if ev.Kind == RequireReply {
			a.Evidence = append(a.Evidence, ev)
		}
	}
}

// introduce sends the thread mail to whoever has not got it; it returns how long the invite waits for it. A later rep,
// of whom the prospect reads in the invitation, needs none: the brief says how to write to the prospect.
func (t *turn) introduce(rep PersonID) time.Duration {
	p := t.person(rep)
	n := t.number()
	inThread := slices.ContainsFunc(p.Emails, func(e string) bool { return slices.Contains(t.h.InThread, e) })
	if t.h.Origin == OriginCC && inThread {
		if t.metInThread(); t.h.met() {
			return 0
		}
	}
	var detail Detail
	if met := t.h.Met(t.h.Prospect()); met != "" && met != rep {
		detail = IntroDetail{Instead: met}
	}
	news := slices.ContainsFunc(t.h.Prospects, t.h.Introduces)
	if first := t.number() == 1; news || first && t.h.Current().Continues == 0 {
		t.act(Action{Purpose: PurposeIntro, To: Recipient{Person: rep, Role: RoleRep}, Revision: n, Assignment: n,
			Detail: detail})
	}
	for _, c := range t.h.Prospects {
		if !c.Stopped && t.h.Introduces(c) && !Unnamed(&t.h, t.hosted()) {
			t.act(Action{Purpose: PurposeIntro, To: Recipient{Address: c.Address, Role: RoleProspect}, Revision: n,
				Assignment: n})
		}
	}
	return introLead
}

// invite sends the event to a guest who does not hold it and returns the key of the mail.
func (t *turn) invite(to Recipient, delay time.Duration) string {
	g := t.holder(to)
	if g.Sequence >= t.h.Sequence && g.Sequence > 0 && !g.Live { // above the withdrawal they were sent
		t.h.Sequence = g.Sequence + 1
	}
	g.Live, g.Sequence = true, t.h.Sequence
	if to.Person != "" {
		g.PartStat = calendar.NeedsAction
	}
	a := t.act(Action{Purpose: PurposeInvite, To: to, Revision: t.h.Sequence + 1, Assignment: t.number(), UID: g.UID,
		Sequence: t.h.Sequence, Schedule: t.h.Revision, Delay: delay, After: t.introOf(to)})
	return a.Key()
}

// holder is the guest that the recipient is by the event that is theirs now.
func (t *turn) holder(to Recipient) *Guest {
	a := t.h.Last()
	if to.Person == "" || a == nil || a.Rep != to.Person {
		return t.h.guest(t.addressOf(to), to.Person)
	}
	if g := t.h.guestUnder(to, "", a.UID); g != nil {
		return g
	}
	g := Guest{Address: t.addressOf(to), Person: to.Person, UID: a.UID, PartStat: calendar.NeedsAction}
	if a.UID != "" {
		g.First = t.h.Sequence
	}
	t.h.Guests = append(t.h.Guests, g)
	return &t.h.Guests[len(t.h.Guests)-1]
}

// introOf is the key of the intro to the same recipient in this decision: it goes first, also where mails have to
// queue.
func (t *turn) introOf(to Recipient) []string {
	for _, a := range t.actions {
		if a.Purpose == PurposeIntro && a.To == to {
			return []string{a.Key()}
		}
	}
	return nil
}

// update sends the changed event to a guest who holds it.
func (t *turn) update(to Recipient) *Action {
	g := t.holder(to)
	g.Live, g.Sequence = true, t.h.Sequence
	return t.act(Action{Purpose: PurposeUpdate, To: to, Revision: t.h.Sequence + 1, Assignment: t.number(), UID: g.UID,
		Sequence: t.h.Sequence, Schedule: t.h.Revision})
}

// withdrawOthers takes their events from every rep but the one of the given turn, who keeps the event of that turn
// alone.
func (t *turn) withdrawOthers(keep *Assignment) {
	for i := range t.h.Guests {
		g := &t.h.Guests[i]
		if g.Person == "" || !g.Live || keep != nil && (g.Person == keep.Rep && g.UID == keep.UID || t.asksToo(*g)) {
			continue
		}
		t.withdraw(g)
	}
}

// withdraw cancels the event of a rep: whole if it is theirs alone; from that guest alone if everybody shares it.
func (t *turn) withdraw(g *Guest) {
	g.Live, g.Sequence = false, t.h.Sequence
	t.act(Action{Purpose: PurposeCancel, To: g.recipient(), Revision: t.h.Sequence + 1, Assignment: t.number(), UID: g.UID,
		Sequence: t.h.Sequence, Schedule: t.h.Revision, Step: "withdrawn"})
}

func (t *turn) stopped(address string) bool {
	return slices.ContainsFunc(t.h.Prospects, func(c Contact) bool {
		return c.Stopped && strings.EqualFold(c.Address, address)
	})
}

func (t *turn) anyLive() bool {
	return slices.ContainsFunc(t.h.Guests, func(g Guest) bool { return g.Live })
}

func (t *turn) addressOf(r Recipient) string {
	if r.Person != "" {
		return t.person(r.Person).Email()
	}
	return strings.ToLower(r.Address)
}

// open starts the window of the open assignment: the invite is out. told is the end that the mail promised; zero:
// compute it. A window opens on the minute, by which its mail was written: no rule turns on parts of one, nor on the
// way that the mail took.
func (t *turn) open(at, told time.Time) {
	a := t.h.Current()
	a.Opened = minute(at)
	a.Due, a.Compressed = t.closing(a)
	if told.IsZero() || !told.After(at) {
		return
	}
	if before := a.Due.Sub(told); before > 0 && before <= introLead {
		a.Opened = a.Opened.Add(-before)
	}
	a.Due = told
}

// minute is the whole minute of an instant.
func minute(at time.Time) time.Time { return at.Truncate(time.Minute) }

// closing computes when the assignment's window closes, and whether the meeting makes it shorter than the policy's.
func (t *turn) closing(a *Assignment) (time.Time, bool) {
	due := t.clockOf(a).Add(a.Opened, a.Window+a.Extra)
	if last := t.lastCall(a); due.After(last) {
		if last.Before(a.Opened) {
			last = a.Opened
		}
		return last, true
	}
	return due, false
}

// WindowCloses says when a window that opens at the instant would close for the rep, and whether the meeting compresses
// it. The invite and `handoffd when` tell it; the fact that the invite was sent makes it binding.
func WindowCloses(h Handoff, c *Config, a Assignment, opened time.Time) (time.Time, bool) {
	t := begin(h, &Sent{}, Env{Now: opened, Config: c})
	a.Opened = minute(opened)
	return t.closing(&a)
}

// reachable says whether anybody of the prospect's side takes mail.
func (t *turn) reachable() bool {
	return len(t.h.Reachable()) > 0
}

// poolText shows what the rotation thought of each rep.
func (t *turn) poolText(all []Candidate) CaseDetail {
	var lines Sentences
	for _, c := range all {
		lines = append(lines, Because("pool", PersonArg(c.Rep), ReasonArg(c.Why)))
	}
	return CaseDetail{Reps: lines}
}
