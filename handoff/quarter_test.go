package handoff

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// quarter is a team over a quarter, its leads given out by the rules and booked in the ledger.
type quarter struct {
	c       *Config
	entries []Entry
	meets   map[PersonID][]Meeting
	rows    map[PersonID]*quarterRow
	last    PersonID
	run     int
}

type quarterRow struct {
	days, leads, run, day int
	due                   float64
	onDay                 map[Day]int
}

// load is what the rotation goes by: the sum of the ledger, and of its horizon.
func (q *quarter) load(now time.Time) map[PersonID]Load {
	out := map[PersonID]Load{}
	for _, e := range q.entries {
		l, latest := out[e.Person].With(e), Load{}.With(e)
		if e.At.Before(LoadSince(now)) {
			l.Had, l.Cost = l.Had-latest.Had, l.Cost-latest.Cost
		}
		out[e.Person] = l
	}
	return out
}

// lead offers one for the meeting, which is accepted at once, and gives the share that each rep is due of it.
func (q *quarter) lead(t *testing.T, n int, now, start time.Time) {
	h := Handoff{}
	decide := func(f Fact) {
		d := Decide(h, f, Env{Now: now, Config: q.c, Load: q.load(now), Lookups: Lookups{Meets: q.meets,
			UID: fmt.Sprintf("turn-%d@handoffd", n)}})
		h, q.entries = d.Handoff, append(q.entries, d.Ledger...)
	}
	brief := fixtureBrief(now)
	brief.ID, brief.UID, brief.Start, brief.End = ID(fmt.Sprintf("HO-Q%04d", n)), fmt.Sprintf("q%d@handoffd", n), start,
		start.Add(30*time.Minute)
	decide(brief)
	rep := h.Rep()
	if rep == "" {
		t.Fatalf("lead %d on %s: %s: %s", n, now, h.State, h.Why)
	}
	decide(&Accept{About: by(rep, now)})
	span := calendar.Span{Start: start, End: start.Add(30 * time.Minute)}
	q.meets[rep] = append(q.meets[rep], Meeting{Handoff: h.ID, Span: span})
	r := q.rows[rep]
	r.leads++
	if q.run++; rep != q.last {
		q.last, q.run = rep, 1
	}
	r.run = max(r.run, q.run)
	r.onDay[DayOf(start.In(berlin))]++
	r.day = max(r.day, r.onDay[DayOf(start.In(berlin))])
	sum := 0
	for id := range q.rows {
		if q.there(id, now) && q.there(id, start) {
			sum += q.c.Person(id).WeightOn(now)
		}
	}
	for id, r := range q.rows {
		if q.there(id, now) && q.there(id, start) {
			r.due += float64(q.c.Person(id).WeightOn(now)) / float64(sum)
		}
	}
}

func (q *quarter) there(id PersonID, at time.Time) bool {
	_, away := q.c.PlannedAway(id, at)
	since := q.c.Person(id).Since
	return !away && (since == 0 || DayOf(at.In(berlin)) >= since)
}

// TestTheQuarter: ten reps of different weights, two of them away for weeks, one who comes in the second month, at most
// three meetings on a day for each. Everybody has the share that weight and presence make, within 5 %, nobody more
// than three leads on a day, and whoever is back or new no more than three in a row. It prints the table.
func TestTheQuarter(t *testing.T) {
	t.Parallel()
	q := &quarter{c: pool(10), meets: map[PersonID][]Meeting{}, rows: map[PersonID]*quarterRow{}}
	q.c.Teams[0].CapDay, q.c.Teams[0].Cap = 3, 5
	day := func(n int) time.Time { return monday.AddDate(0, 0, n/5*7+n%5) }
	set := func(id PersonID, change func(*Person)) {
		p := q.c.People[id]
		change(&p)
		q.c.People[id] = p
	}
	away := func(from, to int) func(*Person) {
		return func(p *Person) { p.Away = []DayOff{{First: DayOf(day(from)), Last: DayOf(day(to)), Leave: true}} }
	}
	set("r2", func(p *Person) { p.Weight = 50 })
	set("r3", func(p *Person) { p.Weight = 150 })
	set("r4", away(20, 34))
	set("r5", away(10, 14))
	set("r8", func(p *Person) { p.Since = DayOf(day(25)) })
	for _, id := range q.c.Teams[0].Reps {
		q.rows[id] = &quarterRow{onDay: map[Day]int{}}
	}
	n, reps := 0, q.c.Teams[0].Reps
	for d := range 65 {
		if d == 0 {
			q.c.Teams[0].Reps = slices.DeleteFunc(slices.Clone(reps), func(id PersonID) bool { return id == "r8" })
		} else if d == 25 {
			q.c.Teams[0].Reps = reps
		}
		for id, r := range q.rows {
			if q.there(id, day(d)) {
				r.days++
			}
		}
		for i := range 10 {
			n++
			start := day(d + 3).Add(time.Duration(i%7) * time.Hour)
			q.lead(t, n, day(d).Add(time.Duration(i)*20*time.Minute), start)
		}
	}
	lines := []string{"rep   weight  days there  leads    due  differs  most in a row  most on a day"}
	ids := slices.SortedFunc(slices.Values(reps), func(a, b PersonID) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	for _, id := range ids {
		r, weight := q.rows[id], cmp.Or(q.c.Person(id).Weight, 100)
		off := float64(r.leads) - r.due
		lines = append(lines, fmt.Sprintf("%-5s %5d%% %11d %6d %6.1f %+7.1f%% %14d %14d", id, weight, r.days, r.leads, r.due,
			100*off/r.due, r.run, r.day))
		if math.Abs(off) > 0.05*r.due+1 {
			t.Errorf("%s had %d leads, is due %.1f", id, r.leads, r.due)
		}
		if r.day > 3 || (id == "r4" || id == "r5" || id == "r8") && r.run > 3 {
			t.Errorf("%s had %d on a day and %d in a row", id, r.day, r.run)
		}
	}
	t.Logf("a quarter of %d leads:\n%s", n, strings.Join(lines, "\n"))
}
