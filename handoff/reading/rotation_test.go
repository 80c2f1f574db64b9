package reading

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestRotationAboutNoLead: what is said of which team, what is asked, and what is nothing of the kind. Rita is a
// rep of both of Mara's teams, Ben and Yuki of one each; a third is Vera's.
func TestRotationAboutNoLead(t *testing.T) {
	c := worldConfig()
	c.Teams[0].Managers, c.Teams[0].Name, c.Teams[0].Reps = []handoff.PersonID{"mara"}, "emea", []handoff.PersonID{"rita", "ben"}
	dach, apac := c.Teams[0], c.Teams[0]
	dach.Name, dach.Reps = "DACH north", []handoff.PersonID{"rita", "yuki"}
	apac.Name, apac.Managers, apac.Reps = "apac", []handoff.PersonID{"vera"}, []handoff.PersonID{"alma"}
	c.Teams = append(c.Teams, dach, apac)
	rita := c.People["rita"]
	rita.Zone = "Europe/Berlin"
	c.People["rita"] = rita
	thu := inBerlin(11, 26, 0, 0)
	whole := func(what handoff.RotationChange, until time.Time) *handoff.Rotation {
		return &handoff.Rotation{What: what, Team: true, Until: until}
	}
	one := func(what handoff.RotationChange, rep handoff.PersonID, until time.Time) *handoff.Rotation {
		return &handoff.Rotation{What: what, Rep: rep, Until: until}
	}
	for _, row := range []struct {
		by   handoff.PersonID
		near string // the teams of what the mail answers
		text string
		said *handoff.Rotation
		team string
		ask  string
	}{
		{"vera", "", "pause team until Thu", whole(handoff.RotatePause, thu), "apac", ""},
		{"vera", "", "Hi,\n\nplease pause the team until 26 November, thanks\n\nVera", whole(handoff.RotatePause, thu),
			"apac", ""},
		{"vera", "", "resume team", whole(handoff.RotateBack, time.Time{}), "apac", ""},
		{"mara", "", "pause team until Thu", nil, "", "Which team do you mean: emea or DACH north"},
		{"mara", "emea", "pause team until Thu", whole(handoff.RotatePause, thu), "emea", ""},
		{"mara", "emea, DACH north", "pause team until Thu", nil, "", "Which team do you mean: emea or DACH north"},
		{"mara", "", "pause emea until Thu", whole(handoff.RotatePause, thu), "emea", ""},
		{"mara", "emea", "pause the dach north team until Thu", whole(handoff.RotatePause, thu), "DACH north", ""},
		{"mara", "", "resume DACH North", whole(handoff.RotateBack, time.Time{}), "DACH north", ""},
		{"mara", "", "pause team emea until Thu", whole(handoff.RotatePause, thu), "emea", ""},
		{"mara", "", "pause Ben until Thu", one(handoff.RotatePause, "ben", thu), "emea", ""},
		{"mara", "", "back Yuki", one(handoff.RotateBack, "yuki", time.Time{}), "DACH north", ""},
		{"mara", "", "talk to Yuki", one(handoff.RotateTalk, "yuki", time.Time{}), "DACH north", ""},
		{"mara", "", "pause Rita until Thu", nil, "", "Which team do you mean"},
		{"mara", "DACH north", "pause Rita until Thu", one(handoff.RotatePause, "rita", thu), "DACH north", ""},
		{"mara", "", "pause Bob until Thu", nil, "", "The reps are Rita Vance, Ben Ortiz and Yuki Tanaka"},
		{"mara", "", "pause team until whenever", nil, "", "Until when? Answer `pause team until DATE`"},
		{"mara", "", "pause team until Mon 2 Nov", nil, "", "Until when?"},
		{"mara", "", "pause team", nil, "", "Until when?"}, {"mara", "", "pause dach north until 31 Feb", nil, "", "Until when?"},
		{"mara", "", "pause until Thu", nil, "", "Whom? Answer `pause team"}, {"mara", "", "back", nil, "", "Whom?"},
		{"mara", "", "pause apac until Thu", whole(handoff.RotatePause, thu), "apac", ""}, // refused: it is Vera's
		{"olga", "", "pause team until Thu", nil, "", "emea, DACH north or apac"},         // the admin's are all
		{"rita", "", "pause team until Thu", whole(handoff.RotatePause, thu), "emea", ""}, // refused
		{"rita", "", "pause Yuki until Thu", one(handoff.RotatePause, "yuki", thu), "DACH north", ""},
		{"rita", "", "pause", nil, "", ""}, {"rita", "", "back", nil, "", ""}, {"rita", "", "back on Monday", nil, "", ""},
		{"mara", "", "The team paused until Thu, as you know.", nil, "", ""},
		{"mara", "", "pause team until Thu?", nil, "", ""},
		{"mara", "", "Contact: Pat Kim <pat@globex.example>\nNeed: to pause", nil, "", ""},
		{"mara", "", "hold 2h", nil, "", ""}, {"mara", "", "Back to you on this tomorrow afternoon then", nil, "", ""},
	} {
		var near []handoff.Team
		for _, team := range c.Teams {
			if row.near != "" && slices.Contains(strings.Split(row.near, ", "), team.Name) {
				near = append(near, team)
			}
		}
		about := byPerson(row.by, monday)
		got, ok := ReadRotation(row.text, near, about, c, monday)
		if row.said != nil {
			handoff.SetHeader(row.said, about)
		}
		asked := got.Ask.Code != ""
		switch {
		case ok != (row.said != nil || row.ask != ""), (got.Said == nil) != (row.said == nil), got.Team != row.team,
			row.said != nil && *got.Said != *row.said, asked != (row.ask != ""),
			asked && !strings.Contains(said(got.Ask), row.ask):
			t.Errorf("%s: %q gives %v, %+v of %q, %q (%+v)", row.by, row.text, ok, got.Said, got.Team, said(got.Ask), got)
		}
	}
	for text, want := range map[string]string{"emea": "emea", "the EMEA team, please": "emea", "dach north": "DACH north",
		"north": "", "both": "", "emea and apac": ""} {
		if got, ok := TeamNamed(text, byPerson("mara", monday), c, monday); ok != (want != "") || got.Name != want {
			t.Errorf("%q names %q", text, got.Name)
		}
	}
}
