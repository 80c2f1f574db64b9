package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestRandomWeeksKeepTheBudget lives random weeks of a small team with far too many leads, over the real store: nobody
// passes the budget of a day, nobody is written to outside their hours without need, nothing waits beyond the next
// Today, and escalations and waiting prospects never wait.
func TestRandomWeeksKeepTheBudget(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		f := newFloor(t)
		f.c.Teams[0].Reps, f.c.Teams[0].Qualifiers = f.c.Teams[0].Reps[:3], f.c.Teams[0].Qualifiers[:1]
		f.c.Teams[0].Policy.Reassign = 2
		w := &randomWeeks{floor: f, r: rand.New(rand.NewPCG(seed, 12)), starts: map[handoff.ID][]time.Time{}}
		w.live(f.now.AddDate(0, 0, 9))
		w.check()
		if counts := w.counts; counts["joined"] == 0 || counts["today"] == 0 || counts["urgent"] == 0 || counts["live"] < 100 {
			t.Errorf("seed %d: the weeks were too quiet: %v", seed, counts)
		}
	}
}

// randomWeeks is a floor whose people say anything at any time.
type randomWeeks struct {
	*floor
	r      *rand.Rand
	starts map[handoff.ID][]time.Time // all that a meeting ever had
	counts map[string]int
}

func (w *randomWeeks) pick(of ...string) string { return of[w.r.IntN(len(of))] }

// live has the people write around the clock, and most in working hours.
func (w *randomWeeks) live(until time.Time) {
	for w.now.Before(until) {
		open := w.open()
		for _, h := range open {
			if s := w.starts[h.ID]; !h.Start.IsZero() && (len(s) == 0 || !s[len(s)-1].Equal(h.Start)) {
				w.starts[h.ID] = append(s, h.Start)
			}
		}
		atWork := w.now.Hour() >= 9 && w.now.Hour() < 17 && w.now.Weekday()%6 != 0
		if atWork && w.r.IntN(2) == 0 {
			w.brief(w.c.Teams[0].Qualifiers[0])
		}
		acts := w.r.IntN(4)
		if !atWork {
			acts = w.r.IntN(12) / 11
		}
		for range min(acts, len(open)) {
			w.act(open[w.r.IntN(len(open))])
		}
		w.settle()
		next := w.now.Add(time.Duration(10+w.r.IntN(80)) * time.Minute)
		if !atWork {
			next = next.Add(2 * time.Hour)
		}
		for w.now.Before(next) { // what is due by itself is done when it is due
			at, ok, err := w.e.Next(w.t.Context())
			if err != nil {
				w.t.Fatal(err)
			}
			if !ok || !at.After(w.now) || at.After(next) {
				at = next
			}
			w.now = at
			w.settle()
		}
	}
}

// act is what anybody may say of a lead.
func (w *randomWeeks) act(h handoff.Handoff) {
	rep := h.Rep()
	if rep == "" {
		rep = w.c.Teams[0].Reps[0]
	}
	who := h.Prospects[0].Address
	day := w.now.AddDate(0, 0, 1+w.r.IntN(4)).Format("Monday 2 January")
	colleague := w.c.Person(w.c.Teams[0].Reps[w.r.IntN(3)]).Name
	switch w.r.IntN(8) {
	case 0, 1:
		w.say(rep, h, w.pick("accept", "accept", "replied", "decline travelling", "reject: budget", "held", "no-show",
			"away until "+day, "opportunity https://crm.acme.example/o/1", "nurture until 1 March 2027"))
	case 2:
		w.say(h.Qualifier, h, w.pick("status", "move "+day+" 14:00", "rep "+colleague, "nudge", "Pain: lost deals", "cancel",
			"dispute they have the money"))
	case 3:
		w.say("mara", h, w.pick("assign "+colleague, "keep", "take", "hold 2h", "extend 2h"))
	case 4:
		w.write(who, mail.Draft{To: to("handoff+" + h.Token + "@acme.example"), Subject: "Re: Introduction",
			Text: w.pick("What should I prepare?", "Could we do "+day+" 15:00?", "Please stop mailing me.")})
	case 5:
		w.answer(who, h.UID, h, []calendar.PartStat{calendar.Accepted, calendar.Declined}[w.r.IntN(2)])
	default:
		if a := h.Current(); a != nil && a.UID != "" {
			w.write(string(a.Rep)+"@acme.example", mail.Draft{To: to(who), Cc: to("handoff+" + h.Token + "@acme.example"),
				Subject: "Re: Introduction", Text: "Hello, I look forward to it."})
			w.answer(string(a.Rep)+"@acme.example", a.UID, h, calendar.Accepted)
		}
	}
}

// check holds the rules over all that went out.
func (w *randomWeeks) check() {
	w.t.Helper()
	w.counts = map[string]int{}
	mails := map[handoff.PersonID][]store.Row{}
	absent := map[handoff.PersonID][]calendar.Span{}
	err := w.store.View(w.t.Context(), func(tx *store.Tx) error {
		for id := range w.c.People {
			spans, err := tx.Away(id, time.Unix(0, 0))
			if err != nil {
				return err
			}
			absent[id] = spans
		}
		for _, h := range w.all() {
			rows, err := tx.Outbox(h.ID)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if r.State == store.RowSent && r.Action.To.Person != "" && r.Bytes != nil {
					mails[r.Action.To.Person] = append(mails[r.Action.To.Person], r)
				}
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for id, rows := range mails {
		slices.SortStableFunc(rows, func(a, b store.Row) int { return a.Finished.Compare(b.Finished) })
		for _, r := range rows {
			w.inTime(r, w.c.Clock(id), absent[id])
		}
		w.within(id, rows)
	}
}

// inTime holds when a mail may go, and when it must.
func (w *randomWeeks) inTime(r store.Row, clock handoff.Clock, away []calendar.Span) {
	a, ready, name := r.Action, r.Created.Add(r.Action.Delay), fmt.Sprintf("%s %s", r.Action.Key(), r.Action.Step)
	waited := r.Finished.Sub(ready)
	if a.Urgent() {
		w.counts["urgent"]++
		if waited > 2*time.Minute { // none waits for others
			w.t.Errorf("%s waited %s", name, waited)
		}
		return
	}
	if limit := clock.Less(away...).NextToday(ready).Add(handoff.JoinedEvery + 6*time.Minute); r.Finished.After(limit) {
		w.t.Errorf("%s: ready %s, sent %s, the next Today was %s", name, ready, r.Finished, limit)
	}
	near := slices.ContainsFunc(w.starts[a.Handoff], func(at time.Time) bool {
		return a.When == handoff.Live && r.Finished.Before(at) && !at.Add(-4*time.Hour).After(clock.Next(r.Finished))
	})
	if clock.Next(r.Finished).After(r.Finished) && !a.Answer() && !near {
		w.t.Errorf("%s went out at %s, outside the hours", name, r.Finished)
	}
}

// within holds the budget: after six live mails of a day whatever can be joined goes every half hour.
func (w *randomWeeks) within(id handoff.PersonID, rows []store.Row) {
	var last time.Time
	day, live, seen := "", 0, map[string]bool{}
	for _, r := range rows {
		if r.Action.When != handoff.Live {
			w.counts["today"]++
		}
		if !r.Action.Counted() || seen[r.MessageID] {
			continue
		}
		seen[r.MessageID] = true
		w.counts["live"]++
		if d := r.Finished.In(w.c.Person(id).Location()).Format(time.DateOnly); d != day {
			day, live = d, 0
		}
		if r.Action.Joinable() && live >= handoff.MostLive {
			w.counts["joined"]++
			// what cannot be joined may go at the same instant, after it
			// what cannot wait for the next is the last reminder before a window closes
			if gap := r.Finished.Sub(last); gap < handoff.JoinedEvery && gap > 0 &&
				r.Action.Purpose != handoff.PurposeReminder {
				w.t.Errorf("%s: mail %d of %s, %s after the one before: %s", id, live+1, day, gap,
					strings.TrimSpace(r.Action.Key()))
			}
		}
		live, last = live+1, r.Finished
	}
}
