package view

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// TestWhoDeclinedIsNotFree: whoever was asked at once with others and can't make it is not among those who are free,
// whatever the rotation thought of them before.
func TestWhoDeclinedIsNotFree(t *testing.T) {
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	people := map[handoff.PersonID]handoff.Person{}
	for id, name := range map[handoff.PersonID]string{"rita": "Rita Vance", "raul": "Raul Ortiz", "mara": "Mara Lind"} {
		people[id] = handoff.Person{ID: id, Name: name, Emails: []string{string(id) + "@acme.example"}}
	}
	reps := []handoff.PersonID{"rita", "raul"}
	c := &handoff.Config{People: people, Teams: []handoff.Team{{Name: "emea", Reps: reps,
		Managers: []handoff.PersonID{"mara"}}}}
	fit := []handoff.Candidate{{Rep: "rita", Fit: true}, {Rep: "raul", Fit: true}}
	h := handoff.Handoff{ID: "HO-AAAAAA", Team: "emea", State: handoff.Escalated,
		Assignments: []handoff.Assignment{{N: 1, Rep: "rita", Made: at, Hurry: true, Ended: at,
			End: handoff.EndSilence, Others: fit}},
		Beside: []handoff.Assignment{{N: 1, Rep: "raul", Made: at, Hurry: true, Ended: at, End: handoff.EndDeclined}}}
	h.State, h.Assignments[0].Ended, h.Beside[0].Ended = handoff.Offered, time.Time{}, time.Time{}
	names := handoff.ReasonArg(handoff.Because("roster-changed/name", handoff.PersonArg("raul")),
		handoff.Because("roster-changed/name", handoff.PersonArg("rita")))
	why := Why(set.Reasons, c, handoff.Because("asked-at-once", handoff.ReasonArg(handoff.Because("wanted")), names))
	if !strings.HasSuffix(why, "asked at once: Raul Ortiz, Rita Vance") {
		t.Errorf("names: %s", why)
	}
	v := Of(set, h, c, at, "mara")
	asked := Choice(v, &h.Assignments[0]) // of everybody who is asked it says why, also of the one in front
	if asked.Title != "Asked at once: Rita Vance and Raul Ortiz" || len(asked.Lines) != 2 {
		t.Errorf("%+v", asked)
	}
	h.State, h.Assignments[0].Ended, h.Beside[0].Ended = handoff.Escalated, at, at
	ended := Of(set, h, c, at, "mara").candidate(handoff.Candidate{Rep: "rita", Why: handoff.Because("candidate/has-it")})
	if ended.Why != "had this one already" {
		t.Errorf("whose turn has ended: %s", ended.Why)
	}
	var got []string
	for _, tap := range Takers(Of(set, h, c, at, "mara")).Taps {
		got = append(got, tap.Text)
	}
	if said := strings.Join(got, "\n"); said != "Rita Vance: was asked\nRaul Ortiz: can't make it" {
		t.Errorf("said is\n%s", said)
	}
}
