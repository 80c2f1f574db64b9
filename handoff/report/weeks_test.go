package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// week is one that is told in a test.
type week struct {
	from time.Time
	all  []handoff.Told
	c    *handoff.Config
}

// week by week, what the mails of the week must cope with.
func weeks() map[string]week {
	lively := func(from time.Time, n int, team string, missing ...string) (out []handoff.Told) {
		for i := range n {
			l := lead(handoff.ID(fmt.Sprintf("HO-%04d", i)))
			at := from.Add(9*time.Hour + time.Duration(i%40)*4*time.Hour)
			l.tell(handoff.Moment{Kind: handoff.MomentOffer, At: at, Team: team, By: "quinn", Of: 7, Names: missing}).
				tell(handoff.Moment{Kind: handoff.MomentState, At: at, Code: "offered"}).turn(1, "rita", at)
			start := at.Add(30 * time.Hour)
			switch i % 9 {
			case 8:
				l.of(handoff.MomentEnd, 1, "rita", at.Add(4*time.Hour), "silence", 0)
			case 7:
				l.accepted(at.Add(time.Hour), start)
			default:
				what := []handoff.Outcome{handoff.OutcomeHeld, handoff.OutcomeHeld, handoff.OutcomeNoShow, handoff.OutcomeHeld,
					handoff.OutcomeNoShowUs, handoff.OutcomeCancelled, handoff.OutcomeHeld}[i%9]
				l.accepted(at.Add(time.Hour), start).verdict(start.Add(time.Hour), start, what)
			}
			out = append(out, l.all...)
		}
		return out
	}
	hostile := company()
	for id, name := range map[handoff.PersonID]string{"rita": `<b>Rita</b>, =cmd|'/C calc'!A0 "x"`,
		"quinn": "\u202etiurQ\u2066 قوين", "mara": strings.Repeat("Mara-Sophie ", 40)} {
		p := hostile.People[id]
		p.Name = name
		hostile.People[id] = p
	}
	hostile.Teams[0].Name = `=HYPERLINK("http://x.example","sales"), <script>`
	spring := WeekOf(time.Date(2026, 3, 25, 12, 0, 0, 0, berlin)) // an hour shorter
	autumn := WeekOf(time.Date(2026, 10, 21, 12, 0, 0, 0, berlin))
	edges := func(p Period) []handoff.Told {
		return slices.Concat(lead("HO-FIRST").offered(p.From).all, lead("HO-LAST").offered(p.To.Add(-time.Second)).all,
			lead("HO-BEFORE").offered(p.From.Add(-time.Second)).all, lead("HO-AFTER").offered(p.To).all)
	}
	return map[string]week{
		"empty":   {theWeek.From, nil, company()},
		"normal":  {theWeek.From, lively(theWeek.From, 14, "sales"), company()},
		"many":    {theWeek.From, lively(theWeek.From, 5000, "sales"), company()},
		"spring":  {spring.From, edges(spring), company()},
		"autumn":  {autumn.From, edges(autumn), company()},
		"hostile": {theWeek.From, lively(theWeek.From, 9, hostile.Teams[0].Name, "@SUM(1+1)", "a\n\"b\",c"), hostile},
	}
}

// TestWeeks: what is told of figures of every kind of week leaves a mail of 25 lines room for a statement, is the same
// each time, and has the table from which somebody else counts the same.
func TestWeeks(t *testing.T) {
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range weeks() {
		p := Period{w.from, w.from.AddDate(0, 0, 7)}
		s := Take(w.all, p, p.To.Add(8*time.Hour), p.From)
		words := Words{Set: set, Why: func(r handoff.Reason) string { return view.Why(set.Reasons, w.c, r) }}
		readers := []handoff.PersonID{"mara", "rita", "quinn"}
		if name == "many" {
			readers = readers[:1]
		}
		for _, id := range readers {
			d, err := UpdateOf(id, w.c, s).Part(words)
			if err != nil {
				t.Fatal(err)
			}
			if d.Empty() != (name == "empty") {
				t.Errorf("%s to %s: %q", name, id, d.Text)
			}
			if lines := slices.DeleteFunc(strings.Split(d.Text, "\n"), func(l string) bool { return l == "" }); len(lines) > updateLines {
				t.Errorf("%s to %s: %d lines\n%s", name, id, len(lines), d.Text)
			}
			if d.Empty() {
				continue
			}
			if id == "mara" {
				golden(t, "week-"+name+".txt", d.Text)
				golden(t, "week-"+name+".html", d.HTML)
			}
			for _, c := range d.Charts {
				if !strings.Contains(d.HTML, `src="cid:`+c.ID+`" alt="`) || !strings.Contains(d.Text, c.Text) {
					t.Errorf("%s to %s: the chart %s is not shown", name, id, c.Name)
				}
			}
		}
		f := s.Count(Whose{Team: w.c.Teams[0].Name})
		table := f.Table(func(Name, Fact) bool { return true })
		safe(t, table)
		recounted(t, name, f, table)
		for _, reader := range []handoff.PersonID{"rita", "nobody"} {
			table := f.Table(func(_ Name, x Fact) bool { return x.Person == reader })
			shy(t, table)
			recounted(t, name, f, table)
		}
	}
	if f := Take(weeks()["spring"].all, WeekOf(time.Date(2026, 3, 25, 12, 0, 0, 0, berlin)), later, later).Count(Whose{}); f.
		Of(Offered).N != 2 || f.To.Sub(f.From) != 167*time.Hour {
		t.Errorf("a week of %s has %d offers", f.To.Sub(f.From), f.Of(Offered).N)
	}
}

// safe holds that no cell of a table is a formula.
func safe(t *testing.T, table []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
}

// shy holds that how somebody answered who is not named has no lead and no time, by which they would be known.
func shy(t *testing.T, table []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		switch row[0] {
		case "neglect", "silence-claimed", "acceptance-rep", "on-time", "could-not", "half-answers", "answered-within-1h":
			if (row[3] == "") != (row[1] == "") || (row[3] == "") != (row[2] == "") {
				t.Errorf("whose it is can be told: %q", row)
			}
		}
	}
}

// recounted counts a table in another language.
func recounted(t *testing.T, name string, f Figures, table []byte) {
	t.Helper()
	awk, err := exec.LookPath("awk")
	if err != nil {
		t.Skip("there is no awk to count the table with")
	}
	file := filepath.Join(t.TempDir(), "week.csv")
	if err := os.WriteFile(file, table, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(awk, "-f", "testdata/recount.awk", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %s", err, out)
	}
	var want []string
	for _, g := range f.All {
		if of := max(g.Of, g.N); of > 0 {
			want = append(want, fmt.Sprintf("%s %d %d", g.Name, g.N, of))
		}
	}
	if m := f.Touch; m.Of > 0 {
		middle := fmt.Sprint(int(m.Middle / time.Minute))
		if m.Never {
			middle = "never"
		}
		want = append(want, fmt.Sprintf("first-touch %d %d %s", m.Of-m.NotYet, m.Of, middle))
	}
	if got := strings.TrimSpace(string(out)); got != strings.Join(want, "\n") {
		t.Errorf("%s, counted again:\n%s\nwant\n%s", name, got, strings.Join(want, "\n"))
	}
}

// TestNames: who reads the figures of whom by name.
func TestNames(t *testing.T) {
	for _, tc := range []struct {
		names  handoff.ShowNames
		reader handoff.PersonID
		want   string // those of whom held meetings are told, and of whom a recorded silence
	}{
		{handoff.NamesManager, "mara", "rita quinn | rita quinn"}, {handoff.NamesManager, "rita", "rita | rita"},
		{handoff.NamesOwn, "mara", " | rita quinn"}, {handoff.NamesOwn, "quinn", "quinn | quinn"},
		{handoff.NamesTeam, "rita", "rita quinn | rita quinn"}, {handoff.NamesTeam, "ben", "ben | ben"},
		{handoff.NamesTeam, "gina", "ben | ben"},
	} {
		c := company()
		c.Names = tc.names
		var held, neglect []string
		for _, id := range []handoff.PersonID{"rita", "quinn", "ben"} {
			if NamedTo(tc.reader, c)(HeldRate, Fact{Person: id}) {
				held = append(held, string(id))
			}
			if NamedTo(tc.reader, c)(Neglect, Fact{Person: id}) {
				neglect = append(neglect, string(id))
			}
		}
		if got := strings.Join(held, " ") + " | " + strings.Join(neglect, " "); got != tc.want {
			t.Errorf("%q, %s: %s; want %s", tc.names, tc.reader, got, tc.want)
		}
	}
}

// TestOwnNamesNobody: where nobody reads the figures of others, no mail names a colleague, and the table names its
// reader alone.
func TestOwnNamesNobody(t *testing.T) {
	c := company()
	c.Names = handoff.NamesOwn
	c.Cost = handoff.Cost{Qualifier: handoff.Amount{Cents: 600000, Currency: "EUR"}}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	d, err := UpdateOf("mara", c, Take(aWeek(), theWeek, later, time.Time{})).Part(Words{Set: set,
		Why: func(r handoff.Reason) string { return view.Why(set.Reasons, c, r) }})
	if err != nil {
		t.Fatal(err)
	}
	table, err := d.Files[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Rita", "Quinn", "rita", "quinn"} {
		if strings.Contains(d.Text, name) || bytes.Contains(table, []byte(name)) {
			t.Errorf("%s is named:\n%s\n%s", name, d.Text, table)
		}
	}
	if !strings.Contains(d.Text, "HO-A is won.") || !strings.Contains(d.Text, "for each person alone") {
		t.Errorf("it reads\n%s", d.Text)
	}
}

// TestCharts: a funnel of ripe weeks, meetings and answers of twelve weeks, each with its numbers in words.
func TestCharts(t *testing.T) {
	ripe := func(id handoff.ID, weeks int) *tale { return lead(id).offered(day(0, 9).AddDate(0, 0, -7*weeks)) }
	old := day(0, 9).AddDate(0, 0, -7*8)
	all := slices.Concat(ripe("a", 8).all, ripe("b", 11).all, ripe("c", 12).all, ripe("d", 15).all, ripe("e", 7).all,
		ripe("f", 16).all, lead("g").offered(old).accepted(old.Add(time.Hour), old.Add(50*time.Hour)).
			verdict(old.Add(60*time.Hour), old.Add(50*time.Hour), handoff.OutcomeHeld).opportunity(old.AddDate(0, 0, 57)).all,
		aWeek(), lead("h").offered(day(1, 9)).of(handoff.MomentEnd, 1, "rita", day(1, 13), "silence", 0).all)
	var got []string
	why := func(r handoff.Reason) string { return said(t, r) }
	for _, c := range Take(all, theWeek, later, time.Time{}).Charts(Whose{}, why) {
		got = append(got, c.Text)
	}
	want := []string{
		"Leads, and what they had come to 56 days later, 7 Sep – 4 Oct and 10 Aug – 6 Sep: Offered 3 2; Accepted 1 0; " +
			"Held 1 0; Opportunity 0 0.",
		"Meetings, twelve weeks from 7 Sep: held 0 0 0 1 0 0 0 0 0 0 0 1; no guest 0 0 0 0 0 0 0 0 0 0 0 1.",
		"Offers by working time to the answer, twelve weeks from 7 Sep: within 1 h 0 0 0 1 0 0 0 0 0 0 0 2; " +
			"never 1 0 0 1 1 0 0 0 0 0 0 1.",
	}
	if _, left := Take(aWeek(), theWeek, later, time.Time{}).Drawn(Whose{}, why); left != "Not drawn: what leads had come to "+
		"56 days later, as none was offered in the eight weeks of which that is known." {
		t.Errorf("two charts, and %q", left)
	}
	if !slices.Equal(got, want) {
		t.Errorf("charts\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSilencesFade: after ninety days a silence counts for the team, and for no person: in no figure and no row.
func TestSilencesFade(t *testing.T) {
	all := func() []handoff.Told {
		return lead("HO-A").offered(day(0, 9)).turn(1, "ben", day(0, 9)).
			of(handoff.MomentEnd, 1, "rita", day(0, 13), "silence", 0).
			of(handoff.MomentEnd, 1, "ben", day(0, 13), "silence", 0).turn(2, "gina", day(2, 9)).
			of(handoff.MomentSilence, 1, "rita", day(1, 9), "recorded", 0).all
	}
	for _, tc := range []struct {
		days, rita int
		turns      string // of rita
	}{{89, 1, "0 of 1"}, {92, 0, "–"}} {
		s := Take(Faded(all(), day(1, 9).AddDate(0, 0, tc.days)), theWeek, later, time.Time{})
		team, rita := s.Count(Whose{}), s.Count(Whose{Rep: "rita"})
		if team.Of(Neglect).N != 1 || rita.Of(Neglect).N != tc.rita {
			t.Errorf("after %d days: %d, %d of the person", tc.days, team.Of(Neglect).N, rita.Of(Neglect).N)
		}
		for _, n := range []Name{AcceptanceRep, OnTime, Within1} {
			if of, want := team.Of(n).Of, map[Name]int{AcceptanceRep: 2}[n]; want > 0 && of != want || of < 2 {
				t.Errorf("after %d days %s is of %d", tc.days, n, of)
			}
			if got := said(t, rita.Of(n).Says()); got != tc.turns {
				t.Errorf("after %d days %s of rita is %s, want %s", tc.days, n, got, tc.turns)
			}
		}
		for _, row := range team.Rows(func(Name, Fact) bool { return true }) {
			if named := row[3] == "rita" || row[3] == "ben" || row[3] == "gina"; tc.days > 90 && named {
				t.Errorf("after %d days: %v", tc.days, row)
			}
		}
	}
}

// TestCaughtUp: only on the day on which the mail of the week should have gone, while its reader works.
func TestCaughtUp(t *testing.T) {
	c := handoff.OfficeHours(9, 17).In(handoff.Location("Europe/Berlin"))
	at := c.WeeklyOf(c.WeekDue(later))
	for after, want := range map[time.Duration]bool{
		-time.Minute: false, 0: false, time.Second: true, 6 * time.Hour: true, 14 * time.Hour: false, 24 * time.Hour: false,
		26 * time.Hour: false,
	} {
		now := at.Add(after)
		if w, got := CaughtUp(now, c); got != want || got && (!w.At.Equal(now) || !w.Now(now) || !w.InTime(c)) {
			t.Errorf("%s after: %v, %+v", after, got, w)
		}
	}
}
