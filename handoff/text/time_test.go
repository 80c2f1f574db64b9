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
	for _, c := range []struct {
		name, got, want string
	}{
		{"winter", Stretch(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:30:00Z"), berlin), "Tuesday 24 November 2026, 15:00–15:30 CET"},
		{"summer", Stretch(at("2026-07-01T13:00:00Z"), at("2026-07-01T14:00:00Z"), berlin), "Wednesday 1 July 2026, 15:00–16:00 CEST"},
		{"hour that comes twice", Stretch(at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"), berlin), "Sunday 25 October 2026, 02:30 CEST–02:30 CET"},
		{"over midnight", Stretch(at("2026-11-24T22:30:00Z"), at("2026-11-24T23:30:00Z"), berlin), "Tuesday 24 November 2026, 23:30 CET – Wednesday 25 November 2026, 00:30 CET"},
		{"no end", Stretch(at("2026-11-24T14:00:00Z"), time.Time{}, berlin), "Tuesday 24 November 2026, 15:00 CET"},
		{"same day elsewhere", Elsewhere(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:30:00Z"), berlin, york), "09:00–09:30 EST"},
		{"other day elsewhere", Elsewhere(at("2026-11-24T20:00:00Z"), at("2026-11-24T20:30:00Z"), berlin, kolkata), "Wednesday 25 November 2026, 01:30–02:00 IST"},
		{"instant elsewhere", Elsewhere(at("2026-11-24T14:00:00Z"), at("2026-11-24T14:00:00Z"), berlin, york), "09:00 EST"},
		{"weeks between the two changes", Stamp(at("2026-10-28T14:00:00Z"), york), "Wed 28 Oct 2026, 10:00 EDT"},
		{"zone without abbreviation", Stamp(at("2026-11-24T14:00:00Z"), zone(t, "Asia/Dubai")), "Tue 24 Nov 2026, 18:00 UTC+4"},
		{"short span", StampSpan(at("2026-11-24T14:00:00Z"), at("2026-11-24T16:00:00Z"), berlin), "Tue 24 Nov 2026, 15:00–17:00 CET"},
		{"short span of two days", StampSpan(at("2026-11-24T22:00:00Z"), at("2026-11-25T09:00:00Z"), berlin), "Tue 24 Nov 2026, 23:00 CET – Wed 25 Nov 2026, 10:00 CET"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}
