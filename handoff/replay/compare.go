package replay

import (
	"time"

	"handoffd/handoff"
)

// Compare tells what would have differed if the config had been in force all the time.
func Compare(facts []Recorded, with *handoff.Config) Report {
	uids := drawn(facts)
	old, now := newRun(nil, uids), newRun(with, uids)
	now.old = old.play(facts)
	now.play(facts)
	report := Report{Leads: len(old.order), Unknown: now.unknown}
	for _, id := range old.order {
		a, b := old.leads[id], now.leads[id]
		if b == nil { // a brief that was refused under the new config
			b = &life{}
		}
		i := differs(a.steps, b.steps)
		report.Old.add(a.counts(i))
		report.New.add(b.counts(i))
		if i >= 0 {
			report.Differ = append(report.Differ, Difference{Handoff: id, Old: step(a.steps, i), New: step(b.steps, i),
				Why: why(b, i)})
		}
	}
	return report
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
	if i >= len(all) {
		return nil
	}
	return &all[i]
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
			if s.Turn > 1 {
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
