package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

var later24 = meeting.Add(24 * time.Hour)

// proposedByRep is a world in which the rep asked for another time after accepting.
func proposedByRep(t *testing.T) *world {
	w := in(t, Accepted)
	w.say(&Proposed{About: by("rita", w.now), Start: later24})
	w.mustBe(Accepted, "proposed")
	return w
}

func seen(address string, at time.Time) About {
	a := outside(address, at)
	a.Strength = Seen
	return a
}

// TestTheRepsTimeIsPutToTheProspect, who agrees by plain reply: revision+1, and the rep's own proposal is his accept.
func TestTheRepsTimeIsPutToTheProspect(t *testing.T) {
	w := proposedByRep(t)
	if !w.sentTo(PurposeProposal, "", "pat@globex.example") || !w.sentTo(PurposeNotice, "proposed", "quinn") {
		t.Fatal("prospect and qualifier were not told")
	}
	revision := w.h.Revision
	w.sent = nil
	w.after(time.Hour).say(&Agree{About: seen("pat@globex.example", w.now)})
	w.mustBe(Accepted, "moved")
	if !w.h.Start.Equal(later24) || w.h.Revision != revision+1 ||
		!w.sentTo(PurposeUpdate, "moved", "pat@globex.example") || !w.sentTo(PurposeUpdate, "moved", "rita") {
		t.Errorf("at %s, revision %d", w.h.Start, w.h.Revision)
	}
}

// TestAnUnverifiedYesChangesNothing until rep or qualifier confirm it.
func TestAnUnverifiedYesChangesNothing(t *testing.T) {
	for _, who := range []PersonID{"rita", "quinn"} {
		w := proposedByRep(t)
		w.say(&Agree{About: by("rita", w.now)})
		if w.reason.Code != "not-yours" {
			t.Fatalf("the rep agrees to his own proposal: %s", w.reason.Code)
		}
		w.after(time.Hour).say(&Agree{About: outside("pat@globex.example", w.now)})
		if !w.h.Start.Equal(meeting) || w.h.Moving == nil || !w.sentTo(PurposeQuestion, "prospect-says", "rita") ||
			!w.sentTo(PurposeQuestion, "prospect-says", "quinn") {
			t.Fatalf("at %s: %s", w.h.Start, w.reason)
		}
		w.after(time.Minute).say(&Agree{About: by(who, w.now)})
		if !w.h.Start.Equal(later24) {
			t.Errorf("%s confirms: %s", who, w.reason)
		}
	}
}

func TestARefusedTimeLeavesTheOldOne(t *testing.T) {
	for name, f := range map[string]Fact{"prospect": &Refuse{About: seen("pat@globex.example", monday.Add(4*time.Hour))},
		"qualifier":             &Refuse{About: by("quinn", monday.Add(4*time.Hour))},
		"the rep takes it back": &Refuse{About: by("rita", monday.Add(4*time.Hour))}} {
		w := proposedByRep(t)
		w.after(time.Hour).say(f)
		if w.reason.Code != "refused" || w.h.Moving != nil || !w.h.Start.Equal(meeting) {
			t.Errorf("%s: %s, %+v", name, w.reason.Code, w.h.Moving)
		}
	}
	w := proposedByRep(t)
	w.after(time.Hour).say(&Refuse{About: outside("pat@globex.example", w.now)})
	if w.h.Moving == nil || w.h.Moving.Said != "no" {
		t.Error("an unverified no ends the proposal")
	}
}

// TestAMoveNeedsANewAccept: a yes to the old time is none to the new one; the reply stays valid.
func TestAMoveNeedsANewAccept(t *testing.T) {
	w := in(t, Accepted)
	w.say(&Proposed{About: outside("pat@globex.example", w.now), Start: later24})
	w.after(time.Hour).say(&Agree{About: by("rita", w.now)})
	if a := w.h.Current(); w.h.State != Offered || a.has(RequireAccept) || !a.has(RequireReply) ||
		!w.h.Start.Equal(later24) {
		t.Fatalf("%s at %s: %+v", w.h.State, w.h.Start, a.Evidence)
	}
	w.answered("rita", calendar.Accepted)
	w.mustBe(Accepted, "accepted")
}

// TestAnUnverifiedProspectDoesNotStopTheClock, by words or by calendar: the rep is asked, and the window runs on.
func TestAnUnverifiedProspectDoesNotStopTheClock(t *testing.T) {
	w := in(t, Offered)
	due := w.h.Current().Due
	w.say(&Proposed{About: outside("pat@globex.example", w.now), Start: later24})
	if w.h.Moving == nil || w.h.Next.What != DueStep {
		t.Errorf("%+v", w.h.Next)
	}
	w.after(time.Hour).say(&Refuse{About: by("rita", w.now)})
	if !w.h.Current().Due.Equal(due) {
		t.Errorf("the window was %s, is %s", due, w.h.Current().Due)
	}
	w = in(t, Offered)
	w.say(&Proposed{About: seen("pat@globex.example", w.now), Start: later24})
	if w.h.Next.What != DueProposal {
		t.Errorf("%+v", w.h.Next)
	}
}

// TestAProposalInsteadOfAnEarlierTimeIsNoted: a COUNTER that is sent once more after the meeting has moved asks for
// nothing.
func TestAProposalInsteadOfAnEarlierTimeIsNoted(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Proposed
		asks bool
	}{
		{"of the earlier revision", Proposed{Numbered: true, Sequence: 0}, false},
		{"of the present one", Proposed{Numbered: true, Sequence: 1}, true},
		{"that does not say", Proposed{}, true},
	} {
		w := in(t, Accepted)
		w.say(&Move{About: by("quinn", w.now), Start: later24})
		if w.h.RevSeq != 1 {
			t.Fatalf("the revision begins at %d", w.h.RevSeq)
		}
		c.f.About, c.f.Start = seen("pat@globex.example", w.now), later24.Add(time.Hour)
		w.after(time.Hour).say(&c.f)
		if asks := w.h.Moving != nil; asks != c.asks || !asks && w.reason.Code != "old-revision" {
			t.Errorf("a proposal %s: %s, moving %+v", c.name, w.reason.Code, w.h.Moving)
		}
	}
}

// TestTheProspectsTimeIsCheckedAgainstTheCalendar of the rep, who sees it with the question and can choose another.
func TestTheProspectsTimeIsCheckedAgainstTheCalendar(t *testing.T) {
	w := in(t, Accepted)
	w.withCalendars("rita")
	w.busyAt("rita", later24, later24.Add(time.Hour), "k1")
	w.say(&Proposed{About: outside("pat@globex.example", w.now), Start: later24})
	c := w.h.Clash
	if c == nil || c.Asked != RoleRep || !c.Move || len(c.Slots) == 0 {
		t.Fatalf("%+v", c)
	}
	w.say(&Move{About: by("rita", w.now), Start: c.Slots[1].Start, End: c.Slots[1].End})
	if m := w.h.Moving; m == nil || m.By != RoleRep || m.Asked != RoleProspect || !m.Start.Equal(c.Slots[1].Start) {
		t.Errorf("%+v", m)
	}
}

// TestTheMoveIsAskedAboutFirst: the qualifier moves to a time at which the rep is busy.
func TestTheMoveIsAskedAboutFirst(t *testing.T) {
	w := in(t, Accepted)
	w.withCalendars("rita", "ben")
	w.busyAt("rita", later24, later24.Add(time.Hour), "k1")
	w.say(&Move{About: by("quinn", w.now), Start: later24})
	w.mustBe(Accepted, "clash")
	if !w.h.Start.Equal(meeting) || !w.h.Clash.Move {
		t.Fatalf("moved to %s", w.h.Start)
	}
	w.after(time.Minute).say(&KeepTime{About: by("quinn", w.now)})
	w.mustBe(Offered, "moved")
	if !w.h.Start.Equal(later24) {
		t.Errorf("at %s", w.h.Start)
	}
}

// TestTheProspectHearsThatTheTimeStays: who asked for another time and does not get it is told, once, whether it was
// refused or nobody answered.
func TestTheProspectHearsThatTheTimeStays(t *testing.T) {
	for name, end := range map[string]func(w *world){
		"refused": func(w *world) { w.after(time.Hour).say(&Refuse{About: by("rita", w.now)}) },
		"lapsed": func(w *world) {
			w.now = w.h.Next.At
			w.say(&Deadline{About: About{At: w.now}, What: w.h.Next.What, Due: w.h.Next.At})
		},
	} {
		w := in(t, Accepted)
		w.say(&Proposed{About: seen("pat@globex.example", w.now), Start: later24})
		w.sent = nil
		end(w)
		if !w.h.Start.Equal(meeting) || w.h.Moving != nil || !w.sentTo(PurposeProposal, "stays", "pat@globex.example") {
			t.Errorf("%s: at %s, moving %+v, %s", name, w.h.Start, w.h.Moving, w.reason)
		}
	}
	w := proposedByRep(t)
	w.sent = nil
	w.say(&Refuse{About: seen("pat@globex.example", w.now)})
	if w.sentTo(PurposeProposal, "stays", "pat@globex.example") {
		t.Error("the prospect said no himself and is told")
	}
}
