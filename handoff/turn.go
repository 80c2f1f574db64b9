package handoff

import (
	"slices"
	"sync"
	"time"

	"handoffd/calendar"
)

// turn is one decision in the making. Facts call its verbs; the verbs change the handoff and collect actions.
type turn struct {
	h         Handoff
	before    *Handoff // as it was, never changed
	was       Handoff  // what before points to
	f         Fact
	e         Env
	now       time.Time
	team      Team
	policy    Policy
	actions   []Action
	ledger    []Entry
	away      []Absence
	pauses    []Pause
	pool      CaseDetail // what the rotation thought of each rep, if nobody fits
	stops     []Stop
	unmailed  []PersonID // whose address came to be known to take no mail
	forget    bool
	endings   []Ending
	patterns  []Pattern
	demands   []Demand
	cover     PersonID   // who stands in for the rep who is away: before the rotation
	half      bool       // the turn that begins comes after another one
	others    []PersonID // who are asked beside the turn that begins
	continues int        // number of the turn that the next one goes on with
	reason    Reason

	understood bool // the words of the fact are done with: nobody has to read them
	turnedDown Code // code of the last reason that says that nothing was changed
}

// turns are those that are over: one is 5 kB, and thousands are decided at once.
var turns = sync.Pool{New: func() any { return new(turn) }}

func begin(h Handoff, f Fact, e Env) *turn {
	t := turns.Get().(*turn)
	*t = turn{h: h.clone(), was: h, f: f, e: e, now: e.Now}
	t.before = &t.was
	if h.State == "" {
		t.h.State = New
	}
	t.h.Version++
	t.setTeam(h.Team)
	return t
}

// done is called by who began it and asks no more: what came of it holds nothing of the turn itself.
func (t *turn) done() {
	*t = turn{}
	turns.Put(t)
}

func (t *turn) setTeam(name string) {
	t.h.Team = name
	t.team, _ = t.e.Config.Team(name)
	t.policy = t.team.policyFor(&t.h)
}

func (t *turn) decision() Decision {
	if t.reason.Code == "" {
		t.note("noted", WordsArg(t.h.State))
	}
	t.withoutPlain()
	t.timed()
	return Decision{Handoff: t.h, Actions: t.actions, Ledger: t.ledger, Away: t.away, Pauses: t.pauses,
		Stops: t.stops, NoMail: t.unmailed, Endings: t.endings,
		Patterns: t.patterns, Demands: t.demands, Forget: t.forget, Reason: t.reason,
		Moments: MomentsOf(t.before, &t.h, t.e.Config, t.now)}
}

// note sets the decision's reason; the last one wins.
func (t *turn) note(code Code, args ...Arg) { t.reason = Because(code, args...) }

// unchanged notes why the fact changes nothing; an echo with that reason is marked as a refusal.
func (t *turn) unchanged(code Code, args ...Arg) {
	t.note(code, args...)
	t.turnedDown = t.reason.Code
}

// to moves the handoff into a state, with the present reason.
func (t *turn) to(s State) {
	if t.h.State != s {
		t.h.State, t.h.Since = s, t.now
		t.h.Nudges, t.h.Nudged, t.h.Climb, t.h.HoldUntil = 0, time.Time{}, 0, time.Time{}
		t.h.Pool, t.h.PoolAt, t.h.Times, t.h.Absent, t.h.Idle = nil, time.Time{}, nil, time.Time{}, time.Time{}
		if s != Nurture && s != Draft {
			t.h.Sleep = nil
		}
	}
	t.h.Why = t.reason
}

// by is the sender of the fact.
func (t *turn) by() Who { return t.f.about().By }

// role of the sender in this handoff.
func (t *turn) role() Role { return t.h.RoleOf(t.by(), t.e.Config) }

// byAssigned says whether the fact comes from the rep who has the open assignment (or had the last one, when
// escalated).
func (t *turn) byAssigned() bool {
	return t.by().Person != "" && t.by().Person == t.h.Rep()
}

// may says whether the sender may act as the given role: a manager for everybody, an advocate for the qualifier.
func (t *turn) may(role Role) bool {
	id := t.by().Person
	if id == "" {
		return false
	}
	manager := slices.Contains(t.team.Managers, id) || id == t.e.Config.Admin
	switch role {
	case RoleManager:
		return manager
	case RoleQualifier:
		return manager || id == t.h.Qualifier || slices.Contains(t.team.Advocates, id)
	case RoleRep:
		return id == t.h.Rep()
	}
	return false
}

// refuse answers a command of somebody who may not give it, or that means nothing in this state.
func (t *turn) refuse(code Code, args ...Arg) {
	t.unchanged(code, args...)
	t.echo()
}

// answer says to the sender what there is to say, without turning anything down.
func (t *turn) answer(code Code, args ...Arg) {
	t.note(code, args...)
	t.echo()
}

func (t *turn) person(id PersonID) Person { return t.e.Config.Person(id) }

func (t *turn) clock(id PersonID) Clock { return t.e.Config.Clock(id) }

// clockOf is the clock by which the window of a turn runs.
func (t *turn) clockOf(a *Assignment) Clock {
	if a.Wall {
		return always.In(t.person(a.Rep).Location())
	}
	return t.workOf(a)
}

// workOf is when the rep of a turn works: not while he is away, as far as that was known when it began.
func (t *turn) workOf(a *Assignment) Clock { return t.clock(a.Rep).Less(a.Away...) }

// act adds an action. The revision tells it apart from earlier ones of the same purpose and recipient; 0 takes the next
// mail number.
func (t *turn) act(a Action) *Action {
	a.Handoff = t.h.ID
	if a.Revision == 0 {
		t.h.Mails++
		a.Revision = t.h.Mails
	}
	if a.Why.Code == "" {
		a.Why = t.reason
	}
	if a.To.Person != "" && a.To.Person == t.by().Person && a.Purpose.Channel() == ChannelInternal {
		a.Answers = t.f.about().MessageID
	}
	t.actions = append(t.actions, a)
	return &t.actions[len(t.actions)-1]
}

// tell sends a notice or question to a colleague; nobody is told twice in one decision, nor of what they did themselves
// (the echo says that).
func (t *turn) tell(p Purpose, id PersonID, role Role, step Code, detail Detail) {
	if id == "" {
		return
	}
	for _, a := range t.actions {
		if a.To.Person == id && a.Purpose == p && a.Step == step {
			return
		}
	}
	t.act(Action{Purpose: p, To: Recipient{Person: id, Role: role}, Step: step, Detail: detail, Assignment: t.number()})
}

func (t *turn) tellQualifier(step Code) {
	t.tell(PurposeNotice, t.h.Qualifier, RoleQualifier, step, nil)
}
func (t *turn) tellRep(step Code) { t.tell(PurposeNotice, t.h.Rep(), RoleRep, step, nil) }
func (t *turn) tellManager(step Code) {
	t.tell(PurposeNotice, t.manager(), RoleManager, step, nil)
}

func (t *turn) tellAdvocate(step Code) {
	for _, a := range t.team.Advocates {
		t.tell(PurposeNotice, a, RoleAdvocate, step, nil)
	}
}

// echo answers a command with its effect: the decision's reason, or the given words.
func (t *turn) echo() {
	w := t.by()
	if w.Person == "" || shown(t.f) {
		return
	}
	t.act(Action{Purpose: PurposeEcho, To: Recipient{Person: w.Person, Role: t.role()}, Step: t.reason.Code,
		Assignment: t.number(),
		Refused:    t.turnedDown != "" && t.turnedDown == t.reason.Code})
}

// number is that of the latest assignment, 0 if none.
func (t *turn) number() int { return len(t.h.Assignments) }

// manager is the tier whose turn it is.
func (t *turn) manager() PersonID { return t.h.Manager(t.e.Config) }

// qualifier is whoever answers for the lead on that side: the qualifier, else an advocate, else the manager.
func (t *turn) qualifier() (PersonID, Role) { return t.h.ActingQualifier(t.e.Config) }

// latest is the latest instant at which somebody must have accepted.
func (t *turn) latest() time.Time { return t.h.Start.Add(-t.policy.Lead) }

// covers says whether a span of absence holds the instant.
func covers(s calendar.Span, at time.Time) bool {
	return !at.Before(s.Start) && at.Before(s.End)
}

// awayAt says whether the person is known to be absent at the instant.
func (t *turn) awayAt(id PersonID, at time.Time) bool {
	_, planned := t.e.Config.PlannedAway(id, at)
	return planned || !t.person(id).Begun(at) ||
		slices.ContainsFunc(t.e.Lookups.Away[id], func(s calendar.Span) bool { return covers(s, at) })
}

// absences are those of a rep that mails and calendars told of and that touch the time in which he must accept. A turn
// that goes on knows those of the one before.
func (t *turn) absences(id PersonID) []calendar.Span {
	if before := t.h.assignment(t.continues); before != nil {
		return before.Away
	}
	if !routes(*t.before, t.f) {
		return nil
	}
	var out []calendar.Span
	for _, s := range t.e.Lookups.Away[id] {
		if s.End.After(t.now) && s.Start.Before(t.h.Start) {
			out = append(out, s)
		}
	}
	return calendar.Merge(out)
}

// evidence keeps the proof of an answer with the open assignment (or the last one).
func (t *turn) evidence(kind Requirement, note Reason) {
	a := t.h.Last()
	if a == nil {
		return
	}
	f := t.f.about()
	by := f.By.Address
	if by == "" {
		by = string(f.By.Person)
	}
	strength := f.Strength
	if strength == "" {
		strength = Seen
	}
	ev := Evidence{Kind: kind, Strength: strength, At: f.At, Via: f.Via, MessageID: f.MessageID, By: by, Note: note}
	if f.MessageID != "" && slices.ContainsFunc(a.Evidence, func(o Evidence) bool {
		return o.Kind == kind &&
			o.MessageID == f.MessageID
	}) {
		return
	}
	if len(a.Evidence) < 50 { // the first ones decide; a flood adds nothing
		a.Evidence = append(a.Evidence, ev)
	}
}

// has says whether the assignment has evidence that satisfies the requirement.
func (a *Assignment) has(r Requirement) bool {
	return slices.ContainsFunc(a.Evidence, func(e Evidence) bool {
		return e.Kind == r && e.Strength != OnlyHere &&
			!a.hearsay(e)
	})
}

// satisfied says whether everything required is there.
func (a *Assignment) satisfied() bool {
	for _, r := range a.Require {
		if !a.has(r) {
			return false
		}
	}
	return true
}

// Lacking lists what is required and not there yet.
func (a *Assignment) Lacking() []Requirement {
	var out []Requirement
	for _, r := range a.Require {
		if !a.has(r) {
			out = append(out, r)
		}
	}
	return out
}

// replied says whether any sign of a reply exists, be it only reported: it stops a reassignment.
func (a *Assignment) replied() bool {
	return slices.ContainsFunc(a.Evidence, func(e Evidence) bool { return e.Kind == RequireReply })
}
