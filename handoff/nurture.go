package handoff

import (
	"slices"
	"time"
)

// Sleep is what is known of a lead that has no immediate timeframe: why it sleeps, what was written to the prospect
// meanwhile, and since when it is awake again. It ends once the lead is offered, or finished.
type Sleep struct {
	Since   time.Time
	By      PersonID    `json:",omitempty"` // who asked for it
	Why     string      `json:",omitempty"` // in their words
	Fallen  int         `json:",omitempty"` // how many touches have fallen due
	Drafted time.Time   `json:",omitzero"`  // the latest of them waits for the qualifier since then; zero: none does
	Draft   string      `json:",omitempty"` // names its words
	Sent    []time.Time `json:",omitempty"` // when touches went to the prospect
	Wrote   time.Time   `json:",omitzero"`  // the prospect wrote: no touch follows
	Woke    time.Time   `json:",omitzero"`
}

// Touch is one mail of the programme for leads that sleep.
type Touch struct {
	After    time.Duration // from the day on which the lead began to sleep
	Template string        // names its words
}

// Touches says who sends the mails of the programme.
type Touches string

// What a policy may say about them.
const (
	TouchesDraft Touches = ""     // each is put to the qualifier, who sends it with one tap
	TouchesAuto  Touches = "auto" // they go by themselves where consent is recorded
)

// Consent is the prospect's word that they may be written to without anybody looking at it.
type Consent struct {
	Who   string    // of the prospect's side, as it was told
	On    time.Time // the day on which they said so
	Words string    // theirs
	By    PersonID  // who recorded it
	At    time.Time
}

const (
	// TouchStep is the mail of the programme: to the prospect, and as a draft to the qualifier.
	TouchStep = "touch"
	// WokeStep asks what becomes of a lead that has woken up.
	WokeStep = "woke"
	// IdleStep asks who goes on with a held lead whose rep does nothing.
	IdleStep = "idle"

	sleptStep = "slept" // whoever asked for it hears that the lead sleeps
)

// sleeps puts the lead to sleep.
func (t *turn) sleeps(until time.Time, by PersonID, why string) {
	if t.h.State != Returned && t.h.State != Past && t.h.State != Held {
		t.h.Start, t.h.End = zeroTime, zeroTime
	}
	t.finishTurn(EndDone)
	t.h.Wake, t.h.Return = until, nil
	t.h.Missing, t.h.Questions, t.h.Clash, t.h.Twin = nil, nil, nil, ""
	t.h.Sleep = &Sleep{Since: t.now, By: by, Why: why}
	t.to(Nurture)
}

// Awake says whether the lead has woken up and waits for somebody to say what becomes of it.
func Awake(h *Handoff) bool { return h.State == Draft && h.Sleep != nil && !h.Sleep.Woke.IsZero() }

// nurtureDue is the day of the next touch, or the one on which the lead wakes.
func (t *turn) nurtureDue() Next {
	owner, _ := t.qualifier()
	next := Next{owner, t.h.Wake, DueWake}
	if touch, ok := t.touch(); ok {
		next = soonest(next, Next{owner, t.morning(owner, t.h.Sleep.Since.Add(touch.After)), DueTouch})
	}
	return next
}

// touch is the next one; false if none follows.
func (t *turn) touch() (Touch, bool) {
	s := t.h.Sleep
	if s == nil || !s.Wrote.IsZero() || len(t.h.Reachable()) == 0 || s.Fallen >= len(t.e.Config.Nurture) {
		return Touch{}, false
	}
	return t.e.Config.Nurture[s.Fallen], true
}

// touchesUntil counts those that follow before the instant.
func (t *turn) touchesUntil(until time.Time) int {
	if _, ok := t.touch(); !ok {
		return 0
	}
	n := 0
	for _, each := range t.e.Config.Nurture[t.h.Sleep.Fallen:] {
		if t.h.Sleep.Since.Add(each.After).Before(until) {
			n++
		}
	}
	return n
}

// touchDue puts the next touch to the qualifier, or sends it where that was agreed and the prospect has consented.
func (t *turn) touchDue() {
	touch, ok := t.touch()
	if !ok {
		t.note("deadline-moved")
		return
	}
	s := t.h.Sleep
	s.Fallen++
	id, role := t.qualifier()
	if t.policy.Touches == TouchesAuto && t.h.Consent != nil {
		t.note("touch-sent/auto", NumberArg(s.Fallen), PersonArg(id))
		t.sendTouch(touch.Template)
		t.tell(PurposeNotice, id, role, TouchStep, nil)
		return
	}
	s.Drafted, s.Draft = t.now, touch.Template
	t.note("touch-drafted", NumberArg(s.Fallen), PersonArg(id))
	if t.policy.Touches == TouchesAuto {
		t.note("touch-drafted/no-consent", NumberArg(s.Fallen), PersonArg(id))
	}
	t.act(Action{Purpose: PurposeQuestion, To: Recipient{Person: id, Role: role}, Step: TouchStep,
		Assignment: t.number(), Detail: QuestionDetail{What: touch.Template, Start: t.now}})
}

// sendTouch writes to everybody of the prospect's side who takes mail, in the qualifier's name.
func (t *turn) sendTouch(template string) {
	s := t.h.Sleep
	for _, c := range t.h.Reachable() {
		t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: TouchStep,
			Assignment: t.number(), Detail: ProposalDetail{Words: template, Start: t.now}})
	}
	s.Sent, s.Drafted, s.Draft = append(s.Sent, t.now), zeroTime, ""
}

// sendsDraft is `send` of the qualifier to whom a touch was put.
func (t *turn) sendsDraft() {
	if len(t.h.Reachable()) == 0 {
		t.refuse("touch-nobody")
		return
	}
	t.note("touch-sent", t.writer(), NumberArg(t.h.Sleep.Fallen))
	t.sendTouch(t.h.Sleep.Draft)
	t.echo()
}

// TouchWaits says whether a mail of the programme waits for the qualifier to send it.
func TouchWaits(h *Handoff) bool {
	return h.State == Nurture && h.Sleep != nil && !h.Sleep.Drafted.IsZero()
}

// wroteAsleep: the prospect of a lead that sleeps has written. No touch follows, and the lead wakes once the qualifier
// has had the time in which a lead that came back is answered.
func (t *turn) wroteAsleep() {
	id, _ := t.qualifier()
	if s := t.h.Sleep; s != nil {
		s.Wrote, s.Drafted, s.Draft = t.now, zeroTime, ""
	}
	t.h.Wake = earlier(t.h.Wake, t.morning(id, t.working(id, t.now, t.policy.Returned)))
	t.note("prospect-replied/asleep", PersonArg(id))
}

// wakes asks the qualifier what becomes of the lead, with its history.
func (t *turn) wakes() {
	t.note("woke")
	if t.h.Sleep == nil { // fell asleep under an older version
		t.h.Sleep = &Sleep{Since: t.h.Since}
	}
	t.h.Sleep.Woke, t.h.Sleep.Drafted, t.h.Sleep.Draft = t.now, zeroTime, ""
	t.h.Start, t.h.End, t.h.Return, t.h.Listed = zeroTime, zeroTime, nil, zeroTime
	t.to(Draft)
	t.h.Missing, t.h.Questions, t.h.Clash = t.missing(), nil, nil
	id, role := t.qualifier()
	t.tell(PurposeQuestion, id, role, WokeStep, nil)
}

// Somebody answers for a lead that has woken up: the qualifier, then the advocate beside them, then the manager, who
// is asked again every week. It is never closed by itself.
const (
	wokeAdvocate = 1 // reminders
	wokeManager  = 2
	wokeAgain    = 7 * day
)

// awakeDue is when the next one is asked.
func (t *turn) awakeDue() Next {
	id, _ := t.qualifier()
	m := t.manager()
	next := Next{id, t.working(id, t.base(), t.policy.Returned), DueNudge}
	switch {
	case t.h.Nudges == wokeAdvocate:
		next.At = t.morning(id, nextDay(t.base()))
	case t.h.Nudges >= wokeManager:
		next = Next{m, t.morning(m, t.base().Add(wokeAgain)), DueNudge}
	}
	if s := t.h.Step; s != nil && s.Chosen() && s.Asked.IsZero() { // somebody has said what is done, and when
		next.At = later(next.At, t.morning(next.Owner, nextDay(s.On)))
	}
	return next
}

// asksAwake asks them.
func (t *turn) asksAwake() {
	t.h.Nudges++
	t.h.Nudged = t.now
	id, _ := t.qualifier()
	if t.h.Nudges == wokeAdvocate && len(t.team.Advocates) > 0 {
		t.note("woke-waits/advocate", PersonArg(id))
		for _, a := range t.team.Advocates {
			t.tell(PurposeQuestion, a, RoleAdvocate, WokeStep, nil)
		}
		return
	}
	t.h.Nudges = max(t.h.Nudges, wokeManager)
	t.note("woke-waits", PersonArg(id), PersonArg(t.manager()))
	t.tell(PurposeQuestion, t.manager(), RoleManager, WokeStep, nil)
}

// idles asks the manager, once, who goes on with a held lead whose rep has let the next step pass and says nothing.
func (t *turn) idles() {
	rep, s := t.h.Rep(), t.h.Step
	if t.h.State != Held || s == nil || s.Owner != rep || !t.h.Idle.IsZero() {
		return
	}
	t.h.Idle = t.now
	t.note("idle", PersonArg(rep))
	t.tell(PurposeQuestion, t.manager(), RoleManager, IdleStep, QuestionDetail{Person: rep, What: s.What, Start: s.On})
}

// takesOver has the rep who is given a lead after the meeting do its next step. Where its day is past they are asked
// what is next.
func (t *turn) takesOver(rep PersonID) {
	t.h.Idle = zeroTime
	s := t.h.Step
	if s == nil || s.Owner == rep {
		return
	}
	own := *s
	own.Owner, own.Asked = rep, zeroTime
	if own.On.After(t.now) {
		t.setStep(own)
		return
	}
	own.Asked = t.now
	t.h.Step = &own
	t.tell(PurposeQuestion, rep, t.roleOf(rep), stepPastStep, QuestionDetail{Start: own.On})
}

// wantedTouch: the lead sleeps, nobody of the prospect's side has written, and of a draft it is the one that waits.
func wantedTouch(h Handoff, a Action) (bool, Reason) {
	s := h.Sleep
	switch {
	case h.State != Nurture || s == nil || !s.Wrote.IsZero():
		return false, Because("settled/asleep")
	case a.Purpose == PurposeQuestion && !s.Drafted.Equal(DetailOf[QuestionDetail](a).Start),
		a.Purpose == PurposeProposal && !slices.ContainsFunc(s.Sent, DetailOf[ProposalDetail](a).Start.Equal):
		return false, Because("settled/asleep")
	}
	return true, Because("wanted")
}

// wantedAwake: the lead still waits for somebody to say what becomes of it.
func wantedAwake(h Handoff) (bool, Reason) {
	if !Awake(&h) {
		return false, Because("settled/asleep")
	}
	return true, Because("wanted")
}

// wantedIdle: the rep of the lead is the one it speaks of, and has said nothing since.
func wantedIdle(h Handoff, a Action) (bool, Reason) {
	if h.State != Held || h.Idle.IsZero() || h.Rep() != DetailOf[QuestionDetail](a).Person {
		return false, Because("settled/step")
	}
	return true, Because("wanted")
}
