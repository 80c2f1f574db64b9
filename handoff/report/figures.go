package report

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Period is what figures are of: as a rule a week, Monday 00:00 to the next Monday 00:00 in the zone of its times.
type Period struct{ From, To time.Time }

// WeekOf is the week of the instant, in its zone.
func WeekOf(at time.Time) Period {
	y, m, d := at.Date()
	from := time.Date(y, m, d-(int(at.Weekday())+6)%7, 0, 0, 0, 0, at.Location())
	return Period{from, from.AddDate(0, 0, 7)}
}

// Has says whether the instant lies in it.
func (w Period) Has(at time.Time) bool { return !at.IsZero() && !at.Before(w.From) && at.Before(w.To) }

// Back is the week so many weeks before.
func (w Period) Back(weeks int) Period {
	return Period{w.From.AddDate(0, 0, -7*weeks), w.To.AddDate(0, 0, -7*weeks)}
}

// Fact is what a figure was counted from: one lead, and when it counted.
type Fact struct {
	Handoff handoff.ID
	At      time.Time
	Person  handoff.PersonID // whose turn it was, if the figure is of turns; the qualifier, if it is of leads
	Team    string           // of the lead
	Counts  bool             // it is in the numerator
	What    handoff.Code     // how it counts; see figures of the manual
	Next    handoff.PersonID // who has the next step of what fell through
	NextOn  time.Time        // when it is due, if somebody named it
	Stands  handoff.State    // of what fell through, as it is known: none follows where it is over
}

// Figure is a count, or a share: n of m.
type Figure struct {
	Name  Name
	N, Of int
	Share bool
	Facts []Fact
}

// percentFrom is from which number on a share is told in percent.
const percentFrom = 10

// Percent is the share; false if it is none, or of too few to be told in percent.
func (f Figure) Percent() (int, bool) {
	if !f.Share || f.Of < percentFrom {
		return 0, false
	}
	return (200*f.N + f.Of) / (2 * f.Of), true
}

// Name names a figure.
type Name string

// The figures, in the order of a report.
const (
	Offered        Name = "offered"
	Acceptance     Name = "acceptance"
	AcceptanceRep  Name = "acceptance-rep"
	CouldNot       Name = "could-not"
	OnTime         Name = "on-time"
	HalfAnswers    Name = "half-answers"
	Within1        Name = "answered-within-1h"
	Within4        Name = "answered-within-4h"
	Within8        Name = "answered-within-8h"
	BookedName     Name = "booked"
	HeldRate       Name = "held"
	GuestNoShow    Name = "no-show"
	OurNoShow      Name = "no-show-us"
	Unconfirmed    Name = "unconfirmed"
	Disputed       Name = "disputed"
	FellThrough    Name = "fell-through"
	HeldToOpp      Name = "held-to-opportunity"
	HeldToOpp12    Name = "held-to-opportunity-12w" // beside it, as one week is few meetings
	LeadToOpp      Name = "lead-to-opportunity"
	Won            Name = "won"
	WonCohort      Name = "won-of-offered"
	Score          Name = "score"
	MissingAtOffer Name = "missing-at-offer"
	MissingOutcome Name = "missing-outcome"
	MissingOpp     Name = "missing-opportunity"
	MissingStep    Name = "missing-step"
	Claimed        Name = "silence-claimed"
	Neglect        Name = "neglect"
)

// Ages of what is counted by the cohort: long enough for something to have come of it.
const (
	heldWeeks = 4
	heldDays  = 28
	heldOver  = 12 // weeks that are ripe
	leadWeeks = 8
	leadDays  = 56
	wonWeeks  = 13
	wonDays   = 90
	scoreOver = 8 // weeks
	scoreFrom = 5 // answers
)

// Whose says of which leads, and of whose turns, figures are: all if nothing is named.
type Whose struct {
	Team      string
	Rep       handoff.PersonID
	Qualifier handoff.PersonID
	Source    string
}

func (w Whose) lead(l *Life) bool {
	o := l.Offer
	return o != nil && (w.Team == "" || o.Team == w.Team) && (w.Qualifier == "" || o.By == w.Qualifier) &&
		(w.Source == "" || o.Source == w.Source) && (w.Rep == "" || slices.ContainsFunc(l.Turns, func(t Turn) bool {
		return t.Rep == w.Rep
	}))
}

// rep says whether what a rep did counts.
func (w Whose) rep(id handoff.PersonID) bool { return w.Rep == "" || w.Rep == id }

// Figures are what a week, or another span, comes to.
type Figures struct {
	Period
	AsOf  time.Time
	Whose Whose
	All   []Figure
	Touch Median
	Sums  []handoff.Amount // won, one a currency
	Good  []Good           // what went well: the best first

	Changed []Change // since the last report, of meetings of weeks before
}

// Good is a lead that became an order or an opportunity in the period.
type Good struct {
	Handoff        handoff.ID
	Rep, Qualifier handoff.PersonID
	Won            bool // else it became an opportunity
	Amount         handoff.Amount
	At             time.Time
}

// Median is the middle of times from the first offer to the first word of a rep to the prospect; what has not come is
// longer than all of them. Of an even number it is the middle of the two in the middle.
type Median struct {
	Of, NotYet int
	Middle     time.Duration // 0 and Never: it has not come for most of them
	Never      bool
	Facts      []Fact // what it took, in minutes; of what has not come it is empty
}

// Of is the figure of the name; empty if there is none.
func (f Figures) Of(name Name) Figure {
	for _, g := range f.All {
		if g.Name == name {
			return g
		}
	}
	return Figure{Name: name}
}
