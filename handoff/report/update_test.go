package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// company is a config of a team of two and one of four.
func company() *handoff.Config {
	people := map[handoff.PersonID]handoff.Person{}
	for _, id := range []handoff.PersonID{"rita", "quinn", "mara", "uma", "ben", "yuki", "leo", "gina"} {
		people[id] = handoff.Person{ID: id, Name: strings.ToUpper(string(id[:1])) + string(id[1:]), Zone: "Europe/Berlin"}
	}
	return &handoff.Config{People: people, Teams: []handoff.Team{
		{Name: "sales", Reps: []handoff.PersonID{"rita"}, Qualifiers: []handoff.PersonID{"quinn"},
			Managers: []handoff.PersonID{"mara"}},
		{Name: "west", Reps: []handoff.PersonID{"ben", "yuki", "leo"}, Qualifiers: []handoff.PersonID{"uma"},
			Managers: []handoff.PersonID{"gina"}},
	}}
}

func updateFor(t *testing.T, id handoff.PersonID, all []handoff.Told) (Update, string, bool) {
	t.Helper()
	c := company()
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	u := UpdateOf(id, c, Take(all, theWeek, later, time.Time{}))
	d, err := u.Part(Words{Set: set, Why: func(r handoff.Reason) string { return view.Why(set.Reasons, c, r) }})
	if err != nil {
		t.Fatal(err)
	}
	return u, d.Text, !d.Empty()
}

// aWeek is two leads of the small team: one held and won, one whose guest did not come.
func aWeek() []handoff.Told {
	return slices.Concat(
		lead("HO-A").offered(day(0, 9)).accepted(day(0, 10), day(2, 10)).verdict(day(2, 11), day(2, 10), "held").
			opportunity(day(3, 9)).tell(handoff.Moment{Kind: handoff.MomentDeal, At: day(4, 9), Code: "won",
			Amount: handoff.Amount{Cents: 1200000, Currency: "EUR"}}).all,
		lead("HO-B").offered(day(0, 9), "pain").accepted(day(0, 10), day(3, 10)).verdict(day(3, 11), day(3, 10), "no-show").
			tell(handoff.Moment{Kind: handoff.MomentStep, At: day(3, 12), Code: "named", Rep: "rita", Start: day(9, 9)}).all)
}

// TestWhoReadsWhichFigures: everybody their own; those of a team whoever is in it, if it is of four people, and who
// manages it; of all teams whoever is in any of them.
func TestWhoReadsWhichFigures(t *testing.T) {
	all := aWeek()
	all = append(all, lead("HO-C").tell(handoff.Moment{Kind: handoff.MomentOffer, At: day(0, 9), Team: "west", By: "uma",
		Of: 7}).all...)
	for id, want := range map[handoff.PersonID]string{
		"rita": "as-rep all", "quinn": "as-qualifier all", "mara": "team:sales all", "uma": "as-qualifier team:west all",
		"ben": "team:west all", "gina": "team:west all",
	} {
		u, _, _ := updateFor(t, id, all)
		var got []string
		for _, g := range u.Groups {
			name := strings.TrimPrefix(string(g.Title.Sentence()), "week-part/")
			for _, a := range g.Title.Args {
				name += ":" + a.Text
			}
			got = append(got, name)
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s reads %s, want %s", id, text, want)
		}
	}
}

// TestWeekInSentences: what matters of a week stands in at most five sentences, and names colleagues only where
// something went well.
func TestWeekInSentences(t *testing.T) {
	_, text, tell := updateFor(t, "mara", aWeek())
	for _, want := range []string{"Last week in figures", "Mon 23 Nov – Sun 29 Nov", "Team sales",
		"1 of 2 meetings was held.", "1 fell through: HO-B (the guest did not come; next step: Rita, Wed 2 Dec).",
		"2 of 2 offers were answered in time.",
		"Nothing is missing.", "Rita and Quinn: HO-A is won, 12,000 EUR.", "Meetings, twelve weeks from 7 Sep: held 0 0 0 0 0 0 0 0 0 0 0 1; no guest",
		"stop report"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if !tell || strings.Count(text, "\n") > 60 {
		t.Errorf("%d lines:\n%s", strings.Count(text, "\n"), text)
	}
	if _, text, _ := updateFor(t, "quinn", aWeek()); !strings.Contains(text, "Your leads") || strings.Contains(text, "Team sales") {
		t.Errorf("to the qualifier:\n%s", text)
	}
}

// TestAnEmptyWeekIsNotTold: where nothing happened there is no part.
func TestAnEmptyWeekIsNotTold(t *testing.T) {
	old := lead("HO-A").offered(theWeek.From.AddDate(0, 0, -30)).state(theWeek.From.Add(-20*24*time.Hour), "closed", "").all
	for _, all := range [][]handoff.Told{nil, old} {
		if _, text, tell := updateFor(t, "mara", all); tell {
			t.Errorf("told:\n%s", text)
		}
	}
}

// TestManagerOfSeveralTeams reads each of them in a line, and what matters in sentences of all together.
func TestManagerOfSeveralTeams(t *testing.T) {
	c := company()
	c.Teams[1].Managers = append(c.Teams[1].Managers, "mara")
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	all := append(aWeek(), lead("HO-C").tell(handoff.Moment{Kind: handoff.MomentOffer, At: day(0, 9), Team: "west",
		By: "uma", Of: 7}).turn(1, "ben", day(0, 9)).of(handoff.MomentEnd, 1, "ben", day(0, 13), "silence", 0).all...)
	d, err := UpdateOf("mara", c, Take(all, theWeek, later, time.Time{})).Part(Words{Set: set,
		Why: func(r handoff.Reason) string { return view.Why(set.Reasons, c, r) }})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  Team sales: 1 of 2 meetings was held. 2 of 2 offers were answered in time.\n",
		"  Team west: 0 of 1 offer was answered in time.\n", "\nAll teams\n", "  1 fell through: HO-B"} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("no %q in\n%s", want, d.Text)
		}
	}
}
