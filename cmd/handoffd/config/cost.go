package config

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// cost checks what leads cost. All sums are in one currency: none is changed into another.
func (f *faults) cost(raw fileCost) handoff.Cost {
	c := handoff.Cost{Margin: raw.Margin}
	c.Qualifier = f.month("cost.qualifier", raw.Qualifier, "")
	for i, s := range raw.Source {
		path := joinPath("cost.source", i)
		name := handoff.RuleValue(s.Name)
		same := func(o handoff.SourceCost) bool { return o.Source == name }
		switch {
		case name == "":
			f.errorf(path, "it is not said which source costs this; write name = \"…\", as briefs name it")
		case slices.ContainsFunc(c.Sources, same):
			f.errorf(path+".name", "the source %s is there twice; keep one", Quoted(s.Name))
		case s.Month == "":
			f.errorf(path, "it is not said what %s costs; write month = \"2000 EUR\"", Quoted(s.Name))
		default:
			c.Sources = append(c.Sources, handoff.SourceCost{Source: name,
				Amount: f.month(path+".month", s.Month, c.Currency())})
		}
	}
	switch {
	case !f.index.has("cost.margin"):
	case raw.Margin < 1 || raw.Margin > 100:
		f.errorf("cost.margin", "margin %d is no share of an order; write what stays of it in percent, from 1 to 100",
			raw.Margin)
	case c.IsZero() && raw.Qualifier == "" && len(raw.Source) == 0:
		f.errorf("cost.margin", "a margin alone says no cost; write qualifier = \"6000 EUR\", what one costs a month")
	}
	return c
}

// month reads what something costs a month.
func (f *faults) month(path, sum, currency string) handoff.Amount {
	if sum == "" {
		return handoff.Amount{}
	}
	cents, money, fault := text.Amount(sum)
	switch {
	case fault != "" || money == "":
		f.errorf(path, "%s %s; write it like \"6000 EUR\"", Quoted(sum), NoAmount(fault))
		return handoff.Amount{}
	case currency != "" && money != currency:
		f.errorf(path, "%s is not in %s; write all costs in one currency", Quoted(sum), currency)
	}
	return handoff.Amount{Cents: cents, Currency: money}
}

// NoAmount says what is wrong with a sum of money; with one that has no fault, that its currency is missing.
func NoAmount(fault text.AmountFault) string {
	switch fault {
	case "":
		return "names no currency"
	case text.AmountSign:
		return "is not more than nothing"
	case text.AmountSeveral:
		return "has more than one number"
	case text.AmountCurrency:
		return "names no currency that is known, or several"
	case text.AmountMarks:
		return "does not show which mark is for thousands and which for cents"
	case text.AmountHuge:
		return "is more than a billion"
	}
	return "is no sum of money"
}
