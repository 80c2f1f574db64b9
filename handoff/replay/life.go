package replay

import (
	"time"

	"handoffd/handoff"
)

// life is one lead as it goes.
type life struct {
	h     handoff.Handoff
	steps []Step
	why   []handoff.Reason      // of each step
	pools [][]handoff.Candidate // what was thought of each rep, where one was chosen
	sums  []Counts              // up to and with each step
	all   Counts
	yes   bool // it was accepted once: a new time that is accepted again is no other lead
}

// take keeps what came of a decision.
func (l *life) take(d handoff.Decision, now time.Time) {
	was := l.h
	l.h = d.Handoff
	l.count(&was, d)
	if s := stepOf(&l.h, now); !s.same(stepOf(&was, now)) {
		var pool []handoff.Candidate
		if a := l.h.Current(); a != nil {
			pool = a.Others
		}
		l.step(s, d.Reason, pool)
	}
	if n := len(l.sums); n > 0 && len(l.steps) > 0 && l.steps[n-1].At.Equal(now) {
		l.sums[n-1] = l.all
	}
	l.opened()
}

func (l *life) step(s Step, why handoff.Reason, pool []handoff.Candidate) {
	l.steps, l.why, l.sums = append(l.steps, s), append(l.why, why), append(l.sums, l.all)
	l.pools = append(l.pools, pool)
}

// count counts what a decision was: offers, and the moments that figures are counted from.
func (l *life) count(was *handoff.Handoff, d handoff.Decision) {
	h := &l.h
	if len(h.Assignments) > len(was.Assignments) && !h.Last().HandedOver() {
		l.all.Offers++
		if len(was.Assignments) > 0 && !again(h) {
			l.all.Reassigned++
		}
	}
	for _, m := range d.Moments {
		switch {
		case m.Kind == handoff.MomentAccepted && !l.yes:
			l.yes, l.all.Accepted = true, l.all.Accepted+1
		case m.Kind == handoff.MomentState && m.Code == handoff.Code(handoff.Escalated) && was.State != handoff.Escalated:
			l.all.Escalations++
		}
	}
	for _, a := range d.Actions {
		if a.Purpose == handoff.PurposeReminder {
			l.all.Reminders++
		}
	}
}

// opened notes when the time of the latest offer began to run.
func (l *life) opened() {
	cur := l.h.Current()
	if n := len(l.steps); n > 0 && cur != nil && l.steps[n-1].Turn == cur.N && l.steps[n-1].State == handoff.Offered {
		l.steps[n-1].Opened = cur.Opened
	}
}

// counts are what happened up to and with the i-th step; all of it if there is none or i is below 0.
func (l *life) counts(i int) Counts {
	if i < 0 || i >= len(l.sums) {
		return l.all
	}
	return l.sums[i]
}

func stepOf(h *handoff.Handoff, at time.Time) Step {
	return Step{At: at, State: h.State, Rep: h.Rep(), Turn: len(h.Assignments), Again: again(h),
		Asked: handoff.AskedAtOnce(h)}
}

// again says whether the rep of the latest turn had the one before.
func again(h *handoff.Handoff) bool {
	n := len(h.Assignments)
	return n > 1 && h.Assignments[n-1].Rep == h.Assignments[n-2].Rep
}

func step(all []Step, i int) *Step {
	if i < 0 || i >= len(all) {
		return nil
	}
	return &all[i]
}

// stand is what other leads see of one: who has it, whether they are still asked, and when they meet.
type stand struct {
	rep            handoff.PersonID
	offered, meets bool
	start, end     time.Time
}

func standOf(h *handoff.Handoff) stand {
	return stand{rep: h.Rep(), offered: h.State == handoff.Offered && h.Current() != nil, meets: h.Meets(),
		start: h.Start, end: h.End}
}

// due is what falls due next of a lead.
type due struct {
	at   time.Time
	what handoff.Due
	ok   bool
}

func dueOf(h *handoff.Handoff) due {
	at, what, ok := handoff.Wakes(h)
	if !ok {
		return due{}
	}
	return due{at, what, true}
}

func (d due) equal(o due) bool { return d.ok == o.ok && d.what == o.what && d.at.Equal(o.at) }
