package reading

import (
	"testing"

	"handoffd/handoff"
)

// TestReadRotation: what reps say of a silence, and managers of who is to have leads. Now is Monday 23 November 2026.
func TestReadRotation(t *testing.T) {
	thu := inBerlin(11, 26, 0, 0)
	for _, row := range []commandRow{
		{"rita", "not my fault: my laptop was stolen", &handoff.NotMyFault{Note: "my laptop was stolen"}},
		{"rita", "It was not my fault, the network was down", &handoff.NotMyFault{Note: "the network was down"}},
		{"rita", "Not my fault", &handoff.NotMyFault{}},
		{"mara", "count it", &handoff.RuleSilence{Count: true}}, {"mara", "Drop it.", &handoff.RuleSilence{}},
		{"mara", "drop it for Bo", &handoff.RuleSilence{Rep: "bo"}}, {"rita", "drop it", nil}, {"quinn", "count it", nil},
		{"mara", "back", &handoff.Rotation{What: handoff.RotateBack}},
		{"mara", "back: Bo", &handoff.Rotation{What: handoff.RotateBack, Rep: "bo"}},
		{"rita", "Back from holiday", nil}, {"mara", "back to you on this tomorrow afternoon then", nil},
		{"rita", "back", nil},
		{"mara", "talk", &handoff.Rotation{What: handoff.RotateTalk}},
		{"mara", "talk to Bo", &handoff.Rotation{What: handoff.RotateTalk, Rep: "bo"}},
		{"mara", "pause until Thu", &handoff.Rotation{What: handoff.RotatePause, Until: thu}},
		{"mara", "pause Bo until Thu", &handoff.Rotation{What: handoff.RotatePause, Rep: "bo", Until: thu}},
		{"mara", "pause team until Thu", &handoff.Rotation{What: handoff.RotatePause, Team: true, Until: thu}},
		{"mara", "pause the team until 26 November", &handoff.Rotation{What: handoff.RotatePause, Team: true, Until: thu}},
		{"mara", "pause", ask("Until when")}, {"mara", "pause until whenever", ask("Until when")},
		{"rita", "pause team until Thu", nil}, {"rita", "resume team", nil},
		{"mara", "resume team", &handoff.Rotation{What: handoff.RotateBack, Team: true}},
		{"mara", "Resume the team.", &handoff.Rotation{What: handoff.RotateBack, Team: true}},
		{"mara", "resume Bo", &handoff.Rotation{What: handoff.RotateBack, Rep: "bo"}},
	} {
		row.check(t, grammarHandoff())
	}
}
