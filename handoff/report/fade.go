package report

import (
	"time"

	"handoffd/handoff"
)

// fadeDays is after how many days a silence is nobody's any more.
const fadeDays = 90

// Faded takes the names off silences that are older than ninety days at the instant, in place: they count for the team,
// and for no person.
func Faded(told []handoff.Told, now time.Time) []handoff.Told {
	before := now.AddDate(0, 0, -fadeDays)
	for _, t := range told {
		for i := range t.Moments {
			if m := &t.Moments[i]; m.Kind == handoff.MomentSilence && m.At.Before(before) {
				m.Rep = ""
			}
		}
	}
	return told
}
