package handoff

import (
	"encoding/json"
	"testing"
	"time"

	"handoffd/handoff/dates"
)

// TestAQuestionAboutADateIsKeptAsACode: no sentence is stored, and what is stored is the same when it is read back.
func TestAQuestionAboutADateIsKeptAsACode(t *testing.T) {
	zone, now := Location("Europe/Berlin"), time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for phrase, code := range map[string]Code{
		"Fri at 7": "ask-date/meant", "Fri 25 Nov 15:00": "ask-date/weekday", "31 April 3pm": "ask-date/no-such-day",
		"Fri 3pm UTC+5 or Thu 3pm": "ask-date/meant", "some day": "ask-date/word",
	} {
		r := OfDate(dates.Parse(phrase, now, zone).Ask)
		if r.Code != "ask-date" || len(r.Args) != 1 || r.Args[0].Reasons[0].Sentence() != code {
			t.Errorf("%q asks %s, want %s", phrase, r, code)
		}
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Reason
		if err := json.Unmarshal(data, &back); err != nil || !back.Same(r) {
			t.Errorf("%q: %s is read back as %s, %v", phrase, data, back, err)
		}
	}
	if r := OfDate(dates.Parse("Fri 15:00", now, zone).Ask); !r.Empty() {
		t.Errorf("a date without a question asks %s", r)
	}
}
