package report

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

func stated(t *testing.T, id handoff.PersonID, all []handoff.Told, leads []handoff.Handoff,
	stands ...handoff.Standing) (string, bool) {
	t.Helper()
	c := company()
	c.Teams[0].Target = 5
	c.Teams[0].Criteria = []handoff.Criterion{{Name: "budget", Label: "Budget"}}
	c.Teams[0].Fields = []handoff.Field{{Name: "pain", Label: "Pain"}}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	words := Words{Set: set, Why: func(r handoff.Reason) string { return view.WhyTo(set.Reasons, c, id, r) }}
	m, tell, err := StatementOf(id, c, theWeek, Lives(all, later), leads, stands).Part(words, c)
	if err != nil {
		t.Fatal(err)
	}
	return m.Text, tell
}

// TestStatementOfARep: what was asked and came of it, silences with the rep's own words, the turns with the arithmetic,
// and what went to others because of which entry, without its title.
func TestStatementOfARep(t *testing.T) {
	silent := reviewed("HO-SILENT", handoff.Escalated, day(2, 9), nil)
	silent.Assignments[0].Claim = &handoff.Claim{At: day(1, 12), Until: day(3, 17), Said: "I was on a plane",
		Recorded: day(4, 9), Turns: 1}
	gone := reviewed("HO-GONE", handoff.Offered, day(2, 9), nil)
	gone.Assignments = []handoff.Assignment{{N: 1, Rep: "ben", Made: day(2, 9), Others: []handoff.Candidate{
		{Rep: "rita", With: []handoff.Obstacle{{Kind: handoff.ObstacleBusy, Cause: "it was cancelled",
			Span: calendar.Span{Start: day(4, 13), End: day(4, 14)}},
			{Kind: handoff.ObstacleAway, Span: calendar.Span{Start: day(4, 0), End: day(5, 0)}}}},
		{Rep: "uma", With: []handoff.Obstacle{{Kind: handoff.ObstacleBusy}}}, {Rep: "ben", Fit: true}}}}
	text, tell := stated(t, "rita", aWeek(), []handoff.Handoff{silent, gone},
		handoff.Standing{Team: "sales", Before: 2, Arithmetic: handoff.Because("candidate", handoff.NumberArg(3),
			handoff.NumberArg(30), handoff.WordsArg("3"))})
	for _, want := range []string{"You were asked about 2 leads; 2 accepted.",
		"1 meeting was held, 1 lead became an opportunity, 1 was won.",
		"HO-SILENT  Pat – No answer by Tue 24 Nov, 12:00; it counts as 1 turn. You said: “I was on a plane”",
		"2 colleagues come before you. Team sales: 3 turns counted (3 offers in the last 30 days)",
		"HO-GONE  Pat – You were busy Fri 27 Nov, 13:00–14:00, but it was cancelled\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "target") || !tell {
		t.Errorf("told %v:\n%s", tell, text)
	}
	if text, tell := stated(t, "ben", nil, nil, handoff.Standing{Team: "west"}); tell {
		t.Errorf("a place in the rotation alone is told:\n%s", text)
	}
}

// TestALeadThatCameBackIsOne: a rep who was asked about one lead twice was asked about one lead.
func TestALeadThatCameBackIsOne(t *testing.T) {
	again := lead("HO-B").offered(day(0, 9)).turn(2, "rita", day(1, 9))
	once := lead("HO-A").offered(day(0, 9))
	for want, all := range map[string][]handoff.Told{"You were asked about 1 lead.": once.all,
		"You were asked about 2 leads, 3 times in all": slices.Concat(once.all, again.all)} {
		if text, _ := stated(t, "rita", all, nil); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestStatementOfAQualifier: what became of the leads, what was rejected and why, what they lacked, and the target.
func TestStatementOfAQualifier(t *testing.T) {
	back := reviewed("HO-BACK", handoff.Returned, day(2, 9), nil)
	back.Return = &handoff.Return{By: "rita", Code: "rejected", Criteria: []string{"budget"}, Note: "No sum was set aside.",
		At: day(2, 9)}
	old := reviewed("HO-OLD", handoff.Closed, day(-9, 9), nil)
	again := reviewed("HO-AGAIN", handoff.Accepted, day(8, 9), nil) // offered once more, and accepted a week later
	again.Earlier = []handoff.Return{{By: "rita", Code: "unreachable", Note: "Nobody picks up.", At: day(3, 9)},
		{By: "rita", Code: "rejected", Note: "long ago", At: day(-9, 9)}}
	shut := reviewed("HO-SHUT", handoff.Closed, day(4, 9), nil)
	shut.Return = &handoff.Return{By: "ben", Code: "unstated", At: day(4, 8)}
	text, tell := stated(t, "quinn", aWeek(), []handoff.Handoff{back, old, again, shut})
	for _, want := range []string{"1 of 5 meetings was accepted and held last week.",
		"HO-BACK  Pat – Rita, Wed 25 Nov: not qualified: Budget: “No sum was set aside.” · ",
		"HO-AGAIN  Pat – Rita, Thu 26 Nov: the prospect was not reached: “Nobody picks up.” · now: accepted",
		"HO-SHUT  Pat – Ben, Fri 27 Nov: not qualified, without a reason · now: closed\n",
		"Your leads of the last four weeks lacked Pain (1 of 2)."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "HO-OLD") || strings.Contains(text, "rotation") || !tell {
		t.Errorf("told %v:\n%s", tell, text)
	}
}

// TestStatementFits: with the figures above it a mail of the week has 25 lines; every rejection is told, and what has no
// room is counted.
func TestStatementFits(t *testing.T) {
	lines := func(text string) int {
		return len(slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" }))
	}
	var leads []handoff.Handoff
	for i := range 4 {
		back := reviewed(handoff.ID("HO-BACK"+strconv.Itoa(i)), handoff.Returned, day(2, 9), nil)
		back.Return = &handoff.Return{By: "rita", Code: "rejected", Note: "No sum.", At: day(2, 9)}
		leads = append(leads, back)
	}
	for i := range 12 {
		leads = append(leads, reviewed(handoff.ID("HO-NEWS"+strconv.Itoa(i)), handoff.Accepted, day(2, 9), nil))
	}
	text, _ := stated(t, "quinn", aWeek(), leads)
	if n := lines(text); n > statementLines || strings.Count(text, "HO-BACK") != 4 ||
		!strings.Contains(text, "and 12 more, which `my leads` lists") {
		t.Errorf("%d lines:\n%s", n, text)
	}
	text, _ = stated(t, "quinn", aWeek(), leads[4:])
	if n := lines(text); n > statementLines || !strings.Contains(text, "What became of your leads (5 of 12)") {
		t.Errorf("%d lines:\n%s", n, text)
	}
	var silent []handoff.Handoff
	for i := range 9 {
		h := reviewed(handoff.ID("HO-SILENT"+strconv.Itoa(i)), handoff.Escalated, day(2, 9), nil)
		h.Assignments[0].Claim = &handoff.Claim{At: day(1, 12), Until: day(3, 17)}
		silent = append(silent, h)
	}
	text, _ = stated(t, "rita", aWeek(), silent, handoff.Standing{Team: "sales"})
	if n := lines(text); n > statementLines || !strings.Contains(text, "Offers without an answer (4 of 9)") {
		t.Errorf("%d lines:\n%s", n, text)
	}
}
