package main

import (
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/report"
)

// TestReportOfAnotherRoster: whom the config of then does not know is told so, and who is in no config any more is still
// known by their leads.
func TestReportOfAnotherRoster(t *testing.T) {
	of := func(team, rep string) *handoff.Config {
		id := handoff.PersonID(rep)
		return &handoff.Config{People: map[handoff.PersonID]handoff.Person{id: {ID: id, Name: rep}},
			Teams: []handoff.Team{{Name: team, Reps: []handoff.PersonID{id}}}}
	}
	then, now := of("sales", "rita"), of("emea", "nina")
	lives := []*report.Life{{ID: "HO-1", Offer: &handoff.Moment{By: "quinn"}, Turns: []report.Turn{{N: 1, Rep: "rita"}}}}
	for _, tc := range []struct {
		ask         reportCmd
		conf, today *handoff.Config
		says        string // empty: there are figures
	}{
		{reportCmd{Person: "nina"}, then, now, "nina was not in the config then"},
		{reportCmd{Team: "emea"}, then, now, `no team "emea" then`},
		{reportCmd{Team: "apac"}, then, now, `there is no team "apac"`},
		{reportCmd{Person: "zoe"}, then, now, "nobody in the config"},
		{reportCmd{Person: "rita"}, now, now, ""},
	} {
		whose, err := tc.ask.whose(tc.conf, tc.today, lives)
		if tc.says == "" && (err != nil || len(whose) != 1 || whose[0].Rep != "rita") ||
			tc.says != "" && (err == nil || !strings.Contains(err.Error(), tc.says)) {
			t.Errorf("%q %q: %v, %v", tc.ask.Person, tc.ask.Team, whose, err)
		}
	}
}
