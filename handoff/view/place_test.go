package view

import (
	"testing"
	"time"

	"handoffd/handoff/text"
)

func TestZoneOfTheMeeting(t *testing.T) {
	winter := time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"UTC+05:30": "Tue 24 Nov 2026, 19:30 UTC+5:30", "UTC-03:00": "Tue 24 Nov 2026, 11:00 UTC-3",
		"Mars/Olympus": "Tue 24 Nov 2026, 14:00 UTC",
		"Local":        "Tue 24 Nov 2026, 14:00 UTC", // the zone of the machine
	} {
		if got := text.Stamp(winter, time.Time{}, meetingZone(zone)); got != want {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

func TestWebAddress(t *testing.T) {
	for place, want := range map[string]bool{
		"https://meet.example/x?y=1": true, "http://meet.example": true, "javascript:alert(1)": false,
		"Room 4, Main St": false, "https://user@evil.example/": false,
		"https://a.example b": false, "data:text/html,x": false, "https://": false, "+49 30 1234": false,
	} {
		if got := webAddress(place) != ""; got != want {
			t.Errorf("webAddress(%q): %t, want %t", place, got, want)
		}
	}
}
