package reading

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestReadBriefOf: the team that is named, else the one whose rep is named; a line that names no team of ours is kept
// with the brief.
func TestReadBriefOf(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c := &handoff.Config{Address: "handoff@acme.example", People: map[handoff.PersonID]handoff.Person{
		"quinn": {ID: "quinn", Name: "Quinn Ames", Emails: []string{"quinn@acme.example"}},
		"rita":  {ID: "rita", Name: "Rita Vance", Emails: []string{"rita@acme.example"}},
		"zoe":   {ID: "zoe", Name: "Zoe Park", Emails: []string{"zoe@acme.example"}},
	}}
	c.Teams = []handoff.Team{{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
		Fields: handoff.DefaultFields()},
		{Name: "partners", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"zoe"},
			Fields: handoff.DefaultFields()}}
	both := c.BriefTeams("handoff@acme.example", "quinn")
	tests := []struct {
		text       string
		teams      []handoff.Team
		want, kept string
		sure       bool
	}{
		{"Need: quotes", both, "sales", "", false},
		{"Need: quotes", both[:1], "sales", "", true},
		{"Team: PARTNERS\nNeed: quotes", both, "partners", "", true},
		{"Team: sales\nRep: Zoe", both, "sales", "", true},
		{"Need: quotes\nRep: Zoe", both, "partners", "", true},
		{"Need: quotes\nRep: Zoe\nTeam: five people in Ghent", both, "partners", "five people in Ghent", true},
		{"Need: quotes\nTeam: five people in Ghent", both[:1], "sales", "five people in Ghent", true},
		{"Need: quotes\nTeam: five people in Ghent", both, "sales", "five people in Ghent", false},
	}
	for _, tt := range tests {
		team, b, sure := ReadBriefOf(c, tt.teams, tt.text, Recipients{Sender: "quinn"}, now, time.UTC)
		if team.Name != tt.want || sure != tt.sure || b.Fields[teamField] != tt.kept {
			t.Errorf("%q of %d teams: %s, sure %v, kept %q; want %s, %v, %q", tt.text, len(tt.teams), team.Name, sure,
				b.Fields[teamField], tt.want, tt.sure, tt.kept)
		}
	}
}
