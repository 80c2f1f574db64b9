package web

import (
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
)

// heldLead is a lead that rita accepted and whose meeting was held, eight days on.
func (r *rig) heldLead() handoff.Handoff {
	t := r.t
	t.Helper()
	h := r.hand("quinn", globex)
	err := r.Desk.Update(t.Context(), func(tx *store.Tx) error {
		_, err := r.Desk.Decide(tx, h.ID, &handoff.Sent{About: handoff.About{At: r.now}, Purpose: handoff.PurposeInvite,
			UID: h.Current().UID, Turn: 1, To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.now = r.now.Add(time.Hour)
	say := func(words string) {
		t.Helper()
		about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: "imap", Strength: handoff.Seen}
		if _, err := r.Desk.Say(t.Context(), desk.Spoken{Handoff: h.ID, About: about, Words: words}); err != nil {
			t.Fatal(err)
		}
	}
	say("accept")
	say("replied")
	r.now = r.now.AddDate(0, 0, 8)
	say("held")
	return r.lead(h.ID)
}

// TestReportsDrawTheChartsOfTheMail: of any week, the same charts with the same words as in its mail.
func TestReportsDrawTheChartsOfTheMail(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	week := report.WeekOf(r.now.In(r.c.ReportZone()))
	h := r.heldLead()
	var s report.Snapshot
	err := r.Store.View(t.Context(), func(tx *store.Tx) error {
		told, err := tx.Told(week.Since(), r.now)
		s = report.Take(told, week, r.now, time.Time{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	why := func(w handoff.Reason) string { return view.Why(r.Set.Reasons, r.c, w) }
	part, err := report.UpdateOf("mara", r.c, s).Part(report.Words{Set: r.Set, Why: why})
	if err != nil || len(part.Charts) < 2 {
		t.Fatal(len(part.Charts), err, r.lead(h.ID).State)
	}
	_, body := r.as("mara").get("/reports?week=2026-11-25")
	for _, c := range part.Charts {
		if !strings.Contains(body, ">"+html.EscapeString(c.Title)+"</h2>") ||
			!strings.Contains(body, `role="img" aria-label="`+html.EscapeString(c.Text)+`"`) {
			t.Errorf("no chart %s: %s\n%s", c.Title, c.Text, body)
		}
	}
	if n := strings.Count(body, `class="chart" viewBox`); n != len(part.Charts) {
		t.Errorf("%d charts, the mail has %d", n, len(part.Charts))
	}
	if !strings.Contains(body, `href="/reports.csv?week=2026-11-23"`) {
		t.Error("no table")
	}
	for _, want := range []string{"1 of 1 round<", "1 of 1 turn<", "Reps of team sales, by name", ">Rita Vance</th>",
		"Qualifiers of team sales, by name", ">Quinn Ames</th>", "What each line counts",
		"The figures of your people are for each of them and you"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q\n%s", want, body)
		}
	}
	if _, body := r.as("ben").get("/reports?week=2026-11-25"); strings.Contains(body, "Globex") {
		t.Errorf("ben reads of it\n%s", body)
	}
}

// TestReportsNameWhomTheMailNames: the page names people to whom their mail of the week names them, and says so in its
// words.
func TestReportsNameWhomTheMailNames(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.heldLead()
	for _, test := range []struct {
		names handoff.ShowNames
		who   handoff.PersonID
		named []string
		says  string
	}{
		{handoff.NamesManager, "mara", []string{"Rita Vance", "Quinn Ames"}, "are for each of them and you"},
		{handoff.NamesManager, "rita", nil, "are for you and your manager"},
		{handoff.NamesManager, "alma", nil, "are for you and your manager"},
		{handoff.NamesManager, "olga", nil, "without anybody's name"},
		{handoff.NamesTeam, "mara", []string{"Rita Vance", "Quinn Ames"}, "by name within a team"},
		{handoff.NamesTeam, "ben", []string{"Rita Vance", "Quinn Ames"}, "by name within a team"},
		{handoff.NamesTeam, "olga", nil, "without anybody's name"},
		{handoff.NamesOwn, "mara", nil, "by name only a silence that is recorded"},
		{handoff.NamesOwn, "rita", nil, "for you alone"},
	} {
		r.c.Names = test.names
		_, page := r.as(test.who).get("/reports?week=2026-11-25")
		for _, name := range []string{"Rita Vance", "Quinn Ames"} {
			told := strings.Contains(page, `<th scope="row" class="nowrap">`+name)
			if told != slices.Contains(test.named, name) {
				t.Errorf("%s, names = %s: names %s: %v", test.who, test.names, name, told)
			}
		}
		if !strings.Contains(page, test.says) {
			t.Errorf("%s, names = %s: does not say %q\n%s", test.who, test.names, test.says, page)
		}
		if test.who == "olga" && !strings.Contains(page, ">All teams</h2>") {
			t.Errorf("the admin reads no figures\n%s", page)
		}
	}
}

// TestDrawing: every number is written or drawn, in proportion, within the picture.
func TestDrawing(t *testing.T) {
	t.Parallel()
	bars := []handoff.Bar{{Label: "2\nNov", Values: []int{4, 0, 0, 0, 2}}, {Label: "9", Values: []int{1, 1, 1, 0, 0}}, {
		Label: "16", Values: make([]int, 5)}}
	kinds := []string{"a", "b", "c", "d", "e"}
	side := handoff.Chart{Kinds: kinds[:2], Side: true, Bars: []handoff.Bar{{Label: "offered", Values: []int{10, 5}},
		{Label: "held", Values: []int{0, 2}}}}
	for name, c := range map[string]struct {
		chart  handoff.Chart
		height map[string]int // of the parts of each class, in all
		length map[string]int
	}{
		"stacked": {handoff.Chart{Kinds: kinds, Bars: bars}, map[string]int{"end0": 113 + 28 - 2, "end1": 27, "end4": 56}, nil},
		"whole": {handoff.Chart{Kinds: kinds, Bars: bars, Whole: true},
			map[string]int{"shade0": 113 + 56 - 2, "shade1": 57 - 1, "shade4": 56}, nil},
		"side": {side, nil, map[string]int{"pair0": 444 + 2, "pair1": 222 + 88}},
	} {
		d := drawingOf(c.chart)
		height, length := map[string]int{}, map[string]int{}
		for _, r := range d.Rects {
			height[r.Class], length[r.Class] = height[r.Class]+r.H, length[r.Class]+r.W
			if r.X < 0 || r.Y < 0 || r.X+r.W > d.Width || r.Y+r.H > d.Height || r.H < 1 {
				t.Errorf("%s: out of the picture: %+v", name, r)
			}
		}
		for class, want := range c.height {
			if got := height[class]; got < want-2 || got > want+2 {
				t.Errorf("%s: %s is %d high, want %d", name, class, got, want)
			}
		}
		for class, want := range c.length {
			if got := length[class]; got != want {
				t.Errorf("%s: %s is %d long, want %d", name, class, got, want)
			}
		}
		if len(d.Legend) != len(c.chart.Kinds) {
			t.Errorf("%s: the legend is %v", name, d.Legend)
		}
	}
}
