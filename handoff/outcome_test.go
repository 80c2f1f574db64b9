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
	w.over()
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
		w.over()
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

// missed is a handoff of which the rep says that the guest did not come, in Berlin on Thursday 26 November, 10:00.
func missed(t testing.TB) *world {
	w := in(t, Past)
	w.now = inBerlin(time.November, 26, 10, 0)
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShow})
	return w
}

func pats(w *world, n int) *Picked { return &Picked{About: seen("pat@globex.example", w.now), N: n} }

func TestAGuestWhoDidNotComeIsOfferedThreeTimes(t *testing.T) {
	w := in(t, Past)
	w.withCalendars("rita")
	w.now = inBerlin(time.November, 26, 10, 0)
	w.busyAt("rita", inBerlin(time.November, 27, 10, 0), inBerlin(time.November, 27, 17, 0), "k")
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShow})
	w.want(Past, "verdict-no-show")
	if w.got(PurposeProposal, "pat@globex.example") != 1 || len(w.h.Times.Slots) != 3 {
		t.Fatalf("times %+v, sent %s", w.h.Times, actionsText(w.sent))
	}
	for i, s := range w.h.Times.Slots {
		if i > 0 && s.Start.Sub(w.h.Times.Slots[i-1].Start) < 12*time.Hour {
			t.Errorf("two times on one day: %v", w.h.Times.Slots)
		}
		if s.Start.Before(inBerlin(time.November, 27, 17, 0)) {
			t.Errorf("%s is offered, and the rep is busy then", s.Start.In(berlin))
		}
	}
	if n := w.h.Next; n.What != DueTimes || n.Owner != "rita" {
		t.Errorf("next %+v", n)
	}
	w.say(&Judge{About: by("quinn", w.now), Outcome: OutcomeNoShow})
	if w.got(PurposeProposal, "pat@globex.example") != 1 {
		t.Error("the prospect is written to again when the qualifier says the same")
	}
}

func TestANumberBooksTheTime(t *testing.T) {
	w := missed(t)
	slot, revision := w.h.Times.Slots[1], w.h.Revision
	w.say(pats(w, 2))
	w.want(Offered, "picked")
	if !w.h.Start.Equal(slot.Start) || w.h.Revision != revision+1 || w.h.Rep() != "rita" || len(w.h.Assignments) != 1 ||
		len(w.h.Verdicts) != 0 || w.h.Times != nil {
		t.Fatalf("start %s, revision %d, rep %s, verdicts %v", w.h.Start, w.h.Revision, w.h.Rep(), w.h.Verdicts)
	}
	for _, to := range []string{"pat@globex.example", "rita"} {
		if w.got(PurposeUpdate, to) != 1 {
			t.Errorf("%s got %d invitations", to, w.got(PurposeUpdate, to))
		}
	}
	w.say(pats(w, 2))
	w.want(Offered, "picked-nothing")
}

func TestATimeThatIsGoneIsNotBooked(t *testing.T) {
	w := missed(t)
	w.withCalendars("rita")
	slot, start := w.h.Times.Slots[1], w.h.Start
	w.busyAt("rita", slot.Start, slot.End, "k")
	w.after(time.Hour).say(pats(w, 2))
	w.want(Past, "picked-gone")
	if !w.h.Start.Equal(start) || w.got(PurposeProposal, "pat@globex.example") != 2 || w.h.Times.Slots[1] == slot {
		t.Fatalf("start %s, times %v, sent %s", w.h.Start, w.h.Times, actionsText(w.sent))
	}
	late := missed(t)
	late.now = late.h.Times.Slots[0].Start
	late.say(pats(late, 1))
	late.want(Past, "picked-gone")
}

func TestANumberThatNobodyProvedIsAskedAbout(t *testing.T) {
	w := missed(t)
	f := pats(w, 1)
	f.Strength = Weak
	w.say(f)
	w.want(Past, "proposed")
	if w.got(PurposeQuestion, "rita") != 2 { // what next, and whether the time suits
		t.Fatalf("sent %s", actionsText(w.sent))
	}
	w.say(&Agree{About: by("rita", w.now)})
	if w.h.State != Offered && w.h.State != Accepted {
		t.Fatalf("%s: %s", w.h.State, w.reason)
	}
}

func TestSilenceAfterANoShowClosesTheLead(t *testing.T) {
	w := missed(t)
	w.due()
	w.want(Closed, "no-show")
	if at := w.now.In(berlin); !at.Equal(inBerlin(time.December, 3, 18, 0)) {
		t.Errorf("closed on %s", at)
	}
	if w.h.Return == nil || w.h.Return.Code != Code(OutcomeNoShow) {
		t.Errorf("closed as %+v", w.h.Return)
	}
	w.after(time.Hour).say(&Judge{About: by("rita", w.now), Outcome: OutcomeHeld})
	w.want(Held, "held")

	wrote := missed(t)
	wrote.after(time.Hour).say(&Replied{About: seen("pat@globex.example", wrote.now), Reach: ReachProspect})
	wrote.due()
	wrote.want(Returned, "times-lapsed")
}

func TestNobodyMeetsAnEmptyChair(t *testing.T) {
	w := in(t, Escalated)
	for w.h.State == Escalated {
		w.due()
	}
	w.want(Returned, "regretted")
	if at := w.now.In(berlin); !at.Equal(meeting.Add(-time.Hour)) {
		t.Errorf("the prospect is told at %s", at)
	}
	for to, purpose := range map[string]Purpose{"pat@globex.example": PurposeCancel, "quinn": PurposeReturned} {
		if w.got(purpose, to) != 1 {
			t.Errorf("%s got %d × %s", to, w.got(purpose, to), purpose)
		}
	}
	if w.got(PurposeProposal, "pat@globex.example") != 1 || w.got(PurposeNotice, "mara") == 0 || w.h.stands() {
		t.Fatalf("sent %s", actionsText(w.sent))
	}
	rep := w.h.Times.Rep
	w.say(pats(w, 1))
	w.want(Offered, "picked")
	if w.h.Rep() != rep || w.got(PurposeInvite, string(rep)) != 1 || w.got(PurposeInvite, "pat@globex.example") != 1 {
		t.Errorf("rep %s, sent %s", w.h.Rep(), actionsText(w.sent))
	}

	taken := in(t, Escalated)
	taken.say(&Take{About: by("mara", taken.now)})
	for taken.h.State == Offered || taken.h.State == Accepted {
		taken.due()
	}
	taken.want(Past, "over")

	back := in(t, Returned)
	for back.h.State == Returned && back.h.stands() {
		back.due()
	}
	for back.h.State == Escalated {
		back.due()
	}
	back.want(Returned, "regretted")

	untold := in(t, Escalated)
	untold.h.Prospects[0].Stopped = true
	untold.say(&Status{About: by("quinn", untold.now)})
	for untold.h.State == Escalated {
		untold.due()
	}
	untold.want(Past, "started-without")
}

func TestTheTurnComesBackAfterANoShow(t *testing.T) {
	w := in(t, Past)
	before := w.load["rita"]
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShow})
	if got := w.load["rita"].Turns; got != before.Turns-1 {
		t.Fatalf("turns %d before, %d after the no-show", before.Turns, got)
	}
	w.say(&Judge{About: by("quinn", w.now), Outcome: OutcomeNoShow})
	w.after(time.Hour)
	for name, f := range map[string]Fact{"the time that was picked": pats(w, 1),
		"held after all": &Judge{About: by("mara", w.now), Outcome: OutcomeHeld}} {
		again := *w
		again.load = map[PersonID]Load{"rita": w.load["rita"]}
		again.say(f)
		if got := again.load["rita"].Turns; got != before.Turns {
			t.Errorf("%s: turns %d, want %d", name, got, before.Turns)
		}
	}
	w.due()
	if got := w.load["rita"].Turns; got != before.Turns-1 {
		t.Errorf("turns %d when it is closed", got)
	}
}
