package handoff

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestForecastComesTrue plays random facts and then lets what is due fall due: what is told to follow is what Decide
// does.
func TestForecastComesTrue(t *testing.T) {
	seen := map[Then]int{}
	play := func(r *rapid.T) {
		w := newWorld(t)
		if from := rapid.SampledFrom(States).Draw(r, "from"); from != New && from != Draft {
			w = in(t, from)
		} else {
			w.say(fixtureBrief(w.now))
		}
		for range rapid.IntRange(0, 12).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(r, "minutes")) * time.Minute)
			f := drawFact(r, w)
			drawLookups(r, w)
			enough(r, w, f)
			w.say(f)
		}
		told := w.h.Forecast(w.c, w.now)
		if w.h.State.Finished() != (told == Forecast{}) {
			r.Fatalf("%s: told %+v", w.h.State, told)
		}
		if w.h.State.Finished() || w.h.Next.What == DueStep || w.h.Next.What == DueSend || told.Early {
			return // a reminder comes before, or nobody knows yet when the window closes
		}
		before := w.h
		if w.now.Before(before.Next.At) {
			w.now = before.Next.At
		}
		told = w.h.Forecast(w.c, w.now)
		w.look.Outages = nil
		d := w.say(&Deadline{What: before.Next.What, Due: before.Next.At})
		if why := comesTrue(told, before, d); why != "" {
			r.Fatalf("%s in %s: told %+v, but %s\nreason: %s", before.Next.What, before.State, told, why, d.Reason)
		}
		seen[told.Then]++
	}
	for range 5 { // some endings are rare
		rapid.Check(t, play)
	}
	t.Logf("%v", seen)
}

// comesTrue says what of a forecast did not happen.
func comesTrue(told Forecast, was Handoff, d Decision) string {
	h := d.Handoff
	in := func(states ...State) string {
		for _, s := range states {
			if h.State == s {
				return ""
			}
		}
		return "it is " + string(h.State)
	}
	switch told.Then {
	case ThenClosed:
		return in(Closed)
	case ThenManager, ThenManagerNear, ThenManagerPart:
		return in(Escalated)
	case ThenAccepted:
		return in(Accepted)
	case ThenOver:
		return in(Past)
	case ThenBack, ThenRegret:
		return in(Returned)
	case ThenNextRep, ThenDeclined:
		if h.Current() != nil && h.Current().N == len(was.Assignments) {
			return "the same rep has it"
		}
	case ThenNextManager:
		if h.State != Escalated || h.Next.Owner != told.To {
			return string(h.Next.Owner) + " is asked"
		}
	case ThenAsk, ThenAskDaily, ThenManagerHas, ThenTooNear, ThenLook, ThenConfirm, ThenAbsent:
		if h.State != was.State {
			return in(was.State)
		}
	case ThenOldTime:
		if h.Moving != nil || !h.Start.Equal(was.Start) {
			return "the time is still open"
		}
	}
	return ""
}
