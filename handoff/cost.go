package handoff

// Cost is what leads cost, if whoever runs the service has said so. A month is a twelfth of 52 weeks.
type Cost struct {
	Qualifier Amount       `json:",omitzero"` // of each qualifier a month
	Sources   []SourceCost `json:",omitempty"`
	Margin    int          `json:",omitempty"` // what stays of an order, in percent of its amount
}

// SourceCost is what a source costs a month.
type SourceCost struct {
	Source string // as rules compare it
	Amount Amount
}

// IsZero says whether nothing is known of costs.
func (c Cost) IsZero() bool { return c.Qualifier.IsZero() && len(c.Sources) == 0 }

// Currency is that of all costs.
func (c Cost) Currency() string {
	if c.Qualifier.Currency != "" || len(c.Sources) == 0 {
		return c.Qualifier.Currency
	}
	return c.Sources[0].Amount.Currency
}
