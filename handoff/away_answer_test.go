package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// TestTheAnswerToAnAbsenceSaysWhatWasUnderstood: the days, who stands in, and what that means for the lead.
func TestTheAnswerToAnAbsenceSaysWhatWasUnderstood(t *testing.T) {
	for name, tt := range map[string]struct {
		from, until time.Duration
		cover       PersonID
		want        []Code
	}{
		"later, and back in time": {30 * 24 * time.Hour, 40 * 24 * time.Hour, "", []Code{"away/from", "away-short"}},
		"with a cover": {30 * 24 * time.Hour, 40 * 24 * time.Hour, "ben",
			[]Code{"away/from", "away-cover", "away-short"}},
		"over the meeting": {0, 10 * 24 * time.Hour, "ben", []Code{"away", "away-cover", "away-passes"}},
	} {
		w := in(t, Offered)
		d := w.say(&AwayUntil{About: by("rita", w.now), From: w.now.Add(tt.from), Until: w.now.Add(tt.until), Cover: tt.cover})
		said := false
		for _, a := range d.Actions {
			if a.Purpose == PurposeEcho && a.To.Person == "rita" {
				said = true
				if got := saidParts(a.Why); !slices.Equal(got, tt.want) {
					t.Errorf("%s: %v, want %v", name, got, tt.want)
				}
			}
		}
		if !said {
			t.Errorf("%s: no answer", name)
		}
	}
}

// saidParts are the sentences of an answer.
func saidParts(why Reason) []Code {
	var out []Code
	for _, a := range why.Args {
		for _, r := range a.Reasons {
			out = append(out, r.Sentence())
		}
	}
	return out
}

// TestCoversByMailNeverGoRound: whoever is away with the sender standing in, themselves or by others, cannot stand in
// for the sender, whatever told of it. The sender is away all the same.
func TestCoversByMailNeverGoRound(t *testing.T) {
	days := func(from, to int) calendar.Span {
		return calendar.Span{Start: monday.AddDate(0, 0, from), End: monday.AddDate(0, 0, to)}
	}
	said := func(id, cover PersonID, span calendar.Span, ago int) Absence {
		return Absence{Person: id, Cover: cover, Span: span, Said: monday.Add(-time.Duration(ago) * time.Hour)}
	}
	on := func(all ...Absence) map[PersonID][]Absence {
		out := map[PersonID][]Absence{}
		for _, a := range all {
			out[a.Person] = append(out[a.Person], a)
		}
		return out
	}
	for name, tt := range map[string]struct {
		known   map[PersonID][]Absence
		planned *DayOff // of ben
		round   bool
		from    int // day
	}{
		"nobody else is away":       {nil, nil, false, 0},
		"the cover is":              {on(said("ben", "rita", days(8, 12), 9)), nil, true, 8},
		"before that":               {on(said("ben", "rita", days(1, 6), 9)), nil, false, 0},
		"with somebody else":        {on(said("ben", "yuki", days(8, 12), 9)), nil, false, 0},
		"and the next":              {on(said("ben", "yuki", days(8, 12), 9), said("yuki", "rita", days(11, 20), 8)), nil, true, 11},
		"and the next, not at once": {on(said("ben", "yuki", days(8, 10), 9), said("yuki", "rita", days(11, 20), 8)), nil, false, 0},
		"said anew with another":    {on(said("ben", "rita", days(8, 12), 9), said("ben", "yuki", days(8, 12), 8)), nil, false, 0},
		"as planned":                {nil, &DayOff{First: DayOf(monday.AddDate(0, 0, 9)), Leave: true, Cover: "rita"}, true, 9},
	} {
		w := in(t, Offered)
		w.look.Covers = tt.known
		if tt.planned != nil {
			p := w.c.People["ben"]
			p.Zone, p.Away = "Europe/Berlin", []DayOff{*tt.planned}
			w.c.People["ben"] = p
		}
		d := w.say(&AwayUntil{About: by("rita", w.now), From: days(7, 0).Start, Until: days(0, 14).End, Cover: "ben"})
		want := PersonID("ben")
		if tt.round {
			want = ""
		}
		if len(d.Away) != 1 || d.Away[0].Cover != want {
			t.Errorf("%s: %+v", name, d.Away)
		}
		for _, a := range d.Actions {
			parts := saidParts(a.Why)
			if a.Purpose != PurposeEcho || slices.Contains(parts, "away-cover/round") == tt.round {
				continue
			}
			t.Errorf("%s: the answer is %v", name, parts)
		}
		if tt.round && !roundFrom(d, monday.AddDate(0, 0, tt.from)) {
			t.Errorf("%s: not from day %d: %+v", name, tt.from, d.Actions)
		}
	}
}

// roundFrom says whether the answer tells that the covers go round from then on.
func roundFrom(d Decision, from time.Time) bool {
	y, m, day := from.Date()
	for _, a := range d.Actions {
		for _, arg := range a.Why.Args {
			for _, r := range arg.Reasons {
				if r.Sentence() == "away-cover/round" {
					gy, gm, gd := r.Args[1].Time.In(berlin).Date()
					return gy == y && gm == m && gd == day
				}
			}
		}
	}
	return false
}

// TestTheCoverThatWasSaidLastHolds: for the time in which two absences of one rep overlap, and the answer says so.
func TestTheCoverThatWasSaidLastHolds(t *testing.T) {
	days := func(from, to int) calendar.Span {
		return calendar.Span{Start: monday.AddDate(0, 0, from), End: monday.AddDate(0, 0, to)}
	}
	w := in(t, Offered)
	w.look.Covers = map[PersonID][]Absence{"rita": {{Person: "rita", Cover: "ben", Span: days(7, 28),
		Said: monday.Add(-time.Hour)}}}
	d := w.say(&AwayUntil{About: by("rita", w.now), From: days(10, 0).Start, Until: days(0, 14).End, Cover: "yuki"})
	told := false
	for _, a := range d.Actions {
		told = told || slices.Contains(saidParts(a.Why), "away-cover/instead")
	}
	if !told {
		t.Errorf("the answer does not say whom it is instead of: %s", actionsText(d.Actions))
	}
	known := append(w.look.Covers["rita"], d.Away...)
	for _, order := range [][]Absence{known, {known[1], known[0]}} {
		turn := begin(w.h, &Status{}, Env{Now: monday, Config: w.c, Lookups: Lookups{
			Covers: map[PersonID][]Absence{"rita": order}}})
		for day, want := range map[int]PersonID{8: "ben", 11: "yuki", 20: "ben", 30: ""} {
			if got := turn.coverAt("rita", monday.AddDate(0, 0, day)); got != want {
				t.Errorf("on day %d %q stands in, want %q", day, got, want)
			}
		}
	}
}
