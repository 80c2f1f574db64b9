package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// toldOfSilence has the silence of rita's first turn claimed, and gives the mail that tells her.
func toldOfSilence(t *testing.T) (*world, Action) {
	t.Helper()
	w := newWorld(t)
	w.say(fixtureBrief(w.now))
	w.hold = true
	for w.h.Assignments[0].Claim == nil {
		for _, a := range w.due().Actions {
			if a.Step == claimStep {
				return w, a
			}
		}
	}
	t.Fatal("nobody is told of the silence")
	return nil, Action{}
}

// TestTheTimeToSayWhyBeginsWhenItIsRead: two working days, of which the one of the Today that tells it is the first.
// Whoever is away till then has them afterwards.
func TestTheTimeToSayWhyBeginsWhenItIsRead(t *testing.T) {
	london := Location("Europe/London")
	day := func(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, london) }
	for name, row := range map[string]struct {
		away []calendar.Span
		want time.Time
	}{
		"told the next morning":              {nil, day(25, 17)},
		"away for the two days after":        {[]calendar.Span{{Start: day(24, 0), End: day(26, 0)}}, day(27, 17)},
		"away to the afternoon of the first": {[]calendar.Span{{Start: day(24, 0), End: day(24, 14)}}, day(25, 17)},
		"away till after a weekend":          {[]calendar.Span{{Start: day(24, 0), End: day(28, 0)}}, time.Date(2026, 12, 1, 17, 0, 0, 0, london)},
	} {
		w := in(t, Offered)
		w.look.Away = map[PersonID][]calendar.Span{"rita": row.away}
		w.hold = true
		for w.h.Assignments[0].Claim == nil {
			w.due()
		}
		if got := w.h.Assignments[0].Claim.Until; !got.Equal(row.want) {
			t.Errorf("%s: until %s, want %s", name, got.In(london), row.want)
		}
	}
}

// TestALateMailGivesTheTimeAnew: nothing is recorded before the mail is out, and two working days after that.
func TestALateMailGivesTheTimeAnew(t *testing.T) {
	w, mail := toldOfSilence(t)
	claim := func() *Claim { return w.h.Assignments[0].Claim }
	first := claim().Until
	w.now = first
	w.say(&Deadline{About: About{At: w.now, Via: "clock"}, What: DueClaim, Due: first})
	if !claim().waits() || !claim().Until.After(first) {
		t.Fatalf("recorded before the rep could read of it: %+v", claim())
	}
	w.now = time.Date(2026, 11, 27, 11, 0, 0, 0, Location("Europe/London")) // a Friday
	says := ClaimEnds(&w.h, w.c, 1, w.now)
	w.say(&Sent{About: About{At: w.now, Via: viaMail}, Key: mail.Key(), Purpose: mail.Purpose, To: mail.To,
		Turn: mail.Assignment})
	want := time.Date(2026, 12, 1, 17, 0, 0, 0, Location("Europe/London"))
	if got := claim().Until; !got.Equal(want) || !says.Equal(want) {
		t.Errorf("until %s, and the mail says %s, want %s", got, says, want)
	}
	w.now = want
	w.say(&Deadline{About: About{At: w.now, Via: "clock"}, What: DueClaim, Due: want})
	if claim().Recorded.IsZero() {
		t.Error("unanswered, it is not recorded")
	}
}

// TestASilenceThatNoMailTellsDoesNotCount: the mail never goes out; the claim does not wait for ever, and costs nothing.
func TestASilenceThatNoMailTellsDoesNotCount(t *testing.T) {
	w, _ := toldOfSilence(t)
	c := w.h.Assignments[0].Claim
	for range 30 {
		if c = w.h.Assignments[0].Claim; !c.waits() {
			break
		}
		w.now = c.Until
		w.say(&Deadline{About: About{At: w.now, Via: "clock"}, What: DueClaim, Due: c.Until})
	}
	if c.Dropped.IsZero() || !c.Recorded.IsZero() || c.Dropped.Before(c.At.Add(claimMost)) {
		t.Errorf("the claim is %+v", c)
	}
}
