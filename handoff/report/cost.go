package report

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Paid is what somebody's leads cost over a quarter, and what came of them.
type Paid struct {
	Whose Whose
	Cost  handoff.Amount
	Held  int            // meetings held, see HeldRate
	Each  handoff.Amount // cost per held meeting; zero: none was held
	Needs handoff.Amount // orders that pay for it
	Won   handoff.Amount // orders that were won, in the currency of the costs
}

// Costs are counted over a quarter: between a lead and an order lie weeks.
const (
	costWeeks   = 13
	yearWeeks   = 52
	yearMonths  = 12
	wholeMargin = 100
)

// CostsOf is what the leads of a team cost in the quarter until the instant: of each qualifier, of each source that
// costs something, and of all together, last. None where no costs are known.
func CostsOf(c handoff.Cost, t handoff.Team, lives []*Life, to, asOf time.Time) []Paid {
	if c.IsZero() {
		return nil
	}
	quarter := Period{to.AddDate(0, 0, -7*costWeeks), to}
	var out []Paid
	all := int64(0)
	add := func(w Whose, month int64) {
		w.Team = t.Name
		all += month
		out = append(out, paid(c, lives, quarter, w, month, asOf))
	}
	if !c.Qualifier.IsZero() {
		for _, q := range t.Qualifiers {
			add(Whose{Qualifier: q}, c.Qualifier.Cents)
		}
	}
	for _, s := range c.Sources {
		add(Whose{Source: s.Source}, s.Amount.Cents)
	}
	if len(out) > 1 {
		out = append(out, paid(c, lives, quarter, Whose{Team: t.Name}, all, asOf))
	}
	return out
}

// CostsFor is what a manager reads of it: of all teams that are theirs.
func CostsFor(id handoff.PersonID, c *handoff.Config, lives []*Life, to, asOf time.Time) []Paid {
	var out []Paid
	for _, t := range c.Teams {
		if slices.Contains(t.Managers, id) {
			out = append(out, CostsOf(c.Cost, t, lives, to, asOf)...)
		}
	}
	return OnPaper(out, c)
}

// OnPaper leaves out what costs are of whom, where nobody reads the figures of others.
func OnPaper(all []Paid, c *handoff.Config) []Paid {
	if c.Names != handoff.NamesOwn {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(p Paid) bool { return p.Whose.Qualifier != "" })
}

// paid counts one group.
func paid(c handoff.Cost, lives []*Life, quarter Period, w Whose, month int64, asOf time.Time) Paid {
	sum := func(cents int64) handoff.Amount { return handoff.Amount{Cents: cents, Currency: c.Currency()} }
	cost := month * yearMonths * costWeeks / yearWeeks
	f := Count(lives, quarter, w, asOf)
	p := Paid{Whose: w, Cost: sum(cost), Held: f.Of(HeldRate).N, Needs: sum(cost), Won: sum(0)}
	if c.Margin > 0 {
		p.Needs = sum(up(cost*wholeMargin, int64(c.Margin)))
	}
	if p.Held > 0 {
		p.Each = whole(sum(up(cost, int64(p.Held))))
	}
	if i := slices.IndexFunc(f.Sums, func(a handoff.Amount) bool { return a.Currency == c.Currency() }); i >= 0 {
		p.Won = f.Sums[i]
	}
	p.Cost, p.Needs = whole(p.Cost), whole(p.Needs)
	return p
}

// up divides, and rounds up.
func up(n, by int64) int64 { return (n + by - 1) / by }

// whole is a sum without hundredths: costs are estimates.
func whole(a handoff.Amount) handoff.Amount {
	a.Cents = (a.Cents + 50) / 100 * 100
	return a
}

// Even says whether the orders that were won pay for it.
func (p Paid) Even() bool { return p.Won.Cents >= p.Needs.Cents }

// Says is what it comes to, in a sentence.
func (p Paid) Says() handoff.Reason {
	who := handoff.Because("cost-of/all", handoff.WordsArg(p.Whose.Team))
	switch {
	case p.Whose.Qualifier != "":
		who = handoff.Because("cost-of", handoff.PersonArg(p.Whose.Qualifier))
	case p.Whose.Source != "":
		who = handoff.Because("cost-of/source", handoff.WordsArg(p.Whose.Source))
	}
	even := handoff.Because("cost-even/not", handoff.WordsArg(p.Needs.String()), handoff.WordsArg(p.Won.String()))
	if p.Even() {
		even = handoff.Because("cost-even", handoff.WordsArg(p.Needs.String()), handoff.WordsArg(p.Won.String()))
	}
	cost := handoff.WordsArg(p.Cost.String())
	if p.Held == 0 {
		return handoff.Because("cost/none", handoff.ReasonArg(who), cost, handoff.ReasonArg(even))
	}
	return handoff.Because("cost", handoff.ReasonArg(who), cost, handoff.NumberArg(p.Held),
		handoff.WordsArg(p.Each.String()), handoff.ReasonArg(even))
}
