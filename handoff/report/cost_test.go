package report

import (
	"slices"
	"testing"

	"handoffd/handoff"
)

// TestCosts: what a quarter costs, what a held meeting does, and what orders pay for it; of what was held in the
// quarter and won in the currency of the costs alone, of each qualifier, each source that costs something, and all.
func TestCosts(t *testing.T) {
	eur := func(n int64) handoff.Amount { return handoff.Amount{Cents: n * 100, Currency: "EUR"} }
	held := func(id handoff.ID, q handoff.PersonID, source string) []handoff.Told {
		l := lead(id).tell(handoff.Moment{Kind: handoff.MomentOffer, At: day(0, 9), Team: "sales", By: q, Source: source,
			Of: 7})
		return l.accepted(day(0, 10), day(2, 10)).verdict(day(2, 11), day(2, 10), "held").all
	}
	won := func(id handoff.ID, a handoff.Amount) []handoff.Told {
		return lead(id).tell(handoff.Moment{Kind: handoff.MomentDeal, At: day(4, 9), Code: "won", Amount: a}).all
	}
	told := slices.Concat(held("HO-A", "quinn", "fair"), held("HO-B", "quinn", ""), held("HO-C", "uma", ""),
		won("HO-A", eur(12000)), won("HO-B", handoff.Amount{Cents: 900000, Currency: "USD"}))
	team := handoff.Team{Name: "sales", Qualifiers: []handoff.PersonID{"quinn", "uma", "tara"}}
	c := handoff.Cost{Qualifier: eur(6000), Margin: 40, Sources: []handoff.SourceCost{{Source: "fair", Amount: eur(1000)}}}
	quinn, fair := Whose{Team: "sales", Qualifier: "quinn"}, Whose{Team: "sales", Source: "fair"}
	want := []Paid{
		{quinn, eur(18000), 2, eur(9000), eur(45000), eur(12000)},
		{Whose{Team: "sales", Qualifier: "uma"}, eur(18000), 1, eur(18000), eur(45000), eur(0)},
		{Whose{Team: "sales", Qualifier: "tara"}, eur(18000), 0, handoff.Amount{}, eur(45000), eur(0)},
		{fair, eur(3000), 1, eur(3000), eur(7500), eur(12000)},
		{Whose{Team: "sales"}, eur(57000), 3, eur(19000), eur(142500), eur(12000)},
	}
	got := CostsOf(c, team, Lives(told, later), theWeek.To, later)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	for i, even := range []bool{false, false, false, true, false} {
		if got[i].Even() != even {
			t.Errorf("%+v: even %t", got[i].Whose, !even)
		}
	}
	if before := CostsOf(c, team, Lives(told, later), theWeek.From, later); before[0].Held != 0 || before[0].Won.Cents != 0 {
		t.Errorf("in the quarter before: %+v", before[0])
	}
	if none := CostsOf(handoff.Cost{}, team, Lives(told, later), theWeek.To, later); none != nil {
		t.Errorf("without costs: %+v", none)
	}
}
