package report

import (
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// TestAgenda: what is stuck, what has no next step, what else is open; the top accounts of the team in the first week
// of a month; the figures of the rep before their manager alone.
func TestAgenda(t *testing.T) {
	c := company()
	c.TopAccounts = []string{"big.example"}
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	top := reviewed("HO-TOP", handoff.Accepted, day(0, 9), nil)
	top.Prospects[0].Address, top.Assignments[0].Rep = "pat@big.example", "ben"
	others := reviewed("HO-OTHERS", handoff.Held, day(0, 9), nil)
	others.Qualifier = "uma"
	leads := []handoff.Handoff{reviewed("HO-EMPTY", handoff.Held, day(0, 9), nil),
		reviewed("HO-STUCK", handoff.Past, day(-9, 9), nil),
		reviewed("HO-FINE", handoff.Held, day(0, 9), named("demo", day(20, 0))), top, others}
	figures := Count(Lives(aWeek(), later), theWeek, Whose{Rep: "rita"}, later)
	for name, tc := range map[string]struct {
		with  handoff.Twosome
		start int // day
		want  string
	}{
		"manager, first week": {handoff.Twosome{Team: "sales", Lead: "mara", Rep: "rita", Manages: true}, 8,
			"Stuck HO-STUCK|Without a next step HO-EMPTY HO-OTHERS|Open leads HO-FINE|Top accounts HO-TOP|Last week"},
		"manager, later": {handoff.Twosome{Team: "sales", Lead: "mara", Rep: "rita", Manages: true}, 18,
			"Stuck HO-STUCK|Without a next step HO-EMPTY HO-OTHERS|Open leads HO-FINE|Last week"},
		"own figures alone": {handoff.Twosome{Team: "sales", Lead: "mara", Rep: "rita"}, 18,
			"Stuck HO-STUCK|Without a next step HO-EMPTY HO-OTHERS|Open leads HO-FINE"},
		"a pair": {handoff.Twosome{Team: "sales", Lead: "quinn", Rep: "rita"}, 18,
			"Stuck HO-STUCK|Without a next step HO-EMPTY|Open leads HO-FINE"},
		"nothing": {handoff.Twosome{Team: "sales", Lead: "mara", Rep: "leo"}, 18, "Nothing is open. What went well, and what " +
			"would help?"},
	} {
		var got []string
		for _, r := range (Agenda{Twosome: tc.with, Start: day(tc.start, 10), Leads: leads, Figures: figures}).Sections(c) {
			title, rest, _ := strings.Cut(view.Why(set, c, r), "\n")
			for _, id := range strings.Fields(rest) {
				if strings.HasPrefix(id, "HO-") {
					title += " " + id
				}
			}
			got = append(got, title)
		}
		if text := strings.Join(got, "|"); text != tc.want {
			t.Errorf("%s:\n%s, want\n%s", name, text, tc.want)
		}
	}
}
