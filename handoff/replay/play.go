package replay

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// life is one lead as it goes in a run.
type life struct {
	h     handoff.Handoff
	steps []Step
	why   []handoff.Reason // of each step
	by    []handoff.Reason // what put the rep of each before the next one
	reach []reminder
}

// reminder is a mail that reminds a rep.
type reminder struct{ at time.Time }

// run plays facts under configs.
type run struct {
	with    *handoff.Config // in place of those that were recorded; nil: these
	config  *handoff.Config
	leads   map[handoff.ID]*life
	order   []handoff.ID
	open    []handoff.ID // those that can still fall due or meet anybody, and some more
	loads   map[handoff.PersonID]*tally
	seen    handoff.Lookups         // as last recorded
	uids    map[handoff.ID][]string // of the turns, as they were drawn
	queue   []sending
	sent    map[string]bool // keys of all that was ever queued: one thing is done once
	budgets map[handoff.PersonID]*budget
	old     map[int]handoff.PersonID // who had the lead when a fact came, by the other run; nil: this is that one
	unknown int
}

func newRun(with *handoff.Config, uids map[handoff.ID][]string) *run {
	return &run{with: with, leads: map[handoff.ID]*life{}, loads: map[handoff.PersonID]*tally{}, uids: uids,
		sent: map[string]bool{}, budgets: map[handoff.PersonID]*budget{},
		seen: handoff.Lookups{Away: map[handoff.PersonID][]calendar.Span{},
			Busy:   map[handoff.PersonID]handoff.Calendar{},
			Covers: map[handoff.PersonID][]handoff.Absence{}}}
}

// play plays all facts, and what falls due until the last of them. It gives who had each lead when its facts came.
func (r *run) play(facts []Recorded) map[int]handoff.PersonID {
	had := map[int]handoff.PersonID{}
	for i, f := range facts {
		if r.config == nil {
			r.inForce(f)
		}
		r.learn(f)
		r.until(f.Now)
		r.inForce(f)
		if made(f.Fact) || r.with != nil && f.Fact.Kind() == handoff.KindRosterChanged {
			continue
		}
		l := r.lead(f.Handoff)
		had[i] = l.h.Rep()
		by := handoff.From(f.Fact).Person
		if r.old != nil && by != "" && by == r.old[i] && by != l.h.Rep() {
			r.unknown++
			continue
		}
		r.decide(f.Handoff, f.Fact, f.Now, f.Lookups)
	}
	return had
}

// made says whether the service makes the fact itself.
func made(f handoff.Fact) bool {
	return f.Kind() == handoff.KindDeadline || f.Kind() == handoff.KindSent
}

func (r *run) lead(id handoff.ID) *life {
	l, ok := r.leads[id]
	if !ok {
		l = &life{}
		r.leads[id], r.order, r.open = l, append(r.order, id), append(r.open, id)
	}
	return l
}

// inForce takes the config by which the fact is decided.
func (r *run) inForce(f Recorded) {
	if r.config = r.with; r.with == nil {
		r.config = f.Config
	}
}

// learn takes what was looked up from outside.
func (r *run) learn(f Recorded) {
	for id, l := range f.Load {
		if _, known := r.loads[id]; !known {
			r.loads[id] = &tally{load: l}
		}
	}
	for id, away := range f.Lookups.Away {
		r.seen.Away[id] = away
		delete(r.seen.Covers, id)
	}
	for id, covers := range f.Lookups.Covers {
		r.seen.Covers[id] = covers
	}
	for id, busy := range f.Lookups.Busy {
		r.seen.Busy[id] = busy
	}
	for _, p := range f.Lookups.Pauses { // from before what is replayed
		known := func(s handoff.Pause) bool { return s.Team == p.Team && s.Rep == p.Rep && s.Start.Equal(p.Start) }
		if !slices.ContainsFunc(r.seen.Pauses, known) {
			r.seen.Pauses = append(r.seen.Pauses, p)
		}
	}
	r.seen.NoMail = f.Lookups.NoMail
	r.seen.Outages = calendar.Merge(append(slices.Clone(r.seen.Outages), f.Lookups.Outages...))
}

// until has mails go out and times pass up to the instant. A mail that is out comes before what falls due then.
func (r *run) until(now time.Time) {
	for range 1_000_000 { // more is a rule that never ends
		at, id, what := r.due()
		if len(r.queue) > 0 && !r.queue[0].at.After(now) && (id == "" || !r.queue[0].at.After(at)) {
			s := r.queue[0]
			r.queue = r.queue[1:]
			r.send(s)
			continue
		}
		if id == "" || at.After(now) {
			return
		}
		f := &handoff.Deadline{About: handoff.About{At: at, Via: "clock", Strength: handoff.Seen}, What: what, Due: at}
		r.decide(id, f, at, handoff.Lookups{})
	}
}

// due is what falls due next.
func (r *run) due() (at time.Time, id handoff.ID, what handoff.Due) {
	r.open = slices.DeleteFunc(r.open, func(id handoff.ID) bool {
		h := &r.leads[id].h
		_, _, wakes := handoff.Wakes(h)
		return h.State.Finished() && !wakes
	})
	for _, lead := range r.open {
		if when, due, ok := handoff.Wakes(&r.leads[lead].h); ok && (id == "" || when.Before(at)) {
			at, id, what = when, lead, due
		}
	}
	return at, id, what
}

// decide decides a fact of a lead and keeps what comes of it.
func (r *run) decide(id handoff.ID, f handoff.Fact, now time.Time, recorded handoff.Lookups) {
	l := r.lead(id)
	d := handoff.Decide(l.h, f, r.env(l, id, now, recorded))
	if d.Err != nil {
		return
	}
	was := l.h
	l.h = d.Handoff
	for _, e := range d.Ledger {
		r.tally(e.Person).book(e)
	}
	if s := stepOf(&l.h, now); !s.same(stepOf(&was, now)) {
		l.steps, l.why, l.by = append(l.steps, s), append(l.why, d.Reason), append(l.by, chosenBy(&l.h))
	}
	l.opened()
	for _, a := range d.Away {
		r.seen.Away[a.Person] = calendar.Merge(append(slices.Clone(r.seen.Away[a.Person]), a.Span))
		if a.Cover != "" {
			r.seen.Covers[a.Person] = append(slices.Clone(r.seen.Covers[a.Person]), a)
		}
	}
	for _, p := range d.Pauses {
		r.seen.Pauses = handoff.WithPause(r.seen.Pauses, p)
	}
	for _, a := range d.Actions {
		r.enqueueNew(a, now)
	}
}

// chosenBy is what put the rep of the open turn before the next one.
func chosenBy(h *handoff.Handoff) handoff.Reason {
	if a := h.Current(); a != nil {
		for _, c := range a.Others {
			if c.Rep == a.Rep {
				return c.By
			}
		}
	}
	return handoff.Reason{}
}

func stepOf(h *handoff.Handoff, at time.Time) Step {
	return Step{At: at, State: h.State, Rep: h.Rep(), Turn: len(h.Assignments), Again: again(h),
		Asked: handoff.AskedAtOnce(h)}
}

// env is what a fact is decided with: what was recorded of the outside, and all else as it is in this run.
func (r *run) env(l *life, id handoff.ID, now time.Time, recorded handoff.Lookups) handoff.Env {
	look := handoff.Lookups{Away: r.seen.Away, Covers: r.seen.Covers,
		Busy: map[handoff.PersonID]handoff.Calendar{}, NoMail: r.seen.NoMail,
		Outages: r.seen.Outages, Pauses: r.seen.Pauses, Stopped: recorded.Stopped, Meets: r.meets(id),
		Twins: r.twins(id, l, recorded)}
	load := map[handoff.PersonID]handoff.Load{}
	for _, t := range r.config.Teams {
		for _, rep := range t.Reps {
			load[rep] = r.loadOf(rep, now)
			if len(r.config.Person(rep).Calendars) > 0 {
				busy, asked := r.seen.Busy[rep]
				if !asked {
					busy = handoff.Calendar{ReadAt: now, Unknown: []handoff.Reason{handoff.Because("never-asked")}}
				}
				look.Busy[rep] = busy
			}
		}
	}
	n := len(l.h.Assignments)
	if drawn := r.uids[id]; n < len(drawn) && drawn[n] != "" {
		look.UID = drawn[n]
	} else {
		look.UID = fmt.Sprintf("replay-%s-%d@handoffd", id, n+1)
	}
	look.UIDs = slices.Clone(recorded.UIDs)
	for i := len(look.UIDs); i < len(r.config.People); i++ {
		look.UIDs = append(look.UIDs, fmt.Sprintf("replay-%s-%d-%d@handoffd", id, n+1, i+1))
	}
	return handoff.Env{Now: now, Config: r.config, Load: load, Lookups: look}
}

// meets are the meetings that other leads give to reps.
func (r *run) meets(except handoff.ID) map[handoff.PersonID][]handoff.Meeting {
	out := map[handoff.PersonID][]handoff.Meeting{}
	for _, id := range r.open {
		if h := &r.leads[id].h; id != except && h.Meets() {
			out[h.Rep()] = append(out[h.Rep()], handoff.Meeting{Handoff: id, Span: calendar.Span{Start: h.Start, End: h.End}})
		}
	}
	for _, all := range out {
		slices.SortFunc(all, func(a, b handoff.Meeting) int {
			return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Handoff, b.Handoff))
		})
	}
	return out
}

// twins are the other open leads with the same people that the recorded decision saw, as far as they are open here.
func (r *run) twins(id handoff.ID, l *life, recorded handoff.Lookups) []handoff.Twin {
	var out []handoff.Twin
	for _, t := range recorded.Twins {
		other, here := r.leads[t.Handoff]
		if !here {
			out = append(out, t)
		} else if other.h.State.Open() && t.Handoff != id && l != nil {
			out = append(out, handoff.Twin{Handoff: t.Handoff, Start: other.h.Start, Qualifier: other.h.Qualifier,
				Rep: other.h.Rep()})
		}
	}
	return out
}

// again says whether the rep of the latest turn had the one before.
func again(h *handoff.Handoff) bool {
	n := len(h.Assignments)
	return n > 1 && h.Assignments[n-1].Rep == h.Assignments[n-2].Rep
}
