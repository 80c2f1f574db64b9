package view

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// TestNextSaysWhichTimeItIs: beside what is next stands when the meeting is, or until when somebody has to act, and a
// word says which; a reminder or a look into a calendar that comes before is neither.
func TestNextSaysWhichTimeItIs(t *testing.T) {
	london, berlin := handoff.Location("Europe/London"), handoff.Location("Europe/Berlin")
	c := &handoff.Config{Admin: "olga", People: map[handoff.PersonID]handoff.Person{
		"olga": {ID: "olga", Name: "Olga Nyman", Zone: "Europe/Berlin"},
		"raul": {ID: "raul", Name: "Raul Ortiz", Zone: "Europe/London"},
		"rita": {ID: "rita", Name: "Rita Vance", Zone: "Europe/London"}}}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, london) }
	now, start := at(23, 9), at(27, 14)
	next := func(h handoff.Handoff, what handoff.Due, when time.Time) handoff.Handoff {
		h.ID, h.Start, h.End, h.Next = "HO-AAAAAA", start, start.Add(time.Hour), handoff.Next{Owner: "rita", At: when, What: what}
		return h
	}
	offered := handoff.Handoff{State: handoff.Offered, Assignments: []handoff.Assignment{{N: 1, Rep: "rita", Opened: now,
		Due: at(24, 9)}}}
	accepted := handoff.Handoff{State: handoff.Accepted, Assignments: []handoff.Assignment{{N: 1, Rep: "rita", Opened: now,
		Accepted: now}}}
	step := next(handoff.Handoff{State: handoff.Held}, handoff.DueOpportunity, at(30, 9))
	step.Step = &handoff.NextStep{On: at(25, 0), Owner: "rita"}
	beside := next(offered, handoff.DueStep, at(26, 9))
	beside.Step = &handoff.NextStep{What: "call", On: at(25, 0), Owner: "rita", By: "rita"}
	hurry := next(offered, handoff.DueWindow, at(24, 9)) // the manager owns it
	hurry.Next.Owner, hurry.Assignments = "olga", []handoff.Assignment{hurry.Assignments[0]}
	hurry.Assignments[0].Hurry = true
	hurry.Beside = []handoff.Assignment{{N: 1, Rep: "raul", Opened: now, Due: at(24, 9), Hurry: true}}
	for name, tc := range map[string]struct {
		h                handoff.Handoff
		what, when, said string
	}{
		"asked before": {next(accepted, handoff.DueConfirm, at(26, 14)), "Rita: meet", "on Fri 27 Nov 15:00",
			"Rita Vance: meet, on Fri 27 Nov 15:00"},
		"looked at before": {next(accepted, handoff.DueCheck, at(26, 14)), "Rita: meet", "on Fri 27 Nov 15:00",
			"Rita Vance: meet, on Fri 27 Nov 15:00"},
		"reminded before": {next(offered, handoff.DueStep, at(24, 7)), "Rita: answer the offer", "by Tue 24 Nov 10:00",
			"Rita Vance: answer the offer, by Tue 24 Nov 10:00"},
		"asked at once": {hurry, "Rita, Raul: answer the offer", "by Tue 24 Nov 10:00",
			"Rita Vance, Raul Ortiz: answer the offer, by Tue 24 Nov 10:00"},
		"an opportunity": {next(handoff.Handoff{State: handoff.Held}, handoff.DueOpportunity, at(30, 9)),
			"Rita: name the opportunity", "by Mon 30 Nov 10:00",
			"Rita Vance: name the opportunity, by Mon 30 Nov 10:00"},
		"a step": {step, "Rita: call again", "on Wed 25 Nov", "Rita Vance: call again, on Wed 25 Nov (not chosen)"},
		"a step beside an offer": {beside, "Rita: answer the offer; next step Rita: call, on Wed 25 Nov", "by Tue 24 Nov 10:00",
			"Rita Vance: answer the offer, by Tue 24 Nov 10:00; next step Rita Vance: call, on Wed 25 Nov"},
		"a twin": {next(handoff.Handoff{State: handoff.Draft, Twin: "HO-BBBBBB"}, handoff.DueNudge, at(25, 9)),
			"Rita: say whether it is another matter", "by Wed 25 Nov 10:00",
			"Rita Vance: say whether it is another matter, by Wed 25 Nov 10:00"},
		"a clash": {next(handoff.Handoff{State: handoff.Draft, Clash: &handoff.Clash{Asked: handoff.RoleQualifier}},
			handoff.DueExpire, at(25, 9)), "Rita: choose a time or a rep", "by Wed 25 Nov 10:00",
			"Rita Vance: choose a time or a rep, by Wed 25 Nov 10:00"},
		"a brief that lacks something": {next(handoff.Handoff{State: handoff.Draft, Missing: []string{"need"}},
			handoff.DueNudge, at(25, 9)), "Rita: complete the brief", "by Wed 25 Nov 10:00",
			"Rita Vance: complete the brief, by Wed 25 Nov 10:00"},
		"nothing": {handoff.Handoff{State: handoff.Closed}, "–", "–", "nothing is owed any more"},
	} {
		cells := Cells(tc.h, c, sentences(t), now, berlin)
		if got := cells[len(cells)-2:]; got[0] != tc.what || got[1] != tc.when {
			t.Errorf("%s: listed as %q", name, got)
		}
		if got := NextStep(tc.h, c, sentences(t), now, berlin); got != tc.said {
			t.Errorf("%s: told as %q", name, got)
		}
	}
	if late := next(offered, handoff.DueStep, at(24, 7)); Overdue(&late, c, at(24, 8)) || !Overdue(&late, c, at(24, 10)) {
		t.Error("who is only to be reminded is late, or who did not answer is not")
	}
}

// TestNothingIsAskedOfAFinishedLead: what stood open in a draft that has expired is asked of nobody.
func TestNothingIsAskedOfAFinishedLead(t *testing.T) {
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"quinn": {ID: "quinn", Name: "Quinn Ames"}}}
	for state, want := range map[handoff.State]int{handoff.Draft: 1, handoff.Closed: 0} {
		h := handoff.Handoff{State: state, Qualifier: "quinn", Questions: []handoff.Reason{handoff.Because("ask-near")}}
		if got := Of(set, h, c, time.Now(), "quinn").Questions(); len(got) != want {
			t.Errorf("%s: %q", state, got)
		}
	}
}
