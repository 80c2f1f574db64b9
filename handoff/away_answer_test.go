package handoff

import (
	"testing"
	"time"
)

// TestTheAnswerToAnAbsenceSaysWhatWasUnderstood: the days, who stands in, and what that means for the lead.
func TestTheAnswerToAnAbsenceSaysWhatWasUnderstood(t *testing.T) {
	for name, tt := range map[string]struct {
		from, until time.Duration
		cover       PersonID
		want        Code
	}{
		"later, and back in time": {30 * 24 * time.Hour, 40 * 24 * time.Hour, "", "away-understood"},
		"with a cover":            {30 * 24 * time.Hour, 40 * 24 * time.Hour, "ben", "away-understood/cover-and"},
		"over the meeting":        {0, 10 * 24 * time.Hour, "ben", "away-understood/cover-and"},
	} {
		w := in(t, Offered)
		d := w.say(&AwayUntil{About: by("rita", w.now), From: w.now.Add(tt.from), Until: w.now.Add(tt.until), Cover: tt.cover})
		said := false
		for _, a := range d.Actions {
			if a.Purpose == PurposeEcho && a.To.Person == "rita" {
				said = true
				if a.Why.Sentence() != tt.want || len(a.Why.Args) < 2 {
					t.Errorf("%s: %s", name, a.Why)
				}
			}
		}
		if !said {
			t.Errorf("%s: no answer", name)
		}
	}
}
