package replay

import (
	"maps"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// past is how the leads went, as far as it is played.
type past struct {
	leads   map[handoff.ID]*life
	order   []handoff.ID
	loads   tallies
	stands  map[handoff.ID]stand              // of those that are offered or meet
	beyond  map[handoff.PersonID]handoff.Load // recorded beyond what is played
	seen    handoff.Lookups                   // as last recorded
	outages []calendar.Span
	coming  map[handoff.ID][]*Recorded // what of each lead is still to be played
}

func newPast(r Record) *past {
	facts := r.Facts
	p := &past{leads: map[handoff.ID]*life{}, loads: tallies{}, stands: map[handoff.ID]stand{},
		beyond: map[handoff.PersonID]handoff.Load{}, coming: map[handoff.ID][]*Recorded{},
		outages: calendar.Merge(slices.Clone(r.Outages)),
		seen: handoff.Lookups{Away: map[handoff.PersonID][]calendar.Span{},
			Busy:   map[handoff.PersonID]handoff.Calendar{},
			Covers: map[handoff.PersonID][]handoff.Absence{}}}
	for i := range facts {
		p.coming[facts[i].Handoff] = append(p.coming[facts[i].Handoff], &facts[i])
	}
	return p
}

func (p *past) lead(id handoff.ID) *life {
	l, ok := p.leads[id]
	if !ok {
		l = &life{}
		p.leads[id], p.order = l, append(p.order, id)
	}
	return l
}

// decide decides a fact as it was decided.
func (p *past) decide(f *Recorded) handoff.Decision {
	l := p.lead(f.Handoff)
	env := handoff.Env{Now: f.Now, Config: f.Config, Load: f.Load, Lookups: f.Lookups}
	if f.Blind {
		env.Lookups.Busy = notKept(env.Lookups.Busy, handoff.Needs(l.h, f.Fact, f.Config), f.Now)
	}
	return handoff.Decide(l.h, f.Fact, env)
}

// forced has fall due in the past what was decided as due: an earlier program may have put it sooner or later. It gives
// what would have been due by the present one, false if that is the same.
func (p *past) forced(f *Recorded) (due, bool) {
	d, ok := f.Fact.(*handoff.Deadline)
	l := p.lead(f.Handoff)
	here := dueOf(&l.h)
	if !ok || !here.ok || here.what != d.What || here.at.Equal(d.Due) ||
		slices.Contains([]handoff.Code{"", "deadline-moved", "deadline-early"}, f.Reason.Code) {
		return here, false
	}
	force(&l.h, here, d.Due)
	return here, true
}

// force has what is due of a lead fall due at another instant.
func force(h *handoff.Handoff, is due, at time.Time) {
	switch is.what {
	case handoff.DueClaim:
		h.Assignments = slices.Clone(h.Assignments)
		for i := range h.Assignments {
			if c := h.Assignments[i].Claim; c != nil && c.Until.Equal(is.at) {
				moved := *c
				moved.Until, h.Assignments[i].Claim = at, &moved
			}
		}
	case handoff.DueNextStep:
		h.StepDue = at
	case handoff.DueVague:
		moved := *h.Vague
		moved.Due, h.Vague = at, &moved
	case handoff.DueDebt:
		moved := *h.Debt
		moved.Due, h.Debt = at, &moved
	default:
		h.Next.At = at
	}
}

// notKept fills what was read of calendars and is not kept any more in as unknown.
func notKept(busy map[handoff.PersonID]handoff.Calendar, needs []handoff.Need,
	now time.Time) map[handoff.PersonID]handoff.Calendar {
	busy = maps.Clone(busy)
	for _, n := range needs {
		if n.What == handoff.NeedBusy {
			busy = unread(busy, n.People, now, handoff.Because("unread/not-kept"))
		}
	}
	return busy
}

// unread fills what is not there of calendars in as unknown.
func unread(busy map[handoff.PersonID]handoff.Calendar, people []handoff.PersonID, now time.Time,
	why handoff.Reason) map[handoff.PersonID]handoff.Calendar {
	for _, id := range people {
		if _, read := busy[id]; read {
			continue
		}
		if busy == nil {
			busy = map[handoff.PersonID]handoff.Calendar{}
		}
		busy[id] = handoff.Calendar{ReadAt: now, Unknown: []handoff.Reason{why}}
	}
	return busy
}

// take keeps what came of a fact.
func (p *past) take(f *Recorded, d handoff.Decision) {
	p.coming[f.Handoff] = p.coming[f.Handoff][1:]
	if d.Err != nil {
		return
	}
	l := p.lead(f.Handoff)
	l.take(d, f.Now)
	if s := standOf(&l.h); s.offered || s.meets {
		p.stands[f.Handoff] = s
	} else {
		delete(p.stands, f.Handoff)
	}
	for _, e := range d.Ledger {
		p.loads.book(e)
	}
}

// learn takes what was looked up from outside.
func (p *past) learn(f *Recorded) {
	for id, l := range f.Load {
		p.beyond[id] = shift(l, handoff.Load{}, p.load(id, f.Now))
	}
	for id, away := range f.Lookups.Away {
		p.seen.Away[id] = away
		delete(p.seen.Covers, id)
	}
	maps.Copy(p.seen.Covers, f.Lookups.Covers)
	maps.Copy(p.seen.Busy, f.Lookups.Busy)
	for _, pause := range f.Lookups.Pauses { // also from before what is replayed
		known := func(s handoff.Pause) bool {
			return s.Team == pause.Team && s.Rep == pause.Rep && s.Start.Equal(pause.Start)
		}
		if !slices.ContainsFunc(p.seen.Pauses, known) {
			p.seen.Pauses = append(p.seen.Pauses, pause)
		}
	}
	if f.Load != nil {
		p.seen.NoMail = f.Lookups.NoMail
	}
}

// heard takes what a decision makes known of absences and pauses.
func (p *past) heard(d handoff.Decision) {
	for _, a := range d.Away {
		p.seen.Away[a.Person] = calendar.Merge(append(slices.Clone(p.seen.Away[a.Person]), a.Span))
		if a.Cover != "" {
			p.seen.Covers[a.Person] = append(slices.Clone(p.seen.Covers[a.Person]), a)
		}
	}
	for _, pause := range d.Pauses {
		p.seen.Pauses = handoff.WithPause(p.seen.Pauses, pause)
	}
}

// up is the instant, or the end of the outage that it is in.
func (p *past) up(at time.Time) time.Time {
	for _, o := range p.outages {
		if !at.Before(o.Start) && at.Before(o.End) {
			return o.End
		}
	}
	return at
}

// out are the outages between two instants.
func (p *past) out(from, to time.Time) []calendar.Span {
	var out []calendar.Span
	for _, o := range p.outages {
		cut := calendar.Span{Start: later(o.Start, from), End: o.End}
		if cut.End.After(to) {
			cut.End = to
		}
		if cut.Start.Before(cut.End) {
			out = append(out, cut)
		}
	}
	return out
}

// load is the load of a rep by what is played.
func (p *past) load(rep handoff.PersonID, now time.Time) handoff.Load {
	l := p.loads.of(rep).at(now)
	l.Open = 0
	for _, s := range p.stands {
		if s.offered && s.rep == rep {
			l.Open++
		}
	}
	return l
}

// whole is the load of a rep, with what was recorded beyond what is played.
func (p *past) whole(rep handoff.PersonID, now time.Time) handoff.Load {
	return shift(p.load(rep, now), p.beyond[rep], handoff.Load{})
}
