package handoff

import (
	"cmp"
	"fmt"
	"strconv"

	"handoffd/handoff/text"
)

// Amount is a sum of money.
type Amount struct {
	Cents    int64  `json:",omitempty"` // hundredths of the unit
	Currency string `json:",omitempty"` // ISO 4217, such as EUR; empty: nobody said
}

// AmountIn reads a sum of money, or says what of it is not understood: wherever one is told, by mail, on a page or in a
// file, by the same rule. A sum that names no currency is in the one given; without one it is not understood.
func AmountIn(s, currency string) (Amount, text.AmountFault) {
	cents, money, fault := text.Amount(s)
	if money = cmp.Or(money, currency); fault == "" && money == "" {
		return Amount{}, text.AmountUnnamed
	}
	if fault != "" {
		return Amount{}, fault
	}
	return Amount{Cents: cents, Currency: money}, ""
}

// CurrencyOf is that of a sum which names none: that of what is known of the lead, else that of all costs; empty if
// there is neither.
func (c *Config) CurrencyOf(h *Handoff) string { return cmp.Or(h.Amount.Currency, c.Cost.Currency()) }

// NoAmount says what of a sum is not understood.
func NoAmount(said string, fault text.AmountFault) Reason {
	return Because(Code("no-amount/"+string(fault)), WordsArg(text.OneLine(said, text.NameLimit)))
}

// AskAmount asks for the sum of an order, and says what of it was not understood.
func AskAmount(said string, fault text.AmountFault) Reason {
	return Because("ask-amount", ReasonArg(NoAmount(said, fault)))
}

// IsZero says whether no sum was told.
func (a Amount) IsZero() bool { return a == Amount{} }

// String is the sum as people read it: "12,000 EUR", "99.50 USD"; empty if there is none.
func (a Amount) String() string {
	if a.IsZero() {
		return ""
	}
	units := strconv.FormatInt(a.Cents/100, 10)
	for i := len(units) - 3; i > 0; i -= 3 {
		units = units[:i] + "," + units[i:]
	}
	if rest := a.Cents % 100; rest != 0 {
		units += fmt.Sprintf(".%02d", rest)
	}
	if a.Currency != "" {
		units += " " + a.Currency
	}
	return units
}
