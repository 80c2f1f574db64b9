package dates

import (
	"testing"
	"time"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"Thu 26 Nov 14:00-15:00 CET / 8-9am ET", "Donnerstag, den 26. November um halb drei für eine Stunde",
		"jeudi 26/11 à 15h30, heure de Paris",
		"el jueves a las tres y media de la tarde", "giovedì dalle 15 alle 16", "quinta-feira às 15h",
		"donderdag kwart over drie", "11月26日（木）午後3時半から1時間",
		"2026-11-26T14:00:00.5+01:00", "a week from Thursday at noon", "26.11.", "3/4", "Tue or Wed",
		"25 Oct 2026 02:30 CEST", "p. m.", "Europe/Berlin",
	} {
		f.Add(seed, int64(1795424400), "Europe/Berlin")
	}
	f.Add("28 Mar 2027 02:30", int64(1795424400), "America/New_York")
	f.Fuzz(func(t *testing.T, phrase string, unix int64, zone string) {
		now, loc := fuzzed(t, unix, zone)
		u := Parse(phrase, now, loc)
		checkSound(t, phrase, u, now)
		if len(said(t, u.Ask)) > 2000 || len(u.Span) > 300 {
			t.Errorf("%q: question of %d bytes, span of %d", phrase, len(said(t, u.Ask)), len(u.Span))
		}
	})
}

func FuzzUntil(f *testing.F) {
	for _, seed := range []string{
		"I'm out of the office until 4 Dec. Back on Monday, 7 December.",
		"Ich bin vom 23.11. bis einschließlich 4.12.2026 im Urlaub.", "de retour le 5 janvier à 9h",
		"Estoy fuera de la oficina hasta el 4 de diciembre inclusive", "Sono in ferie dal 3 al 4 dicembre",
		"até 4 de dezembro", "t/m 4 december afwezig", "12月4日（金）まで不在です。",
		"away until 15:00", "until until until 4 4 4 Dec Dec", "back back back 1.1.1.1.1.1",
	} {
		f.Add(seed, int64(1795424400), "Europe/Berlin")
	}
	f.Fuzz(func(t *testing.T, text string, unix int64, zone string) {
		now, loc := fuzzed(t, unix, zone)
		back, ok := Until(text, now, loc)
		switch {
		case ok && !back.After(now):
			t.Errorf("%q: back %v is not after %v", text, back, now)
		case ok && back.After(now.AddDate(horizon, 0, 2)):
			t.Errorf("%q: back only at %v", text, back)
		case !ok && !back.IsZero():
			t.Errorf("%q: unsure, and yet %v", text, back)
		}
	})
}

// fuzzed bounds the viewpoint to the years in which mail is read.
func fuzzed(t *testing.T, unix int64, zone string) (time.Time, *time.Location) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Skip()
	}
	const century = 100 * 365 * 24 * 3600
	return time.Unix((unix%century+century)%century, 0).In(loc), loc
}
