package main

import (
	"strings"
	"testing"
)

// TestDateShowsADayToCome: how a date is written is shown with a day that is not past.
func TestDateShowsADayToCome(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-30T10:00:00Z": "Tue 1 Dec 2026 15:00", "2026-12-01T10:00:00Z": "Tue 8 Dec 2026 15:00",
		"2027-12-30T23:30:00Z": "Tue 4 Jan 2028 15:00",
	} {
		_, out, _ := said(t, "", "date", "--now", now, "--zone", "UTC", "blah")
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("on %s: %s", now, out)
		}
	}
	if _, out, _ := said(t, "", "date", "--now", "2026-11-30T10:00:00Z", "tomorrow at noon"); strings.Contains(out, "Local") {
		t.Errorf("%s", out)
	}
}
