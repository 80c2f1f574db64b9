package reading

import (
	"testing"
	"time"

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

// TestReadAwayForAPart: half days, and days with a time of the clock. Now is Monday 23 November 2026.
func TestReadAwayForAPart(t *testing.T) {
	span := func(from, to time.Time) *handoff.AwayUntil { return &handoff.AwayUntil{From: from, Until: to} }
	thursday, friday := inBerlin(11, 26, 0, 0), inBerlin(11, 27, 0, 0)
	noon, one := inBerlin(11, 26, 12, 0), inBerlin(12, 24, 13, 0)
	covered := span(noon, friday)
	covered.Cover = "bo"
	for _, row := range []commandRow{
		{"rita", "away Thu afternoon", span(noon, friday)}, {"rita", "away on Thursday afternoon", span(noon, friday)},
		{"rita", "Away Thursday 26 November, in the afternoon.", span(noon, friday)},
		{"rita", "away Thu afternoon, cover Bo", covered},
		{"rita", "away Thu morning", span(thursday, noon)}, {"rita", "ooo Thu morning", span(thursday, noon)},
		{"rita", "away 24 Dec from 13:00", span(one, inBerlin(12, 25, 0, 0))},
		{"rita", "away 24 Dec after 1pm", span(one, inBerlin(12, 25, 0, 0))},
		{"rita", "away 24 Dec until 12:00", span(inBerlin(12, 24, 0, 0), inBerlin(12, 24, 12, 0))},
		{"rita", "away 26 Nov 9:00-12:00", span(inBerlin(11, 26, 9, 0), noon)},
		{"rita", "away Thu from 9:00 to 12:00", span(inBerlin(11, 26, 9, 0), noon)},
		{"rita", "away tomorrow morning", span(inBerlin(11, 24, 0, 0), inBerlin(11, 24, 12, 0))},
		{"rita", "away this afternoon", span(inBerlin(11, 23, 12, 0), inBerlin(11, 24, 0, 0))},
		{"rita", "away from 15:00", span(inBerlin(11, 23, 15, 0), inBerlin(11, 24, 0, 0))},
		{"rita", "away today 15:00-16:30", span(inBerlin(11, 23, 15, 0), inBerlin(11, 23, 16, 30))},
		{"rita", "away 24 Dec 13:00 to 2 Jan 2027", span(one, time.Date(2027, 1, 3, 0, 0, 0, 0, one.Location()))},
		{"rita", "away 26 Nov 12:00-9:00", ask("")}, {"rita", "away 24 Dec from 25:00", ask("")},
		{"rita", "away this morning we had a long talk about it", nil},
	} {
		row.check(t, grammarHandoff())
	}
}
