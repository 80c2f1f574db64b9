package report

import (
	"slices"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestChanges: what is known otherwise of the meetings of a week than when it was reported is told once, and a report
// as of then stays what it was.
func TestChanges(t *testing.T) {
	reported, next := later, later.AddDate(0, 0, 7)
	met := func(id handoff.ID, hour int) *tale {
		return lead(id).offered(day(0, 9)).accepted(day(0, 10), day(2, hour))
	}
	said := met("HO-S", 9).verdict(day(2, 12), day(2, 9), handoff.OutcomeHeld)
	all := slices.Concat(said.all,
		met("HO-A", 10).verdict(day(2, 12), day(2, 10), handoff.OutcomeNoShow).
			verdict(day(9, 12), day(2, 10), handoff.OutcomeHeld).all,
		met("HO-B", 11).verdict(day(8, 12), day(2, 11), handoff.OutcomeNoShowUs).all,
		lead("HO-C").offered(day(0, 9)).accepted(day(0, 10), day(8, 10)). // of the week after: nothing was told of it
											verdict(day(8, 12), day(8, 10), handoff.OutcomeHeld).all)
	week := theWeek.Back(-1)
	s := Take(all, week, next, reported)
	f := s.Count(Whose{Team: "sales"})
	var got []string
	for _, c := range f.Changed {
		got = append(got, string(c.Handoff)+" "+string(c.Was)+" "+string(c.Is))
	}
	if text := strings.Join(got, ", "); text != "HO-A no-show held, HO-B unconfirmed no-show (us)" {
		t.Errorf("changed: %s", text)
	}
	if n := len(s.Count(Whose{Team: "west"}).Changed); n != 0 {
		t.Errorf("%d changes of another team", n)
	}
	if again := Take(all, week.Back(-1), next.AddDate(0, 0, 7), next).Changed; len(again) != 0 {
		t.Errorf("told again: %+v", again)
	}
	was, is := Take(all, theWeek, reported, reported.AddDate(0, 0, -7)), Take(all, theWeek, next, reported)
	if a, b := was.Count(Whose{}).Of(HeldRate), is.Count(Whose{}).Of(HeldRate); a.N != 1 || a.Of != 2 || b.N != 2 || b.Of != 3 {
		t.Errorf("as of the report %d of %d, since %d of %d", a.N, a.Of, b.N, b.Of)
	}
	if lines := f.changed(); len(lines) != 1 {
		t.Errorf("%d sentences", len(lines))
	}
}
