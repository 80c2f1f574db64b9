package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"handoffd/handoff"
)

// counter counts one set of figures.
type counter struct {
	week    Period
	asOf    time.Time
	whose   Whose
	all     map[Name]*Figure
	touch   []time.Duration
	late    int // not yet touched
	reached []Fact
	sums    map[string]int64
	good    []Good
	team    string // of the lead that is counted
}

// Count counts the figures of the week, of the leads whose they are, as known at the instant.
func Count(lives []*Life, w Period, whose Whose, asOf time.Time) Figures {
	c := &counter{week: w, asOf: asOf, whose: whose, all: map[Name]*Figure{}, sums: map[string]int64{}}
	for _, s := range order {
		c.all[s.name] = &Figure{Name: s.name, Share: s.share}
	}
	for _, l := range lives {
		if !whose.lead(l) {
			continue
		}
		c.team = l.Offer.Team
		c.lead(l)
		c.turns(l)
		c.meetings(l)
		c.cohorts(l)
		c.owed(l)
		c.well(l)
	}
	return c.figures()
}

// order are the figures as they are listed, and whether each is a share.
var order = []struct {
	name  Name
	share bool
}{
	{Offered, false}, {Acceptance, true}, {AcceptanceRep, true}, {CouldNot, false}, {OnTime, true}, {HalfAnswers, false},
	{Within1, true}, {Within4, true}, {Within8, true}, {BookedName, false}, {HeldRate, true}, {GuestNoShow, true},
	{OurNoShow, false}, {Unconfirmed, false}, {Disputed, false}, {FellThrough, false}, {HeldToOpp, true},
	{HeldToOpp12, true}, {LeadToOpp, true}, {Won, false}, {WonCohort, true}, {Score, true}, {MissingAtOffer, true},
	{MissingOutcome, false}, {MissingOpp, false}, {MissingStep, false}, {Claimed, false}, {Neglect, false},
}

// count counts one more thing: in is whether it is in the numerator.
func (c *counter) count(name Name, f Fact, in bool) {
	g := c.all[name]
	f.Counts, f.Team = in, c.team
	g.Facts = append(g.Facts, f)
	g.Of++
	if in {
		g.N++
	}
}

func (c *counter) figures() Figures {
	out := Figures{Period: c.week, AsOf: c.asOf, Whose: c.whose, Touch: c.median()}
	for _, s := range order {
		g := *c.all[s.name]
		if !s.share {
			g.Of = 0
		}
		if s.name == Score && g.Of < scoreFrom {
			g.N, g.Of, g.Facts = 0, 0, nil
		}
		slices.SortStableFunc(g.Facts, func(a, b Fact) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Handoff, b.Handoff))
		})
		out.All = append(out.All, g)
	}
	slices.SortStableFunc(c.good, func(a, b Good) int {
		if a.Won != b.Won {
			return cmp.Compare(firstIf(b.Won), firstIf(a.Won))
		}
		return cmp.Or(cmp.Compare(b.Amount.Cents, a.Amount.Cents), b.At.Compare(a.At))
	})
	out.Good = c.good
	for _, currency := range slices.Sorted(maps.Keys(c.sums)) {
		out.Sums = append(out.Sums, handoff.Amount{Cents: c.sums[currency], Currency: currency})
	}
	return out
}

func firstIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *counter) median() Median {
	m := Median{Of: len(c.touch) + c.late, NotYet: c.late, Facts: c.reached}
	if m.Of == 0 {
		return m
	}
	slices.Sort(c.touch)
	low, high := (m.Of-1)/2, m.Of/2
	if m.Never = high >= len(c.touch); !m.Never {
		m.Middle = (c.touch[low] + c.touch[high]) / 2
	}
	return m
}

// lead counts what the lead as a whole comes to.
func (c *counter) lead(l *Life) {
	if o := l.Offer; c.week.Has(o.At) {
		f := Fact{Handoff: l.ID, At: o.At, Person: o.By}
		c.count(Offered, f, true)
		for range o.Of - len(o.Names) {
			c.count(MissingAtOffer, f, false)
		}
		for _, name := range o.Names {
			missing := f
			missing.What = handoff.Code(name)
			c.count(MissingAtOffer, missing, true)
		}
		if !o.Silent {
			c.touched(l, f)
		}
	}
	for _, r := range l.Rounds {
		if c.week.Has(r.Ended) && !c.notOurs(r) {
			c.count(Acceptance, Fact{Handoff: l.ID, At: r.Ended, Person: r.Rep, What: handoff.Code(r.How)},
				r.How == handoff.Accepted)
		}
	}
	if amount, at := l.won(); c.week.Has(at) {
		c.count(Won, Fact{Handoff: l.ID, At: at, What: handoff.Code(amount.String())}, true)
		if !amount.IsZero() {
			c.sums[amount.Currency] += amount.Cents
		}
	}
	for _, s := range l.Silences {
		if !c.week.Has(s.At) || !c.whose.rep(s.Rep) {
			continue
		}
		f := Fact{Handoff: l.ID, At: s.At, Person: s.Rep, What: s.Code}
		switch s.Code {
		case "claimed":
			c.count(Claimed, f, true)
		case "recorded":
			if handoff.NeglectTold(s.At, c.asOf) {
				c.count(Neglect, f, true)
			}
		}
	}
}

// touched counts how long it took until a rep wrote to the prospect.
func (c *counter) touched(l *Life, f Fact) {
	if f.Counts = !l.Touch.IsZero(); !f.Counts {
		c.late++
	} else {
		took := max(0, l.Touch.Sub(l.Offer.At)).Truncate(time.Minute)
		c.touch = append(c.touch, took)
		f.What = handoff.Code(strconv.Itoa(int(took / time.Minute)))
	}
	f.Team = c.team
	c.reached = append(c.reached, f)
}

// notOurs says whether a round came to an end that says nothing of acceptance: the prospect did not want it, it was
// cancelled, or the address does not work.
func (c *counter) notOurs(r Round) bool {
	switch r.Why {
	case "prospect", "cancelled", "bounced", "complained", "prospect-away", "no-show", "unconfirmed":
		return r.How != handoff.Accepted
	}
	return false
}

// turns counts what became of the turns of reps.
func (c *counter) turns(l *Life) {
	for _, t := range l.Turns {
		if !c.whose.rep(t.Rep) || t.Opened.IsZero() {
			continue
		}
		switch f := (Fact{Handoff: l.ID, At: t.Ended, Person: t.Rep, What: handoff.Code(t.End)}); {
		case c.week.Has(t.Accepted):
			f.At, f.What = t.Accepted, "accepted"
			c.count(AcceptanceRep, f, true)
		case !t.Accepted.IsZero() || !c.week.Has(t.Ended):
		case t.End == handoff.EndRejected, t.End == handoff.EndSilence, t.End == handoff.EndUnclear:
			c.count(AcceptanceRep, f, false)
		case t.End == handoff.EndDeclined:
			c.count(CouldNot, f, true)
		}
		c.onTime(l, t)
	}
}

// excused says whether a turn ended by what says nothing of the rep, before it was answered: what comes after an answer
// takes nothing back, neither another rep nor that somebody wants to be forgotten.
func (t Turn) excused() bool {
	if handoff.AnsweredBefore(t.Ended, t.Due, t.Decisive, t.Half) {
		return false
	}
	switch t.End {
	case handoff.EndAway, handoff.EndBounced, handoff.EndManager, handoff.EndGone, handoff.EndNoTime,
		handoff.EndProspect, handoff.EndGiven, handoff.EndTaken, handoff.EndWithdrawn:
		return true
	}
	return false
}

// onTime counts a turn by when it was answered: by its due time or the answer, whichever came first.
func (c *counter) onTime(l *Life, t Turn) {
	if t.Due.IsZero() || t.excused() {
		return
	}
	in := !t.Decisive.IsZero() && !t.Decisive.After(t.Due)
	at := t.Due
	if in {
		at = t.Decisive
	}
	if !c.week.Has(at) || at.After(c.asOf) {
		return
	}
	f := Fact{Handoff: l.ID, At: at, Person: t.Rep, What: "in-time"}
	if !in && !t.Half.IsZero() && !t.Half.After(t.Due) && t.Decisive.IsZero() {
		f.What = "half"
		c.count(HalfAnswers, f, true)
		return
	}
	if !in {
		f.What = "late"
		if t.Decisive.IsZero() {
			f.What = "silent"
		}
	}
	c.count(OnTime, f, in)
	for _, w := range []struct {
		name  Name
		hours time.Duration
	}{{Within1, 1}, {Within4, 4}, {Within8, 8}} {
		c.count(w.name, f, !t.Decisive.IsZero() && t.Work <= w.hours*time.Hour)
	}
}

// meetings counts the meetings that were to end in the week.
func (c *counter) meetings(l *Life) {
	for _, b := range l.Meetings {
		if !c.week.Has(b.End) || b.End.After(c.asOf) || !b.stood() || !c.whose.rep(b.Rep) {
			continue
		}
		f := Fact{Handoff: l.ID, At: b.End, Person: b.Rep, What: b.what()}
		c.count(BookedName, f, true)
		switch f.What {
		case "held":
			c.count(HeldRate, f, true)
			c.count(GuestNoShow, f, false)
		case "no-show":
			c.count(HeldRate, f, false)
			c.count(GuestNoShow, f, true)
		case "no-show (us)":
			c.count(HeldRate, f, false)
			c.count(GuestNoShow, f, false)
			c.count(OurNoShow, f, true)
		case "called-off":
			c.count(HeldRate, f, false)
		case "disputed":
			c.count(Disputed, f, true)
		default:
			c.count(Unconfirmed, f, true)
		}
		if f.What == "no-show" || f.What == "no-show (us)" || f.What == "called-off" {
			l.follows(&f)
			c.count(FellThrough, f, true)
		}
	}
	if c.week.Has(l.Unheld) && c.whose.Rep == "" {
		f := Fact{Handoff: l.ID, At: l.Unheld, What: "nobody-accepted"}
		l.follows(&f)
		c.count(FellThrough, f, true)
	}
}

// what is how a meeting counts.
func (b Booked) what() handoff.Code {
	switch {
	case !b.Off.IsZero(), b.Verdict == handoff.OutcomeCancelled, b.Verdict == handoff.OutcomeMoved:
		return "called-off"
	case b.Verdict == "":
		return "unconfirmed"
	case b.Verdict == handoff.Disputed:
		return "disputed"
	}
	return handoff.Code(b.Verdict)
}

// cohorts counts what came of leads and meetings of weeks that are ripe.
func (c *counter) cohorts(l *Life) {
	within := func(from time.Time, days int, came time.Time) bool {
		return !came.IsZero() && !came.After(from.AddDate(0, 0, days)) && !came.After(c.asOf)
	}
	for _, b := range l.Meetings {
		if b.what() != "held" || !c.whose.rep(b.Rep) {
			continue
		}
		f := Fact{Handoff: l.ID, At: b.End, Person: b.Rep}
		if c.week.Back(heldWeeks).Has(b.End) {
			c.count(HeldToOpp, f, within(b.End, heldDays, l.Came))
		}
		if (Period{c.week.Back(heldWeeks + heldOver - 1).From, c.week.Back(heldWeeks).To}).Has(b.End) {
			c.count(HeldToOpp12, f, within(b.End, heldDays, l.Came))
		}
		if (Period{c.week.Back(scoreOver - 1).From, c.week.To}).Has(b.End) {
			c.count(Score, f, !b.Unfit)
		}
	}
	o := l.Offer
	if c.week.Back(leadWeeks).Has(o.At) {
		c.count(LeadToOpp, Fact{Handoff: l.ID, At: o.At, Person: o.By}, within(o.At, leadDays, l.Came))
	}
	if c.week.Back(wonWeeks).Has(o.At) {
		_, won := l.won()
		c.count(WonCohort, Fact{Handoff: l.ID, At: o.At, Person: o.By}, within(o.At, wonDays, won))
	}
}

// owed counts what is missing at the end of the week: what was due more than a working day before.
func (c *counter) owed(l *Life) {
	end := c.week.To
	if c.asOf.Before(end) {
		end = c.asOf
	}
	b := l.last()
	switch {
	case b == nil || !b.Off.IsZero() || !c.whose.rep(b.Rep):
	case b.Verdict == "" && l.Stands != handoff.Closed && workdaysLater(b.End, 1).Before(end):
		c.count(MissingOutcome, Fact{Handoff: l.ID, At: b.End, Person: b.Rep}, true)
	case b.Verdict == handoff.OutcomeHeld && l.Stands == handoff.Held && l.Came.IsZero() &&
		workdaysLater(b.Judged, 3).Before(end):
		c.count(MissingOpp, Fact{Handoff: l.ID, At: b.Judged, Person: b.Rep}, true)
	}
	if n := len(l.Steps); n > 0 && l.Steps[n-1].Code == "asked" && c.whose.rep(l.Steps[n-1].Rep) &&
		l.Steps[n-1].At.Before(end) {
		c.count(MissingStep, Fact{Handoff: l.ID, At: l.Steps[n-1].At, Person: l.Steps[n-1].Rep}, true)
	}
}

// well notes what went well.
func (c *counter) well(l *Life) {
	g := Good{Handoff: l.ID, Qualifier: l.Offer.By}
	if b := l.last(); b != nil {
		g.Rep = b.Rep
	}
	if g.Rep == "" {
		return
	}
	if amount, at := l.won(); c.week.Has(at) {
		g.Won, g.Amount, g.At = true, amount, at
		c.good = append(c.good, g)
		return
	}
	if g.At = l.Came; c.week.Has(g.At) {
		c.good = append(c.good, g)
	}
}

// workdaysLater is the instant so many days later that are no Saturday or Sunday. Holidays do not count: a report of a
// past week must not change with the calendar.
func workdaysLater(at time.Time, days int) time.Time {
	for days > 0 {
		at = at.AddDate(0, 0, 1)
		if d := at.Weekday(); d != time.Saturday && d != time.Sunday {
			days--
		}
	}
	return at
}
