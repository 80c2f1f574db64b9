package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// clashHandoff is a draft whose qualifier was asked to choose.
func clashHandoff() Handoff {
	h := grammarHandoff()
	h.State, h.Assignments = Draft, nil
	h.Clash = &Clash{Rep: "rita", Asked: RoleQualifier, Start: h.Start, End: h.End}
	for _, day := range []int{26, 27, 30} {
		at := inBerlin(11, day, 10, 0)
		h.Clash.Slots = append(h.Clash.Slots, calendar.Span{Start: at, End: at.Add(30 * time.Minute)})
	}
	return h
}

func TestAnswersToAClash(t *testing.T) {
	move := func(day, hour, minutes int) *Move {
		at := inBerlin(11, day, hour, 0)
		return &Move{Start: at, End: at.Add(time.Duration(minutes) * time.Minute)}
	}
	bare := func(day, hour int) *Move { return &Move{Start: inBerlin(11, day, hour, 0)} }
	for _, row := range []commandRow{
		{"quinn", "2", move(27, 10, 30)}, {"quinn", "slot 2", move(27, 10, 30)}, {"quinn", "Slot 2 please", move(27, 10, 30)}, {"quinn", "#3", move(30, 10, 30)},
		{"quinn", "the first one, thanks", move(26, 10, 30)}, {"quinn", "option three", move(30, 10, 30)}, {"quinn", "2\n\nBest regards\nQuinn Ames", move(27, 10, 30)},
		{"quinn", "Hi,\n\n1", move(26, 10, 30)}, {"quinn", "4", ask("only 3 slots")}, {"quinn", "0", nil},
		{"quinn", "Thu 26 Nov 14:00", bare(26, 14)}, {"quinn", "Thursday 14:00", bare(26, 14)}, {"quinn", "2?", nil}, {"quinn", "2 or 3", nil}, {"quinn", "2 but only if Pat agrees", nil},
		{"quinn", "2\nand please tell Pat", nil},
		{"quinn", "Bo", &NameRep{Rep: "bo"}}, {"quinn", "Bo Lindqvist, please", &NameRep{Rep: "bo"}}, {"quinn", "Nobody", nil}, {"quinn", "keep", &KeepTime{}},
		{"quinn", "keep the time", &KeepTime{}}, {"quinn", "send anyway", &KeepTime{}}, {"quinn", "offer it anyway, thanks", &KeepTime{}}, {"quinn", "ignore that", &KeepTime{Ignore: true}},
		{"rita", "2", nil},
	} {
		row.check(t, clashHandoff())
	}
	h := clashHandoff()
	h.State, h.Assignments, h.Clash.Asked = Accepted, grammarHandoff().Assignments, RoleRep
	for _, row := range []commandRow{
		{"rita", "3", move(30, 10, 30)}, {"rita", "keep", &KeepTime{}}, {"rita", "ignore that", &KeepTime{Ignore: true}}, {"rita", "hand over", &Decline{}}, {"rita", "hand it over, sorry", &Decline{Note: "sorry"}},
		{"rita", "Bo", nil}, {"quinn", "3", nil},
	} {
		row.check(t, h)
	}
	for _, row := range []commandRow{{"quinn", "2", nil}, {"quinn", "Bo", nil}, {"rita", "slot 1", nil}, {"mara", "keep", &Keep{}}} {
		row.check(t, grammarHandoff())
	}
}
