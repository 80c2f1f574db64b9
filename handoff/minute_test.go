package handoff

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestNoRuleTurnsOnPartsOfAMinute: a life that is shifted by parts of a minute, with mails that take a while, has the
// same windows, reminders and claims, each open until the same day.
func TestNoRuleTurnsOnPartsOfAMinute(t *testing.T) {
	type turnOf struct {
		rep         PersonID
		opened, due time.Time
		claimed     bool
		until       time.Time
		reminded    time.Time
	}
	life := func(shift, lag time.Duration) (out []turnOf) {
		w := newWorld(t)
		w.c.Teams[0].Policy.Window, w.c.Teams[0].Policy.Reassign = 8*time.Hour, 2
		w.c.Teams[0].Policy.NextHalf = true
		w.now = w.now.Add(shift)
		w.timed, w.lag = true, lag
		w.say(fixtureBrief(w.now))
		reminded := map[int]time.Time{}
		for range 12 {
			if w.h.State != Offered {
				break
			}
			n, step := w.h.number(), w.h.Next.What == DueStep
			if step {
				reminded[n] = w.h.Next.At
			}
			w.due()
			w.now = w.now.Add(lag)
		}
		for _, a := range w.h.Assignments {
			one := turnOf{rep: a.Rep, opened: a.Opened, due: a.Due, claimed: a.Claim != nil, reminded: reminded[a.N]}
			if a.Claim != nil {
				one.until = a.Claim.Until
			}
			out = append(out, one)
		}
		return out
	}
	want := life(0, 0)
	if len(want) < 2 || !want[0].claimed || !want[1].claimed {
		t.Fatalf("the life has no two claims: %+v", want)
	}
	w := in(t, Offered)
	silent(w)
	today := w.c.Clock("rita").NextToday(w.now)
	read := ClaimEnds(&w.h, w.c, 1, today)
	rapid.Check(t, func(t *rapid.T) {
		shift := time.Duration(rapid.IntRange(0, 59_000).Draw(t, "shift")) * time.Millisecond
		lag := time.Duration(rapid.IntRange(0, 999).Draw(t, "lag")) * time.Millisecond
		if got := ClaimEnds(&w.h, w.c, 1, today.Add(shift)); !got.Equal(read) {
			t.Fatalf("read %s after the day began: until %s, want %s", shift, got, read)
		}
		got := life(shift, lag)
		if len(got) != len(want) {
			t.Fatalf("%d turns, want %d", len(got), len(want))
		}
		for i, a := range want {
			if got[i] != a {
				t.Fatalf("shifted by %s, mails %s on their way: turn %d is\n%+v, want\n%+v", shift, lag, i+1, got[i], a)
			}
		}
	})
}
