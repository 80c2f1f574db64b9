package handoff

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// sums adds up what decisions booked, by person.
type sums map[PersonID]int

func (s sums) book(entries []Entry) {
	for _, e := range entries {
		s[e.Person] += e.Turns
	}
}

// What the end of a turn books: one turn for the offer stands, unless the rep had no part in its end.
func TestLedgerOfATurn(t *testing.T) {
	for _, row := range []struct {
		end  EndReason
		want int // of the rep, over the whole turn
	}{
		{EndSilence, 1}, {EndDeclined, 1}, {EndRejected, 1}, {EndDone, 1}, {EndWithdrawn, 1},
		{EndAway, 0}, {EndBounced, 0}, {EndManager, 0}, {EndGone, 0}, {EndProspect, 0}, {EndGiven, 0},
	} {
		w := in(t, Draft)
		turn := begin(w.h, &Status{}, w.env())
		turn.offer("ben", nil)
		turn.finishTurn(row.end)
		got := sums{}
		got.book(turn.ledger)
		if got["ben"] != row.want || len(got) != 1 {
			t.Errorf("a turn that ends with %s costs %v, want %d", row.end, got, row.want)
		}
		for _, e := range turn.ledger {
			if e.Handoff != w.h.ID || !e.At.Equal(w.now) || e.Turns == 0 && e.Kind != EntryAnswered {
				t.Errorf("entry %+v", e)
			}
		}
		n := len(turn.ledger)
		if turn.finishTurn(row.end); len(turn.ledger) != n {
			t.Errorf("%s is booked twice", row.end)
		}
	}
}

func TestLedgerPenaltyIsThePolicys(t *testing.T) {
	for penalty := range 3 {
		w := newWorld(t)
		w.c.Teams[0].Policy.Penalty = penalty
		w.say(fixtureBrief(w.now))
		for w.h.Rep() == "rita" {
			w.due()
		}
		if got := w.load["rita"].Turns; got != 1 {
			t.Errorf("silence that is only claimed costs %d turns", got)
		}
		w.claims()
		if got := w.load["rita"].Turns; got != 1+penalty {
			t.Errorf("silence with a penalty of %d costs %d turns", penalty, got)
		}
	}
}

// A rep who had answered in time has had one turn, however late the answer was read, and the rep in between none.
func TestLedgerOfALeadThatIsGivenBack(t *testing.T) {
	w := in(t, Offered)
	inTime := w.h.Current().Due.Add(-time.Minute)
	for w.h.Rep() == "rita" {
		w.due()
	}
	other := w.h.Rep()
	w.after(time.Minute).say(&Answered{About: by("rita", inTime), Attendee: "rita@acme.example",
		PartStat: calendar.Accepted, Sequence: w.h.Sequence})
	w.want(Offered, "given-back")
	if w.load["rita"].Turns != 1 || w.load[other].Turns != 0 {
		t.Errorf("the ledger has %d turns for rita and %d for %s, want 1 and 0", w.load["rita"].Turns, w.load[other].Turns,
			other)
	}
}

// A turn that was given back counts again if the rep goes on with it after all.
func TestLedgerOfATurnThatGoesOn(t *testing.T) {
	bounced := func() *world {
		w := newWorld(t)
		away := []calendar.Span{{Start: monday, End: meeting.AddDate(0, 0, 1)}}
		w.look.Away = map[PersonID][]calendar.Span{"ben": away, "yuki": away}
		w.say(fixtureBrief(w.now))
		w.after(time.Hour).say(&Bounced{About: About{At: w.now}, Person: "rita", Address: "rita@acme.example",
			Permanent: true})
		w.want(Escalated, "nobody-fits")
		if w.load["rita"].Turns != 0 {
			t.Fatalf("a bounce leaves rita with %d turns", w.load["rita"].Turns)
		}
		return w
	}
	late := bounced()
	late.say(&Replied{About: by("rita", late.now), Reach: ReachProspect})
	late.answered("rita", calendar.Accepted)
	late.want(Accepted, "")
	kept := bounced()
	kept.say(&Keep{About: by("mara", kept.now)})
	kept.want(Offered, "kept")
	for name, w := range map[string]*world{"accepted late": late, "kept by the manager": kept} {
		if got := w.load["rita"].Turns; got != 1 {
			t.Errorf("%s: rita has %d turns, want 1", name, got)
		}
	}
	other := in(t, Held)
	was := other.h.Rep()
	other.say(&Assign{About: by("mara", other.now), Rep: "yuki"})
	if other.load["yuki"].Turns != 0 || other.load[was].Turns != 1 {
		t.Errorf("the ledger of a lead that was assigned after the meeting: %v", other.load)
	}
	other.say(&Reject{About: by("yuki", other.now), Criteria: []string{"budget"}})
	if other.load["yuki"].Turns != 0 || other.load["yuki"].Had != 0 {
		t.Errorf("a turn that was never booked is returned: %v", other.load)
	}
}

// Whatever happens to one lead, nobody gains a turn by it.
func TestLedgerNeverPaysOut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		w.say(fixtureBrief(w.now))
		for range rapid.IntRange(5, 40).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(r, "minutes")) * time.Minute)
			f, was := drawFact(r, w), w.h.State
			w.say(f)
			for id, l := range w.load {
				if l.Turns < 0 {
					r.Fatalf("%s in %s leaves %s with %d turns of one lead (%s)", f.Kind(), was, id, l.Turns, w.reason)
				}
			}
		}
	})
}
