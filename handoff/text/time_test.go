package text

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func instant(t *testing.T, s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTimesInWords(t *testing.T) {
	berlin, york, kolkata := zone(t, "Europe/Berlin"), zone(t, "America/New_York"), zone(t, "Asia/Kolkata")
	at := func(s string) time.Time { return instant(t, s) }
	now := at("2026-11-16T09:00:00Z")
	for _, c := range []struct {
		name, got, want string
	}{
		{"winter", StampSpan(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:30:00Z"), now, berlin),
			"Tue 24 Nov, 15:00–15:30 CET"},
		{"summer", StampSpan(at("2026-07-01T13:00:00Z"), at("2026-07-01T14:00:00Z"), now, berlin),
			"Wed 1 Jul, 15:00–16:00 CEST"},
		{"hour that comes twice", StampSpan(at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"), now, berlin),
			"Sun 25 Oct, 02:30 CEST–02:30 CET"},
		{"over midnight", StampSpan(at("2026-11-24T22:30:00Z"), at("2026-11-24T23:30:00Z"), now, berlin),
			"Tue 24 Nov, 23:30 CET – Wed 25 Nov, 00:30 CET"},
		{"no end", StampSpan(at("2026-11-24T14:00:00Z"), time.Time{}, now, berlin), "Tue 24 Nov, 15:00 CET"},
		{"same day elsewhere", Elsewhere(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:30:00Z"), now, berlin, york),
			"09:00–09:30 EST"},
		{"other day elsewhere", Elsewhere(at("2026-11-24T20:00:00Z"), at("2026-11-24T20:30:00Z"), now, berlin, kolkata),
			"Wed 25 Nov, 01:30–02:00 IST"},
		{"instant elsewhere", Elsewhere(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:00:00Z"), now, berlin, york),
			"09:00 EST"},
		{"weeks between the two changes", Stamp(at("2026-10-28T14:00:00Z"), now, york), "Wed 28 Oct, 10:00 EDT"},
		{"zone without abbreviation", Stamp(at("2026-11-24T14:00:00Z"), now, zone(t, "Asia/Dubai")),
			"Tue 24 Nov, 18:00 UTC+4"},
		{"far away", Stamp(at("2027-11-24T14:00:00Z"), now, berlin), "Wed 24 Nov 2027, 15:00 CET"},
		{"long ago", Stamp(at("2025-11-24T14:00:00Z"), now, berlin), "Mon 24 Nov 2025, 15:00 CET"},
		{"not known from when", Stamp(at("2026-11-24T14:00:00Z"), time.Time{}, berlin), "Tue 24 Nov 2026, 15:00 CET"},
		{"a day", Day(at("2026-11-24T23:30:00Z"), now, berlin), "Wed 25 Nov"},
		{"the clock", Clock(at("2026-11-16T16:00:00Z"), berlin), "17:00"},
		{"brief today", Brief(at("2026-11-16T16:00:00Z"), now, berlin), "17:00"},
		{"brief in days", Brief(at("2026-11-19T16:00:00Z"), now, berlin), "Thu 17:00"},
		{"brief in a week", Brief(at("2026-11-24T16:00:00Z"), now, berlin), "Tue 24 Nov, 17:00"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestDaysAhead(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := instant(t, "2026-11-16T09:00:00Z")
	for at, want := range map[string]int{"2026-11-16T16:00:00Z": 0, "2026-11-16T23:30:00Z": 1, "2026-11-17T08:00:00Z": 1,
		"2026-11-24T16:00:00Z": 2, "2026-11-15T16:00:00Z": 2} {
		if got := DaysAhead(instant(t, at), now, berlin); got != want {
			t.Errorf("%s: %d, want %d", at, got, want)
		}
	}
}
