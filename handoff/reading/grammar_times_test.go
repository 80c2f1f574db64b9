package reading

import (
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// clashHandoff is a draft whose qualifier was asked to choose.
func clashHandoff() handoff.Handoff {
	h := grammarHandoff()
	h.State, h.Assignments = handoff.Draft, nil
	h.Clash = &handoff.Clash{Rep: "rita", Asked: handoff.RoleQualifier, Start: h.Start, End: h.End}
	for _, day := range []int{26, 27, 30} {
		at := inBerlin(11, day, 10, 0)
		h.Clash.Slots = append(h.Clash.Slots, calendar.Span{Start: at, End: at.Add(30 * time.Minute)})
	}
	return h
}

func TestAnswersToAClash(t *testing.T) {
	move := func(day, hour, minutes int) *handoff.Move {
		at := inBerlin(11, day, hour, 0)
		return &handoff.Move{Start: at, End: at.Add(time.Duration(minutes) * time.Minute)}
	}
	bare := func(day, hour int) *handoff.Move { return &handoff.Move{Start: inBerlin(11, day, hour, 0)} }
	for _, row := range []commandRow{
		{"quinn", "2", move(27, 10, 30)}, {"quinn", "slot 2", move(27, 10, 30)},
		{"quinn", "Slot 2 please", move(27, 10, 30)}, {"quinn", "#3", move(30, 10, 30)},
		{"quinn", "the first one, thanks", move(26, 10, 30)}, {"quinn", "option three", move(30, 10, 30)},
		{"quinn", "2\n\nBest regards\nQuinn Ames", move(27, 10, 30)},
		{"quinn", "Hi,\n\n1", move(26, 10, 30)}, {"quinn", "4", ask("only 3 slots")}, {"quinn", "0", nil},
		{"quinn", "Thu 26 Nov 14:00", bare(26, 14)}, {"quinn", "Thursday 14:00", bare(26, 14)}, {"quinn", "2?", nil},
		{"quinn", "2 or 3", nil}, {"quinn", "2 but only if Pat agrees", nil},
		{"quinn", "2\nand please tell Pat", nil},
		{"quinn", "Bo", &handoff.NameRep{Rep: "bo"}}, {"quinn", "Bo Lindqvist, please", &handoff.NameRep{Rep: "bo"}},
		{"quinn", "Nobody", nil}, {"quinn", "keep", &handoff.KeepTime{}},
		{"quinn", "keep the time", &handoff.KeepTime{}}, {"quinn", "send anyway", &handoff.KeepTime{}},
		{"quinn", "offer it anyway, thanks", &handoff.KeepTime{}}, {"quinn", "ignore that", &handoff.KeepTime{Ignore: true}},
		{"rita", "2", nil},
	} {
		row.check(t, clashHandoff())
	}
	h := clashHandoff()
	h.State, h.Assignments, h.Clash.Asked = handoff.Accepted, grammarHandoff().Assignments, handoff.RoleRep
	for _, row := range []commandRow{
		{"rita", "3", move(30, 10, 30)}, {"rita", "keep", &handoff.KeepTime{}},
		{"rita", "ignore that", &handoff.KeepTime{Ignore: true}}, {"rita", "hand over", &handoff.Decline{}},
		{"rita", "hand it over, sorry", &handoff.Decline{Note: "sorry"}},
		{"rita", "Bo", nil}, {"quinn", "3", nil},
	} {
		row.check(t, h)
	}
	for _, row := range []commandRow{{"quinn", "2", nil}, {"quinn", "Bo", nil}, {"rita", "slot 1", nil},
		{"mara", "keep", &handoff.Keep{}}} {
		row.check(t, grammarHandoff())
	}
}
