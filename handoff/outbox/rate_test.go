package outbox

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/handoff"
)

// TestTheRateIsKept hands over as eagerly as the limiter lets, at odd times, and counts every span.
func TestTheRateIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := limiter{Rate: Rate{
			Every: time.Duration(rapid.Int64Range(1, int64(time.Minute)).Draw(t, "every")),
			Burst: rapid.IntRange(0, 20).Draw(t, "burst"),
		}}
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		var at []time.Time // of each mail
		for range 40 {
			wanted := rapid.IntRange(1, 16).Draw(t, "wanted")
			n := l.allow(now, wanted)
			if n > wanted {
				t.Fatalf("%d of %d mails allowed", n, wanted)
			}
			if n == 0 && !l.until.After(now) {
				t.Fatalf("nothing is allowed at %s, and nothing to wait for: until %s", now, l.until)
			}
			l.took(n)
			for range n {
				at = append(at, now)
			}
			switch {
			case n == 0 && rapid.Bool().Draw(t, "wait"):
				now = l.until
				if l.allow(now, 1) == 0 {
					t.Fatalf("nothing is allowed at %s, as was said; now until %s", now, l.until)
				}
			case rapid.Bool().Draw(t, "later"):
				now = now.Add(time.Duration(rapid.Int64Range(0, int64(5*l.Every)).Draw(t, "pause")))
			}
		}
		for i := range at {
			for j := i; j < len(at); j++ {
				most := max(l.Burst, 1) + int(at[j].Sub(at[i])/l.Every)
				if n := j - i + 1; n > most {
					t.Fatalf("%d mails within %s, at most %d", n, at[j].Sub(at[i]), most)
				}
			}
		}
	})
}

// TestTheDailyBudgetIsKept spends a day's mails at once and waits for the next day (UTC), whatever the rate.
func TestTheDailyBudgetIsKept(t *testing.T) {
	for _, every := range []time.Duration{0, time.Second} {
		l := limiter{Rate: Rate{Every: every, Burst: 50, Daily: 20}}
		evening := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
		for _, want := range []int{16, 4, 0, 0} {
			n := l.allow(evening, 16)
			if n != want {
				t.Fatalf("%s: %d allowed, want %d", every, n, want)
			}
			l.took(n)
		}
		midnight := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		if !l.until.Equal(midnight) {
			t.Errorf("%s: waits until %s", every, l.until)
		}
		if n := l.allow(midnight.In(handoff.Location("Asia/Tokyo")), 30); n != 20 {
			t.Errorf("%s: %d on the next day", every, n)
		}
	}
}

// TestAClockSetBackHaltsNothing: what was handed over counts for one burst at most.
func TestAClockSetBackHaltsNothing(t *testing.T) {
	l := limiter{Rate: Rate{Every: time.Second, Burst: 5}}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	l.took(l.allow(now, 5))
	now = now.Add(-time.Hour)
	if n := l.allow(now, 5); n != 0 || l.until.After(now.Add(time.Second)) {
		t.Errorf("%d allowed, then not before %s", n, l.until)
	}
}
