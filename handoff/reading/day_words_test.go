package reading

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
)

// TestDaysAreAskedAboutAsDays: what is no day that can be taken is told as that, and never asked for a time.
func TestDaysAreAskedAboutAsDays(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	for phrase, want := range map[string]handoff.Code{"banana": "ask-day/not-to-come", "someday": "ask-day/not-to-come",
		"today": "ask-day/past", "3 Jan 2020": "ask-day/past", "Fri 4 Dec 2099": "ask-day/far",
		"1 January 2099": "ask-day/far", "31 February": "ask-date"} {
		ask := askDay(phrase, dates.Parse(phrase, now, nil).Ask, dates.Parse(phrase+" "+morningHour, now, nil).Ask)
		if ask.Sentence() != want {
			t.Errorf("%s: %v", phrase, ask)
		}
		for _, a := range ask.Args {
			if len(a.Reasons) > 1 {
				t.Errorf("%s is asked about twice: %v", phrase, ask)
			}
		}
	}
}
