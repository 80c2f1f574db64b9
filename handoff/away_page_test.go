package handoff

import (
	"testing"
	"time"
)

// TestAwayOfEveryStateByAPage: an absence that is told on a page is taken whatever stands; the page answers by itself.
func TestAwayOfEveryStateByAPage(t *testing.T) {
	for _, s := range States {
		if s == New {
			continue
		}
		for _, via := range []string{ViaPage, ViaLink, "imap"} {
			w := in(t, s)
			rep := w.h.Rep()
			if rep == "" {
				rep = w.c.Teams[0].Reps[0]
			}
			about := About{At: w.now, By: Who{Person: rep}, Via: via}
			if d := w.say(&AwayUntil{About: about, Until: w.now.Add(30 * 24 * time.Hour)}); d.Reason.Empty() {
				t.Errorf("%s by %s: no reason", s, via)
			}
		}
	}
}
