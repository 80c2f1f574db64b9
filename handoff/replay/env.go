package replay

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
)

// asked is what was looked up of somebody.
type asked struct {
	what handoff.NeedKind
	of   handoff.PersonID
}

func askedFor(needs []handoff.Need) map[asked]bool {
	out := map[asked]bool{}
	for _, n := range needs {
		what := n.What
		if what == handoff.NeedLoad {
			what = handoff.NeedRoute
		}
		out[asked{what, ""}] = true
		for _, id := range n.People {
			out[asked{what, id}] = true
		}
	}
	return out
}

// env is what a fact is decided with here: what was recorded with it, what only these rules ask as far as it is known,
// and loads, meetings and twins by how leads go here.
func (w *world) env(s *subject, p *playing) handoff.Env {
	env := handoff.Env{Now: p.now, Config: w.with, Load: map[handoff.PersonID]handoff.Load{}}
	had := map[asked]bool{}
	if r := p.recorded; r != nil {
		env.Load, env.Lookups = maps.Clone(r.Load), r.Lookups
		needs := handoff.Needs(*p.before, r.Fact, r.Config)
		if had = askedFor(needs); r.Blind {
			env.Lookups.Busy = notKept(r.Lookups.Busy, needs, r.Now)
		}
	}
	l := &env.Lookups
	l.Away, l.Covers, l.Busy, l.Meets = maps.Clone(l.Away), maps.Clone(l.Covers), maps.Clone(l.Busy), maps.Clone(l.Meets)
	routes := false
	for _, n := range handoff.Needs(s.h, p.fact, w.with) {
		w.fill(&env, s, n, had)
		routes = routes || n.What == handoff.NeedRoute
	}
	for id := range env.Load {
		env.Load[id] = w.shifted(id, env.Load[id], s, p)
	}
	if routes {
		w.meetsHere(l, s, p)
	}
	w.twinsHere(l, s)
	return env
}

// fill fills in what these rules need and the recorded ones did not ask.
func (w *world) fill(env *handoff.Env, s *subject, n handoff.Need, had map[asked]bool) {
	l, seen := &env.Lookups, w.past.seen
	switch n.What {
	case handoff.NeedRoute, handoff.NeedLoad:
		for _, id := range n.People {
			if !had[asked{handoff.NeedRoute, id}] {
				w.fillRoute(env, id)
			}
		}
	case handoff.NeedBusy:
		for _, id := range n.People {
			busy, read := seen.Busy[id]
			if _, there := l.Busy[id]; there || had[asked{n.What, id}] || !read {
				continue
			}
			if l.Busy == nil {
				l.Busy = map[handoff.PersonID]handoff.Calendar{}
			}
			l.Busy[id] = busy
		}
		missing := slices.DeleteFunc(slices.Clone(n.People), func(id handoff.PersonID) bool { return had[asked{n.What, id}] })
		l.Busy = unread(l.Busy, missing, env.Now, handoff.Because(neverAsked))
	case handoff.NeedPauses:
		if !had[asked{n.What, ""}] {
			l.Pauses = seen.Pauses
		}
	case handoff.NeedOutages:
		if !had[asked{n.What, ""}] {
			l.Outages = w.past.out(n.From, env.Now)
		}
	case handoff.NeedNoMail:
		if !had[asked{n.What, ""}] {
			l.NoMail = seen.NoMail
		}
	case handoff.NeedUID:
		w.fillUIDs(l, s, n.More)
	}
}

// fillRoute fills in the load of a rep and when they are away.
func (w *world) fillRoute(env *handoff.Env, id handoff.PersonID) {
	l, seen := &env.Lookups, w.past.seen
	if env.Load == nil {
		env.Load = map[handoff.PersonID]handoff.Load{}
	}
	env.Load[id] = w.past.whole(id, env.Now)
	if away, known := seen.Away[id]; known {
		if l.Away == nil {
			l.Away = map[handoff.PersonID][]calendar.Span{}
		}
		l.Away[id] = away
	}
	if covers, known := seen.Covers[id]; known {
		if l.Covers == nil {
			l.Covers = map[handoff.PersonID][]handoff.Absence{}
		}
		l.Covers[id] = covers
	}
	for lead, s := range w.past.stands {
		if s.rep == id && s.meets {
			addMeeting(l, id, lead, s)
		}
	}
}

// fillUIDs fills in UIDs where none was used.
func (w *world) fillUIDs(l *handoff.Lookups, s *subject, more int) {
	n := len(s.h.Assignments) + 1
	if l.UID == "" {
		l.UID = fmt.Sprintf("replay-%d-%d@handoffd", s.n, n)
	}
	l.UIDs = slices.Clone(l.UIDs)
	for i := len(l.UIDs); i < more; i++ {
		l.UIDs = append(l.UIDs, fmt.Sprintf("replay-%d-%d-%d@handoffd", s.n, n, i+1))
	}
}

// shifted is the load of a rep as it is here. Of the lead itself it is what was before the fact.
func (w *world) shifted(rep handoff.PersonID, l handoff.Load, s *subject, p *playing) handoff.Load {
	there, here := w.past.loads.of(rep).at(p.now), w.loads.of(rep).at(p.now)
	there.Open, here.Open = 0, 0
	open := func(n *int, st stand) {
		if st.offered && st.rep == rep {
			*n++
		}
	}
	for _, o := range w.apart {
		if o != s {
			open(&there.Open, standOf(&o.was.h))
			open(&here.Open, o.stand(p.now))
		}
	}
	open(&there.Open, standOf(p.before))
	open(&here.Open, s.stand(p.now))
	return shift(l, here, there)
}

// meetsHere has reps meet the prospects of the leads that they have here.
func (w *world) meetsHere(l *handoff.Lookups, s *subject, p *playing) {
	for id, o := range w.apart {
		if o == s {
			continue
		}
		for rep, all := range l.Meets {
			if slices.ContainsFunc(all, func(m handoff.Meeting) bool { return m.Handoff == id }) {
				l.Meets[rep] = slices.DeleteFunc(slices.Clone(all), func(m handoff.Meeting) bool { return m.Handoff == id })
			}
		}
		if st := o.stand(p.now); st.meets {
			addMeeting(l, st.rep, id, st)
		}
	}
}

func addMeeting(l *handoff.Lookups, rep handoff.PersonID, lead handoff.ID, s stand) {
	if l.Meets == nil {
		l.Meets = map[handoff.PersonID][]handoff.Meeting{}
	}
	all := append(slices.Clone(l.Meets[rep]), handoff.Meeting{Handoff: lead,
		Span: calendar.Span{Start: s.start, End: s.end}})
	slices.SortFunc(all, func(a, b handoff.Meeting) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Handoff, b.Handoff))
	})
	l.Meets[rep] = all
}

// twinsHere are the other open leads with the same people that the recorded decision saw, as far as they are open here.
func (w *world) twinsHere(l *handoff.Lookups, s *subject) {
	var out []handoff.Twin
	for _, t := range l.Twins {
		o := w.leads[t.Handoff]
		switch {
		case o == nil || o == s || o.unsure || !o.told && o.h.Rep() == o.was.h.Rep() && o.h.State == o.was.h.State:
			out = append(out, t)
		case o.told && o.was.h.State.Open() || !o.told && o.h.State.Open():
			out = append(out, handoff.Twin{Handoff: t.Handoff, Start: o.h.Start, Qualifier: o.h.Qualifier, Rep: o.h.Rep()})
		}
	}
	l.Twins = out
}
