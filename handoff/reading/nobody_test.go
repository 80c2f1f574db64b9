package reading

import (
	"testing"
	"time"

	"handoffd/handoff"
)

func TestNobodyCameIsRead(t *testing.T) {
	w := newWorld(t)
	w.decide(worldBrief())
	late, early := meeting.Add(20*time.Minute), meeting.Add(-time.Minute)
	pat := handoff.About{At: late, By: handoff.Who{Address: "pat@globex.example"}}
	for said, want := range map[string]bool{
		"Nobody came.": true, "Hi,\n\nI was there at 3 but nobody joined. What happened?\n\nPat": true,
		"No one showed up": true, "I'm still waiting…": true, "Es ist niemand da": true, "You didn't show up!": true,

		"Nobody came up with a better idea": false, "Thanks for the call": false, "We were nobody": false,
		"I will be late": false, "": false,
	} {
		f, ok := ReadWords(said, w.h, pat, w.c, late)
		if _, nobody := f.(*handoff.NobodyCame); nobody != want || nobody != ok {
			t.Errorf("%q is %T, %t", said, f, ok)
		}
		if f, _ := ReadWords(said, w.h, pat, w.c, early); f != nil && f.Kind() == handoff.KindNobodyCame {
			t.Errorf("%q before the start", said)
		}
	}
}
