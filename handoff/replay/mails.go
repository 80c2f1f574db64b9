package replay

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// sending is a mail that goes out at an instant, or an entry of a calendar.
type sending struct {
	at   time.Time
	a    handoff.Action
	n    int  // it was decided as the n-th
	join bool // kept back because its reader had enough on that day; goes out with the others of the kind
}

// budget is what somebody was sent on their present day.
type budget struct {
	day    string
	had    handoff.Had
	joined time.Time // when mails went out to them as one
}

// enqueueNew queues what was decided, unless it was before.
func (r *run) enqueueNew(a handoff.Action, now time.Time) {
	if key := a.Key(); !r.sent[key] {
		r.sent[key] = true
		r.enqueue(sending{at: now.Add(a.Delay), a: a, n: len(r.sent)})
	}
}

// enqueue puts an action where its time is, behind those of the same time.
func (r *run) enqueue(s sending) {
	i, _ := slices.BinarySearchFunc(r.queue, s, func(q, s sending) int {
		if q.at.After(s.at) {
			return 1
		}
		return -1
	})
	r.queue = slices.Insert(r.queue, i, s)
}

// send has a mail be out, if it is wanted still and neither its reader nor a mail before it keeps it back: as the
// outbox would.
func (r *run) send(s sending) {
	l := r.leads[s.a.Handoff]
	if ok, _ := handoff.Wanted(l.h, s.a, s.at); !ok {
		return
	}
	if at := r.behind(s); at.After(s.at) {
		s.at = at
		r.enqueue(s)
		return
	}
	had := r.hadOn(s.a.To.Person, s.at)
	if !s.join || !had.joined.Equal(s.at) {
		until, join := handoff.KeepBack(l.h, s.a, r.config, r.seen.Away[s.a.To.Person], had.had, s.at)
		if !until.IsZero() {
			s.at, s.join = until, join
			r.enqueue(s)
			return
		}
		if s.a.Counted() {
			had.had = handoff.Had{Live: had.had.Live + 1, Last: s.at}
		}
		if join || s.join {
			had.joined = s.at
		}
	}
	if s.a.Purpose == handoff.PurposeReminder {
		l.reach = append(l.reach, reminder{s.at})
	}
	if handoff.Noted(s.a) {
		r.decide(s.a.Handoff, &handoff.Sent{About: handoff.About{At: s.at, Via: "smtp"}, Key: s.a.Key(),
			Purpose: s.a.Purpose, To: s.a.To, UID: s.a.UID, Turn: s.a.Assignment}, s.at, handoff.Lookups{})
	}
}

// behind is when the mails are out that have to be before this one: those it names, and earlier ones of the lead to the
// same reader in the same way.
func (r *run) behind(s sending) (at time.Time) {
	for _, q := range r.queue {
		if q.a.Handoff != s.a.Handoff || !q.at.After(s.at) {
			continue
		}
		if q.n < s.n && q.a.Lane() == s.a.Lane() || slices.Contains(s.a.After, q.a.Key()) {
			at = q.at
		}
	}
	return at
}

// hadOn is the budget of somebody on the day of the instant.
func (r *run) hadOn(id handoff.PersonID, at time.Time) *budget {
	b := r.budgets[id]
	if day := at.In(r.config.Person(id).Location()).Format(time.DateOnly); b == nil || b.day != day {
		b = &budget{day: day}
		r.budgets[id] = b
	}
	return b
}

// opened notes when the time of the latest offer began to run.
func (l *life) opened() {
	cur := l.h.Current()
	if n := len(l.steps); n > 0 && cur != nil && l.steps[n-1].Turn == cur.N && l.steps[n-1].State == handoff.Offered {
		l.steps[n-1].Opened = cur.Opened
	}
}
