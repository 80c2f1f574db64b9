package handoff

import (
	"fmt"
	"strconv"
)

// Amount is a sum of money.
type Amount struct {
	Cents    int64  `json:",omitempty"` // hundredths of the unit
	Currency string `json:",omitempty"` // ISO 4217, such as EUR; empty: nobody said
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
