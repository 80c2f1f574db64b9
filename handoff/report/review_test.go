package report

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// reviewed is a lead of rita, as it stands on the Thursday of the week.
func reviewed(id handoff.ID, s handoff.State, since time.Time, step *handoff.NextStep) handoff.Handoff {
	return handoff.Handoff{ID: id, Team: "sales", State: s, Since: since, Qualifier: "quinn", Step: step,
		Prospects: []handoff.Contact{{Name: "Pat", Address: "pat@globex.example"}}, Start: since.Add(-time.Hour), End: since,
		Next:        handoff.Next{Owner: "rita", At: since.AddDate(0, 0, 1), What: handoff.DueOpportunity},
		Assignments: []handoff.Assignment{{N: 1, Rep: "rita"}}, Opportunity: "x"}
}

func named(what string, on time.Time) *handoff.NextStep {
	return &handoff.NextStep{What: what, On: on, Owner: "rita", By: "rita"}
}

// TestFill: a rep is asked for the next step that is not there, not chosen or past; not where the day's Today asks by
// itself, nor for leads of others.
func TestFill(t *testing.T) {
	c := company()
	thursday := day(3, 9)
	today := day(3, 0)
	other := reviewed("HO-OTHER", handoff.Held, day(0, 9), nil)
	other.Assignments[0].Rep = "ben"
	asked := named("call", day(1, 0))
	asked.Asked = day(3, 0)
	for name, tc := range map[string]struct {
		h    handoff.Handoff
		asks bool
	}{
		"none":           {reviewed("HO-A", handoff.Held, day(0, 9), nil), true},
		"not chosen":     {reviewed("HO-A", handoff.Held, day(0, 9), &handoff.NextStep{On: day(8, 0), Owner: "rita"}), true},
		"past":           {reviewed("HO-A", handoff.Held, day(0, 9), named("demo", day(1, 0))), true},
		"past, accepted": {reviewed("HO-A", handoff.Accepted, day(0, 9), named("demo", day(1, 0))), true},
		"named":          {reviewed("HO-A", handoff.Held, day(0, 9), named("demo", day(8, 0))), false},
		"today":          {reviewed("HO-A", handoff.Held, day(0, 9), &handoff.NextStep{On: today, Owner: "rita"}), false},
		"asked today":    {reviewed("HO-A", handoff.Held, day(0, 9), asked), false},
		"to be met":      {reviewed("HO-A", handoff.Accepted, day(0, 9), nil), false},
		"not judged":     {reviewed("HO-A", handoff.Past, day(0, 9), nil), false},
		"finished":       {reviewed("HO-A", handoff.Converted, day(0, 9), named("demo", day(1, 0))), false},
		"of somebody":    {other, false},
	} {
		f := FillOf("rita", []handoff.Handoff{tc.h}, c, thursday)
		if got := len(f.IDs()) == 1; got != tc.asks {
			t.Errorf("%s: asked for %v, want %v", name, got, tc.asks)
		}
	}
}

// TestFillDay: the part is written in the hour before the Today of Thursday, or of Friday to who is away then.
func TestFillDay(t *testing.T) {
	clock := handoff.OfficeHours(9, 17).In(day(0, 0).Location())
	away := clock.Less(calendar.Span{Start: day(3, 0), End: day(4, 0)})
	for name, tc := range map[string]struct {
		now   time.Time
		clock handoff.Clock
		due   bool
		next  time.Time
	}{
		"too early":       {day(3, 7), clock, false, day(3, 8)},
		"in time":         {day(3, 8), clock, true, day(4, 8)},
		"on Wednesday":    {day(2, 8), clock, false, day(3, 8)},
		"away":            {day(3, 8), away, false, day(4, 8)},
		"away, on Friday": {day(4, 8), away, true, day(10, 8)},
		"never at work":   {day(3, 8), handoff.Hours{}.In(day(0, 0).Location()), false, time.Time{}},
	} {
		_, at, due := FillDay(tc.now, tc.clock)
		if next := NextFill(tc.now, tc.clock); due != tc.due || !next.Equal(tc.next) {
			t.Errorf("%s: due %v for %s, next %s, want %v and %s", name, due, at, next, tc.due, tc.next)
		}
	}
}

// TestReviewGroups: a lead stands in one group, what was open before comes first and says for how long, and what is
// settled since the last review is told once.
func TestReviewGroups(t *testing.T) {
	c := company()
	monday := day(7, 9)
	idle := reviewed("HO-IDLE", handoff.Held, day(-20, 9), nil)
	idle.Idle = day(-3, 9)
	unsaid := reviewed("HO-UNSAID", handoff.Past, day(-3, 9), nil)
	fresh := reviewed("HO-FRESH", handoff.Past, day(6, 9), nil)
	draft := reviewed("HO-DRAFT", handoff.Draft, day(-9, 9), nil)
	leads := []handoff.Handoff{
		reviewed("HO-EMPTY", handoff.Held, day(-20, 9), nil), reviewed("HO-LONG", handoff.Held, day(-10, 9), nil),
		idle, unsaid, fresh, draft,
		reviewed("HO-FILLED", handoff.Held, day(-20, 9), named("demo", day(9, 0))),
		reviewed("HO-WON", handoff.Converted, day(4, 9), nil), reviewed("HO-OLD", handoff.Closed, day(-30, 9), nil),
	}
	r := ReviewOf("mara", leads, [][]string{{"HO-LONG", "HO-FILLED"}, {"HO-LONG"}}, time.Time{}, c, monday)
	for name, tc := range map[string]struct{ got, want string }{
		"empty":   {strings.Join(idsOf(r.Empty), " "), "HO-LONG HO-EMPTY"},
		"stuck":   {strings.Join(idsOf(r.Stuck), " "), "HO-IDLE HO-DRAFT HO-UNSAID"},
		"changed": {strings.Join(idsOf(r.Changed), " "), "HO-FRESH HO-WON HO-FILLED"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %s, want %s", name, tc.got, tc.want)
		}
	}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	words := Words{Set: set, Why: func(r handoff.Reason) string { return view.WhyTo(set.Reasons, c, "mara", r) }}
	m, tell, err := r.Part(words, c, func(string, string) string { return "mailto:x" })
	for _, want := range []string{"Without a next step", "HO-LONG  Pat – Rita: nothing is planned since the meeting · " +
		"open in 3 reviews in a row", "Rita let the last step pass and has named no other one since Fri 20 Nov", "A draft, with Quinn since", "HO-FILLED  Pat – " +
		"The meeting was held · Rita: demo, Wed 2 Dec", "HO-EMPTY  Pat – Rita"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("no %q in\n%s", want, m.Text)
		}
	}
	if err != nil || !tell || m.Subject != "5 leads to go through" {
		t.Errorf("%v %v %q", tell, err, m.Subject)
	}
	if _, tell, _ := ReviewOf("mara", leads[8:], nil, time.Time{}, c, monday).Part(words, c, nil); tell {
		t.Error("a review of nothing is told")
	}
}

// TestAskedAndNotAnswered: a lead whose next step was named and lies ahead waits for no answer, neither with the
// advocate nor in the review; with a step that is past, or that nobody chose, it does.
func TestAskedAndNotAnswered(t *testing.T) {
	c := company()
	c.Teams[0].Advocates = []handoff.PersonID{"gina"}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	words := Words{Set: set, Why: func(r handoff.Reason) string { return view.WhyTo(set.Reasons, c, "gina", r) }}
	asked := reviewed("HO-ASKED", handoff.Held, day(-9, 9), nil)
	asked.Nudges, asked.Nudged, asked.Opportunity = 1, day(-4, 9), ""
	idle := reviewed("HO-IDLE", handoff.Held, day(-9, 9), nil)
	idle.Idle = day(-3, 9)
	fresh := reviewed("HO-FRESH", handoff.Held, day(5, 9), nil)
	fresh.Nudges, fresh.Nudged, fresh.Opportunity = 1, later.Add(-time.Minute), ""
	for name, tc := range map[string]struct {
		h     handoff.Handoff
		step  *handoff.NextStep
		waits string // empty: nobody
		stuck bool
	}{
		"asked, and nothing planned": {asked, nil, "Rita was asked and has said nothing, since Thu 19 Nov", true},
		"asked, the demo is ahead":   {asked, named("demo", day(9, 0)), "", false},
		"asked, the demo is past":    {asked, named("demo", day(2, 0)), "Rita was asked and has said nothing, since Thu 19 Nov", true},
		"idle, call again":           {idle, &handoff.NextStep{On: day(9, 0), Owner: "rita"}, "since Fri 20 Nov", true},
		"idle since a step that passed": {idle, &handoff.NextStep{On: day(-6, 9), Owner: "rita", Asked: day(-5, 9)},
			"since Wed 18 Nov", true},
		"asked this morning":      {fresh, nil, "", false},
		"idle, the demo is ahead": {idle, named("demo", day(9, 0)), "", false},
	} {
		tc.h.Step = tc.step
		m, told, err := Shield{Reader: "gina", Leads: []handoff.Handoff{tc.h}, Now: later}.Part(words, c)
		if err != nil || told != (tc.waits != "") || !strings.Contains(m.Text, tc.waits) || told && !strings.Contains(m.Text,
			"Asked, and not answered") {
			t.Errorf("%s: %v %v\n%s", name, told, err, m.Text)
		}
		if _, stuck := handoff.StuckOf(&tc.h, c, later); stuck != tc.stuck {
			t.Errorf("%s: stuck %v", name, stuck)
		}
	}
}

// TestReviewSentLate: what changed is told since the last review that was sent, also where this one comes late.
func TestReviewSentLate(t *testing.T) {
	c := company()
	leads := []handoff.Handoff{reviewed("HO-EMPTY", handoff.Held, day(-20, 9), nil),
		reviewed("HO-WON", handoff.Converted, day(0, 10), nil), reviewed("HO-TOLD", handoff.Converted, day(0, 8), nil)}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	words := Words{Set: set, Why: func(r handoff.Reason) string { return view.WhyTo(set.Reasons, c, "mara", r) }}
	for _, tc := range []struct {
		since         time.Time
		changed, says string
	}{{day(0, 9), "HO-WON", "Changed since the review of Mon 23 Nov"}, {time.Time{}, "", ""},
		{day(-7, 9), "HO-WON HO-TOLD", "Changed since the review of Mon 16 Nov"}} {
		r := ReviewOf("mara", leads, nil, tc.since, c, day(9, 9)) // Wednesday
		m, _, err := r.Part(words, c, func(string, string) string { return "mailto:x" })
		if got := strings.Join(idsOf(r.Changed), " "); got != tc.changed || err != nil || !strings.Contains(m.Text, tc.says) {
			t.Errorf("since %s: %q, want %q, %v\n%s", tc.since, got, tc.changed, err, m.Text)
		}
	}
}
