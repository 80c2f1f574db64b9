package reading

import (
	"testing"

	"handoffd/handoff"
)

// TestReadAway: from one day to its last, with who stands in. Now is Monday 23 November 2026.
func TestReadAway(t *testing.T) {
	week := &handoff.AwayUntil{From: inBerlin(11, 30, 0, 0), Until: inBerlin(12, 5, 0, 0)}
	with := func(cover handoff.PersonID) *handoff.AwayUntil {
		f := *week
		f.Cover = cover
		return &f
	}
	for _, row := range []commandRow{
		{"rita", "away 30 Nov to 4 Dec", week}, {"rita", "away from 30 November until 4 December", week},
		{"rita", "Away 30 Nov - 4 Dec.", week}, {"rita", "away 30 Nov – 4 Dec", week},
		{"rita", "away 2026-11-30 to 2026-12-04", week},
		{"rita", "away 30 Nov to 4 Dec, cover Bo", with("bo")}, {"rita", "away: 30 Nov – 4 Dec; cover: Bo Lindqvist",
			with("bo")},
		{"rita", "away 30 Nov to 4 Dec, covered by Bo", with("bo")},
		{"rita", "away 1–4 Dec", &handoff.AwayUntil{From: inBerlin(12, 1, 0, 0), Until: inBerlin(12, 5, 0, 0)}},
		{"rita", "away Dec 1-4", &handoff.AwayUntil{From: inBerlin(12, 1, 0, 0), Until: inBerlin(12, 5, 0, 0)}},
		{"rita", "away 4 Dec", &handoff.AwayUntil{From: inBerlin(12, 4, 0, 0), Until: inBerlin(12, 5, 0, 0)}},
		{"rita", "away tomorrow", &handoff.AwayUntil{From: inBerlin(11, 24, 0, 0), Until: inBerlin(11, 25, 0, 0)}},
		{"rita", "away until 4 Dec, cover Bo", &handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0), Cover: "bo"}},
		{"rita", "away 30 Nov to 4 Dec, cover Rita Vance", ask("Who stands in")},
		{"rita", "away 30 Nov to 4 Dec, cover Zoltan", ask("Zoltan")},
		{"rita", "away 4 Dec to 30 Nov", ask("Until when")}, {"rita", "away 1–31 Nov", ask("")},
		{"rita", "away", ask("Until when")},
		{"rita", "away 30–2 Dec", ask("")}, {"rita", "away from the desk for a while now and then", nil},
		{"rita", "away 1-4 Dec", &handoff.AwayUntil{From: inBerlin(12, 1, 0, 0), Until: inBerlin(12, 5, 0, 0)}},
		{"rita", "away 2026-12-01", &handoff.AwayUntil{From: inBerlin(12, 1, 0, 0), Until: inBerlin(12, 2, 0, 0)}},
	} {
		row.check(t, grammarHandoff())
	}
}
