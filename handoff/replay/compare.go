package replay

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// Compare tells what would have differed of the leads since the instant if the config had been in force in place of the
// recorded ones. The record has earlier ones, too: all that came in under the
// config of the first, and all that can weigh on them.
func Compare(record Record, with *handoff.Config, since time.Time) Report {
	r := played(record, with, since)
	return r.report(record.Facts)
}

// played plays the record.
func played(record Record, with *handoff.Config, since time.Time) rehearsal {
	facts := record.Facts
	p, of := newPast(record), map[handoff.ID]*world{}
	r := rehearsal{since: since, stints: stintsOf(facts, with, since), past: p, of: of}
	worlds := map[int]*world{}
	var end time.Time
	for i := range facts {
		f := &facts[i]
		n, first := r.stints.of[i]
		if first && worlds[n] == nil {
			worlds[n] = newWorld(p, with)
		}
		p.learn(f)
		end = later(end, f.Now)
		for _, w := range worlds {
			w.until(f.Now)
		}
		if first && worlds[n].leads[f.Handoff] == nil {
			of[f.Handoff] = worlds[n]
			worlds[n].add(f.Handoff)
		}
		play(p, worlds, of[f.Handoff], f)
	}
	for _, w := range worlds {
		w.ends(end.Add(2 * moment))
	}
	return r
}

// play plays a fact as it was, and in the world of its lead.
func play(p *past, worlds map[int]*world, of *world, f *Recorded) {
	is, forced := p.forced(f)
	if forced && of != nil {
		of.forced(f.Handoff, is, f.Fact.(*handoff.Deadline).Due)
	}
	d := p.decide(f)
	if of != nil {
		of.follow(f, d)
	}
	p.take(f, d)
	if d.Err == nil {
		p.heard(d)
		for _, w := range worlds {
			w.took(f.Handoff, d.Ledger)
		}
	}
	if of != nil {
		of.weigh(of.leads[f.Handoff], f.Now)
	}
}

// Telling is the config with everybody beside who stood in one of the recorded ones, as they stood there last: what was
// is told with the names that people had.
func (r Record) Telling(with *handoff.Config) *handoff.Config {
	out := *with
	out.People = maps.Clone(with.People)
	seen := map[*handoff.Config]bool{}
	for i := len(r.Facts) - 1; i >= 0; i-- {
		c := r.Facts[i].Config
		if seen[c] {
			continue
		}
		seen[c] = true
		for id, p := range c.People {
			if _, known := out.People[id]; known {
				continue
			}
			for _, o := range with.People { // who has another id now is told apart
				if o.Name == p.Name {
					p.Name = fmt.Sprintf("%s (%s)", o.Name, id)
				}
			}
			out.People[id] = p
		}
	}
	return &out
}

// stints are the times between two changes of the config in force.
type stints struct {
	of      map[int]int // which one a lead came in, by the place of its first fact; only those that are compared
	left    map[handoff.ID]bool
	missing []Missing
}

// stintsOf finds them, and the leads that the other config has no place for. A stint in which no lead came in since the
// instant is left out.
func stintsOf(facts []Recorded, with *handoff.Config, since time.Time) stints {
	out := stints{of: map[int]int{}, left: map[handoff.ID]bool{}, missing: []Missing{}}
	n, last := 0, (*handoff.Config)(nil)
	wanted := map[int]bool{}
	begun := map[handoff.ID]bool{}
	for i := range facts {
		f := &facts[i]
		b, first := f.Fact.(*handoff.Briefed)
		if !first || begun[f.Handoff] {
			continue
		}
		begun[f.Handoff] = true
		if last == nil || !sameRules(last, f.Config) {
			n, last = n+1, f.Config
		}
		if m, placed := placeOf(b, with); !placed {
			if out.left[f.Handoff] = true; !f.Now.Before(since) {
				out.miss(m)
			}
			continue
		}
		out.of[i] = n
		wanted[n] = wanted[n] || !f.Now.Before(since)
	}
	for i, n := range out.of {
		if !wanted[n] {
			delete(out.of, i)
		}
	}
	return out
}

func sameRules(a, b *handoff.Config) bool { return a == b || a.Hash != "" && a.Hash == b.Hash }

func (s *stints) miss(m Missing) {
	i := slices.IndexFunc(s.missing, func(o Missing) bool { return o.Team == m.Team && o.Qualifier == m.Qualifier })
	if i < 0 {
		i, s.missing = len(s.missing), append(s.missing, m)
	}
	s.missing[i].Leads++
}

// placeOf says whether a lead has a place under the config, and what it misses if it has none.
func placeOf(b *handoff.Briefed, with *handoff.Config) (Missing, bool) {
	m := Missing{Team: b.Team}
	if team, ok := with.Team(b.Team); ok {
		m.Qualifier = b.Qualifier
		return m, slices.Contains(team.Qualifiers, b.Qualifier)
	}
	return m, false
}

// rehearsal is what is to be reported.
type rehearsal struct {
	since  time.Time
	stints stints
	past   *past
	of     map[handoff.ID]*world // in which each lead goes that is compared
}

func (r rehearsal) report(facts []Recorded) Report {
	report := Report{Differ: []Difference{}, Missing: r.stints.missing}
	blind, came := map[handoff.ID]bool{}, map[handoff.ID]time.Time{}
	for _, f := range facts {
		if _, known := came[f.Handoff]; !known {
			came[f.Handoff] = f.Now
		}
		blind[f.Handoff] = blind[f.Handoff] || f.Blind
	}
	for _, id := range r.past.order {
		w := r.of[id]
		if w == nil || came[id].Before(r.since) {
			continue
		}
		s := w.leads[id]
		report.Leads++
		report.Unknown += s.unknown
		if blind[id] {
			report.Blind++
		}
		d, differs := s.difference(w.with)
		at := -1
		if differs {
			at, report.Differ = s.alike, append(report.Differ, d)
			if d.New != nil && d.New.Unknown {
				report.Unsure++
			}
		}
		report.All.add(s.was.all)
		report.Old.add(s.was.counts(at))
		report.New.add(s.counts(at))
	}
	return report
}

// difference is the first one of the lead under the config; false if there is none.
func (s *subject) difference(with *handoff.Config) (Difference, bool) {
	if !s.told && len(s.steps) == len(s.was.steps) {
		return Difference{}, false
	}
	d := Difference{Handoff: s.id, Last: step(s.was.steps, s.alike-1), Old: step(s.was.steps, s.alike),
		New: step(s.steps, s.alike)}
	if here := step(s.steps, s.alike-1); here != nil && here.Opened.Sub(d.Last.Opened).Abs() > moment {
		d.Invited = here.Opened
	}
	d.Why = s.was.because(s.alike)
	if d.New == nil || d.New.Unknown {
		if why := s.because(s.alike); d.New != nil && !why.Empty() {
			d.Why, d.Instead = why, true
		}
		return d, true
	}
	if d.Old == nil || len(d.Old.Asked) < 2 || d.New.State != handoff.Offered {
		d.Why, d.Instead = s.instead(s.alike), true
	} else if why := s.fewer(s.alike, with); !why.Empty() || len(d.New.Asked) > 0 {
		d.Why, d.Instead = why, true
	}
	return d, true
}

// fewer is why not all who were asked at once are asked: one of them cannot have the lead, or nobody is asked at once;
// empty if it is neither.
func (s *subject) fewer(i int, with *handoff.Config) handoff.Reason {
	was, is, pool := s.was.steps[i], s.steps[i], s.pools[i]
	for _, rep := range was.Asked {
		if rep == is.Rep || slices.Contains(is.Asked, rep) || len(pool) == 0 {
			continue
		}
		n := slices.IndexFunc(pool, func(c handoff.Candidate) bool { return c.Rep == rep })
		switch {
		case n < 0:
			return handoff.Because("pool", handoff.PersonArg(rep), handoff.ReasonArg(handoff.Because("candidate/no-rep")))
		case !pool[n].Fit:
			return handoff.Because("pool", handoff.PersonArg(rep), handoff.ReasonArg(pool[n].Why))
		}
	}
	if len(is.Asked) == 0 && !handoff.AsksAtOnce(&s.h, with) {
		return handoff.Because("hurry-off")
	}
	if len(is.Asked) > 0 {
		return s.instead(i)
	}
	return handoff.Reason{}
}

// instead is why the step is another one: of two that only differ in the rep, why the one who had the lead does not
// have it, or what put the new one first.
func (s *subject) instead(i int) handoff.Reason {
	was, is := step(s.was.steps, i), s.steps[i]
	if was == nil || was.State != is.State || was.Turn != is.Turn || was.Rep == is.Rep {
		return s.because(i)
	}
	pool := s.pools[i]
	of := func(rep handoff.PersonID) int {
		return slices.IndexFunc(pool, func(c handoff.Candidate) bool { return c.Rep == rep })
	}
	had, has := of(was.Rep), of(is.Rep)
	switch {
	case had < 0 && len(pool) > 0:
		return handoff.Because("pool", handoff.PersonArg(was.Rep), handoff.ReasonArg(handoff.Because("candidate/no-rep")))
	case had >= 0 && !pool[had].Fit:
		return handoff.Because("pool", handoff.PersonArg(was.Rep), handoff.ReasonArg(pool[had].Why))
	case has >= 0 && !pool[has].By.Empty():
		return pool[has].By
	case has >= 0 && !pool[has].Why.Empty():
		return handoff.Because("pool", handoff.PersonArg(is.Rep), handoff.ReasonArg(pool[has].Why))
	}
	return s.because(i)
}

func (l *life) because(i int) handoff.Reason {
	if i >= len(l.why) {
		return handoff.Reason{}
	}
	return l.why[i]
}
