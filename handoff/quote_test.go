package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// TestWordsGoWithTheQuestion: what the prospect wrote to the handoff address alone is one mail to whoever reads it, in
// every state; whatever is asked because of it quotes it, and where nothing is asked it is passed on.
func TestWordsGoWithTheQuestion(t *testing.T) {
	const pat = "pat@globex.example"
	weak, sure := outside(pat, monday), outside(pat, monday)
	sure.Strength = Seen
	wish := func(w *world, a About) Fact { return &Proposed{About: a, Start: w.now.Add(3 * day)} }
	asked := func(w *world) { w.say(&Proposed{About: by(w.h.Rep(), w.now), Start: w.now.Add(4 * day)}) }
	off := func(w *world, a About) Fact {
		return &Answered{About: a, Attendee: pat, PartStat: calendar.Declined, Sequence: -1, From: pat, Start: w.h.Start,
			Doubt: DoubtEvent}
	}
	for _, c := range []struct {
		name  string
		state State
		first func(w *world)
		fact  func(w *world, a About) Fact
		about About
		want  []string // what carries the words
	}{
		{"another time", Offered, nil, wish, sure, []string{"question.proposal → rita"}},
		{"another time, unproved", Offered, nil, wish, weak, []string{"question.proposal → rita"}},
		{"another time", Accepted, nil, wish, sure, []string{"question.proposal → rita"}},
		{"another time", Draft, nil, wish, sure, []string{"question.proposal → quinn"}},
		{"another time, decided by the manager", Escalated, nil, wish, sure,
			[]string{"question.proposal → mara", "relay.prospect → yuki"}},
		{"another time, decided by the qualifier", Returned, nil, wish, sure,
			[]string{"question.proposal → quinn", "relay.prospect → rita"}},
		{"another time", Held, nil, wish, sure, []string{"relay.prospect → rita"}},
		{"another time", Closed, nil, wish, sure, []string{"relay.prospect → rita"}},
		{"a time that is over", Offered, nil, func(w *world, a About) Fact {
			return &Proposed{About: a,
				Start: w.now.Add(-time.Hour)}
		}, sure,
			[]string{"question.proposal-unclear → quinn", "relay.prospect → rita"}},
		{"yes", Accepted, asked, func(_ *world, a About) Fact { return &Agree{About: a} }, sure,
			[]string{"relay.prospect → rita"}},
		{"yes, unproved", Accepted, asked, func(_ *world, a About) Fact { return &Agree{About: a} }, weak,
			[]string{"question.prospect-says → rita", "question.prospect-says → quinn"}},
		{"no, unproved", Accepted, asked, func(_ *world, a About) Fact { return &Refuse{About: a} }, weak,
			[]string{"question.prospect-says → rita", "question.prospect-says → quinn"}},
		{"a cancellation that may be none", Offered, nil, off, weak, []string{"question.may-cancel → rita"}},
		{"the same again", Offered, func(w *world) { w.say(off(w, weak)) }, off, weak, []string{"relay.prospect → rita"}},
	} {
		w := in(t, c.state)
		if c.first != nil {
			c.first(w)
		}
		c.about.At, c.about.MessageID = w.now, "words@globex.example"
		read := w.say(&Replied{About: c.about, Reach: ReachOnlyHere, Asks: true}).Actions
		c.about.PassOn = true
		var got []string
		for _, a := range append(read, w.say(c.fact(w, c.about)).Actions...) {
			if a.Quotes() == "" {
				continue
			}
			got = append(got, string(a.Purpose)+"."+string(a.Step)+" → "+a.To.String())
			w.h.State = Closed // also once it is settled
			if ok, why := Wanted(w.h, a, w.now); !ok || a.Quotes() != c.about.MessageID {
				t.Errorf("%s in %s: the words %q are lost: %s", c.name, c.state, a.Quotes(), why)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %q, want %q (%s)", c.name, c.state, got, c.want, w.reason)
		}
	}
}
