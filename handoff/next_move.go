package handoff

import (
	"slices"
	"time"
)

// NextMove is what somebody does next about a lead, and until or at what time.
type NextMove struct {
	Owner PersonID   // empty: nothing is owed
	Also  []PersonID // who are asked at once with them
	What  string     // the words of a step, if it has any
	Due   Due        // else what it is
	At    time.Time
	On    bool // it is done then; else until then
	Step  bool // a next step: At is a day where its owner is
}

// NextMoveOf is what is next of a lead: a meeting at its start, an answer by the end of the window, whatever reminder
// or look into a calendar comes before. The times are those that the mails tell.
func NextMoveOf(h *Handoff, c *Config, now time.Time) NextMove {
	if s := StepFirst(h); s != nil {
		return NextMove{Owner: s.Owner, What: s.What, Due: DueNextStep, At: s.On, On: true, Step: true}
	}
	return dueMove(h, c, now)
}

// NextMoveFor is what is next of a lead for one of those who wait for it or are waited for: where more than one thing
// is, their own comes first.
func NextMoveFor(h *Handoff, c *Config, id PersonID, now time.Time) NextMove {
	m := NextMoveOf(h, c, now)
	if id == "" || m.By(id) {
		return m
	}
	if m.Step {
		if due := dueMove(h, c, now); due.By(id) {
			return due
		}
	} else if StepWaits(h, id, c.Person(id).Location(), now) {
		return NextMove{Owner: id, What: h.Step.What, Due: DueNextStep, At: h.Step.On, On: true, Step: true}
	}
	return m
}

// By says whether somebody moves, alone or with others.
func (m NextMove) By(id PersonID) bool {
	return id != "" && (m.Owner == id || slices.Contains(m.Also, id))
}

// Over says whether the move of the handoff should have been done by now: its time is over, or its day.
func (m NextMove) Over(h *Handoff, c *Config, now time.Time) bool {
	if m.Step {
		zone := c.Person(m.Owner).Location()
		return m.At.In(zone).Format(time.DateOnly) < now.In(zone).Format(time.DateOnly)
	}
	return h.Next.Owner != "" && h.Next.At.Before(now) && !h.Forecast(c, now).By.After(now)
}

// dueMove is what falls due by itself.
func dueMove(h *Handoff, c *Config, now time.Time) NextMove {
	m := NextMove{Owner: h.Next.Owner, Due: h.Next.What, At: h.Next.At}
	if m.Owner == "" {
		return m
	}
	switch f := h.Forecast(c, now); f.Task {
	case TaskMeet:
		m.Owner, m.At, m.On, m.Due = f.Owner, h.Start, true, DueOver
	case TaskAnswer, TaskCommit:
		m.At, m.Due = f.By, DueWindow
		if asked := AskedAtOnce(h); len(asked) > 0 { // the manager answers for the round, and has nothing to answer
			m.Owner, m.Also = asked[0], asked[1:]
		}
	case TaskTwin, TaskChoose, TaskWoken:
		m.Due = Due(f.Task)
	case TaskSleep:
		m.On = true
	}
	return m
}
