package handoff

import (
	"testing"
	"time"
)

// asked are those who were asked what became of the meeting, in order.
func (w *world) asked() []PersonID {
	var out []PersonID
	for _, a := range w.sent {
		if a.Purpose == PurposeOutcome {
			out = append(out, a.To.Person)
		}
	}
	return out
}

func TestTheQualifierIsAskedOnlyAfterASilentDayOfTheRep(t *testing.T) {
	w := in(t, Accepted)
	w.due()
	w.want(Past, "over") // Wednesday 25 November, 15:00 in London
	if got := w.asked(); len(got) != 1 || got[0] != "rita" {
		t.Fatalf("asked at the end: %v", got)
	}
	w.due() // Thursday is the rep's own
	w.want(Past, "outcome-asked")
	if at := w.now.In(berlin); !at.Equal(inBerlin(time.November, 27, 10, 0)) {
		t.Errorf("the qualifier is asked on %s", at)
	}
	if got := w.asked(); len(got) != 2 || got[1] != "quinn" {
		t.Fatalf("asked after a silent day: %v", got)
	}
	w.due()
	w.want(Past, "unconfirmed")
	if at := w.now.In(berlin); !at.Equal(inBerlin(time.November, 30, 10, 0)) {
		t.Errorf("the manager is asked on %s", at)
	}
	if got := w.asked(); len(got) != 2 {
		t.Errorf("somebody was asked twice: %v", got)
	}
}

func TestAVerdictEndsTheAsking(t *testing.T) {
	for _, by := range []PersonID{"rita", "quinn", "mara"} {
		w := in(t, Accepted)
		w.hold = true
		w.due()
		ask := w.due().Actions
		w.say(&Judge{About: About{At: w.now, By: Who{Person: by}, Strength: Seen}, Outcome: OutcomeMoved})
		for _, a := range ask {
			if ok, why := Wanted(w.h, a, w.now); ok && a.Purpose == PurposeOutcome {
				t.Errorf("%s has said it, and %s is still asked: %s", by, a.To, why)
			}
		}
	}
}

func TestTheOtherSideHearsTheVerdict(t *testing.T) {
	for _, c := range []struct {
		by   PersonID
		told []PersonID
	}{{"rita", []PersonID{"quinn"}}, {"quinn", []PersonID{"rita"}}, {"mara", []PersonID{"quinn", "rita"}}} {
		w := in(t, Past)
		w.say(&Judge{About: by(c.by, w.now), Outcome: OutcomeHeld})
		w.want(Held, "held")
		for _, id := range []PersonID{"quinn", "rita", "mara"} {
			want := 0
			for _, told := range c.told {
				if told == id {
					want = 1
				}
			}
			if got := w.got(PurposeNotice, string(id)); got != want {
				t.Errorf("%s says it was held: %s got %d notices, want %d", c.by, id, got, want)
			}
		}
	}
}

func TestNotWhatIHeardGoesToTheManager(t *testing.T) {
	w := in(t, Past)
	w.say(&Disagree{About: by("quinn", w.now)})
	w.want(Past, "no-verdict")
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeHeld})
	w.after(13 * 24 * time.Hour).say(&Disagree{About: by("quinn", w.now)})
	w.want(Past, "disputed")
	if w.h.Next.Owner != "mara" || w.got(PurposeQuestion, "mara") != 1 {
		t.Fatalf("owner %s, sent %s", w.h.Next.Owner, actionsText(w.sent))
	}
	w.say(&Disagree{About: by("quinn", w.now)})
	w.want(Past, "disputed-already")
	w.say(&Judge{About: by("mara", w.now), Outcome: OutcomeHeld})
	w.want(Held, "held")

	late := in(t, Held)
	late.after(15 * 24 * time.Hour).say(&Disagree{About: by("quinn", late.now)})
	late.want(Held, "too-late")
}
