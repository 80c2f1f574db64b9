package handoff

import (
	"testing"
	"time"
)

// alone is the prospect's word, twenty minutes after the start of a meeting that the rep had accepted.
func aloneAt(t testing.TB, s Strength) (*world, Decision) {
	w := in(t, Accepted).attending()
	w.sent, w.now = nil, meeting.Add(20*time.Minute)
	f := &NobodyCame{About: seen(pat, w.now)}
	f.Strength = s
	d := w.say(f)
	return w, d
}

func TestNobodyCameIsHeardAtOnce(t *testing.T) {
	w, d := aloneAt(t, Seen)
	w.want(Past, "nobody-came")
	for _, id := range []PersonID{"rita", "mara"} {
		if w.got(PurposeQuestion, string(id)) != 1 {
			t.Errorf("%s got %s", id, actionsText(w.sent))
		}
	}
	for _, a := range d.Actions {
		if a.When != Live || !a.Urgent() {
			t.Errorf("%s waits", a.Key())
		}
	}
	if n := w.h.Next; n.What != DueAbsent || !n.At.Equal(inBerlin(time.November, 25, 17, 20)) {
		t.Errorf("next %+v", n) // two hours of the rep in London
	}
	if len(w.h.Verdicts) != 0 || w.got(PurposeProposal, pat) != 0 {
		t.Errorf("recorded at once: %v", w.h.Verdicts)
	}
	early := in(t, Accepted)
	early.say(&NobodyCame{About: seen(pat, early.now)})
	early.want(Accepted, "nobody-came")
}

func TestOurNoShowIsRecorded(t *testing.T) {
	for name, record := range map[string]func(*world){
		"the rep confirms":     func(w *world) { w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShowUs}) },
		"two hours pass":       func(w *world) { w.due() },
		"the manager says so":  func(w *world) { w.say(&Judge{About: by("mara", w.now), Outcome: OutcomeNoShowUs}) },
		"and the rep says too": func(w *world) { w.due(); w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShowUs}) },
	} {
		w, _ := aloneAt(t, Seen)
		turns := w.load["rita"].Turns
		record(w)
		if o, disputed := w.h.Verdict(); w.h.State != Past || o != OutcomeNoShowUs || disputed ||
			w.got(PurposeProposal, pat) != 1 || w.load["rita"].Turns != turns {
			t.Errorf("%s: %s, %s, disputed %t, sent %s", name, w.h.State, o, disputed, actionsText(w.sent))
			continue
		}
		w.after(time.Hour).say(pats(w, 1))
		w.want(Offered, "picked")
	}
	w, _ := aloneAt(t, Seen)
	w.due()
	w.due()
	w.want(Returned, "times-lapsed") // it was not the prospect's silence that lost the lead
}

func TestARepWhoWasThereIsBelievedUntilTheManagerSays(t *testing.T) {
	w, _ := aloneAt(t, Seen)
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeHeld})
	w.want(Held, "held")
	w.say(&NobodyCame{About: seen(pat, w.now)})
	w.want(Past, "nobody-came")
	if _, disputed := w.h.Verdict(); !disputed || w.h.Next.Owner != "mara" || w.got(PurposeProposal, pat) != 0 {
		t.Errorf("next %+v, sent %s", w.h.Next, actionsText(w.sent))
	}
}

func TestAWordThatNobodyProvedRecordsNothing(t *testing.T) {
	w, _ := aloneAt(t, Weak)
	w.want(Past, "nobody-came")
	if w.got(PurposeQuestion, "rita") != 1 || w.h.Next.What != DueOutcome {
		t.Errorf("next %+v, sent %s", w.h.Next, actionsText(w.sent))
	}
}

func TestTheQualifierReadsTheProspectAfterTheMeeting(t *testing.T) {
	for s, want := range map[State]int{Accepted: 0, Past: 1, Held: 1} {
		w := in(t, s)
		w.say(&Replied{About: seen(pat, w.now), Reach: ReachOnlyHere})
		if w.got(PurposeRelay, "quinn") != want || w.got(PurposeRelay, "rita") != 1 {
			t.Errorf("%s: sent %s", s, actionsText(w.sent))
		}
	}
}
