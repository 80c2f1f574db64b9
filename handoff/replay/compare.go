package replay

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Compare tells what would have differed if the config had been in force all the time.
func Compare(facts []Recorded, with *handoff.Config) Report {
	facts, missing := placed(facts, with)
	uids := drawn(facts)
	old, now := newRun(nil, uids), newRun(with, uids)
	now.old = old.play(facts)
	now.play(facts)
	report := Report{Leads: len(old.order), Differ: []Difference{}, Missing: missing, Unknown: now.unknown,
		Blind: blind(facts)}
	for _, id := range old.order {
		a, b := old.leads[id], now.leads[id]
		if b == nil { // a brief that was refused under the new config
			b = &life{}
		}
		i := differs(a.steps, b.steps)
		report.Old.add(a.counts(i))
		report.New.add(b.counts(i))
		if i >= 0 {
			because := because(a, b, i)
			report.Differ = append(report.Differ, Difference{Handoff: id, Last: step(b.steps, i-1),
				Old: step(a.steps, i), New: step(b.steps, i), Why: because})
		}
	}
	return report
}

// placed are the facts of the leads that have a place under the config, and what it misses for the others.
func placed(facts []Recorded, with *handoff.Config) (out []Recorded, missing []Missing) {
	missing = []Missing{}
	left := map[handoff.ID]bool{}
	for _, f := range facts {
		b, first := f.Fact.(*handoff.Briefed)
		if !first || left[f.Handoff] {
			continue
		}
		m := Missing{Team: b.Team}
		if team, ok := with.Team(b.Team); ok {
			if m.Qualifier = b.Qualifier; slices.Contains(team.Qualifiers, b.Qualifier) {
				continue
			}
		}
		left[f.Handoff] = true
		i := slices.IndexFunc(missing, func(o Missing) bool { return o.Team == m.Team && o.Qualifier == m.Qualifier })
		if i < 0 {
			i, missing = len(missing), append(missing, m)
		}
		missing[i].Leads++
	}
	for _, f := range facts {
		if !left[f.Handoff] {
			out = append(out, f)
		}
	}
	return out, missing
}

// drawn are the UIDs of the turns as they were, by deciding all facts as they were decided.
func drawn(facts []Recorded) map[handoff.ID][]string {
	leads := map[handoff.ID]handoff.Handoff{}
	for _, f := range facts {
		d := handoff.Decide(leads[f.Handoff], f.Fact,
			handoff.Env{Now: f.Now, Config: f.Config, Load: f.Load, Lookups: f.Lookups})
		if d.Err == nil {
			leads[f.Handoff] = d.Handoff
		}
	}
	out := map[handoff.ID][]string{}
	for id, h := range leads {
		for _, a := range h.Assignments {
			out[id] = append(out[id], a.UID)
		}
	}
	return out
}

// blind counts the leads of which it is not known any more what calendars showed.
func blind(facts []Recorded) int {
	leads := map[handoff.ID]bool{}
	for _, f := range facts {
		if f.Blind {
			leads[f.Handoff] = true
		}
	}
	return len(leads)
}

// moment is how far apart two steps may come and be the same.
const moment = time.Minute

// differs is the first step in which two lives differ; −1 if they do not.
func differs(a, b []Step) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || !a[i].same(b[i]) || a[i].At.Sub(b[i].At).Abs() > moment {
			return i
		}
	}
	return -1
}

func step(all []Step, i int) *Step {
	if i < 0 || i >= len(all) {
		return nil
	}
	return &all[i]
}

// because is why the step is another one: of two that only differ in the rep, what put the new one first; of none, why
// the old one was.
func because(a, b *life, i int) handoff.Reason {
	was, is := step(a.steps, i), step(b.steps, i)
	switch {
	case is == nil:
		return why(a, i)
	case was != nil && was.State == is.State && was.Turn == is.Turn && was.Rep != is.Rep && !b.by[i].Empty():
		return b.by[i]
	}
	return why(b, i)
}

func why(l *life, i int) handoff.Reason {
	if i >= len(l.why) {
		return handoff.Reason{}
	}
	return l.why[i]
}

// counts counts what happened up to the step in which the life differs, that one included; all of it if it is −1.
func (l *life) counts(differs int) (c Counts) {
	steps := l.steps
	if differs >= 0 {
		steps = steps[:min(differs+1, len(steps))]
	}
	for i, s := range steps {
		switch {
		case s.State == handoff.Escalated:
			c.Escalations++
		case s.State == handoff.Accepted:
			c.Accepted++
		case s.State == handoff.Offered && (i == 0 || s.Turn > steps[i-1].Turn):
			c.Offers++
			if s.Turn > 1 && !s.Again {
				c.Reassigned++
			}
		}
	}
	for _, m := range l.reach {
		if differs < 0 || len(steps) == 0 || !m.at.After(steps[len(steps)-1].At) {
			c.Reminders++
		}
	}
	return c
}
