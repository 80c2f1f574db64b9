package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// byMail is an acceptance by mail under a UID, in the name of a colleague or an address, sent from an address.
func (w *world) byMail(who, uid, from string, s Strength, p calendar.PartStat) Decision {
	f := mailed(w, who, uid, from, s)
	f.PartStat = p
	f.MessageID = "m-" + from + w.now.Format("150405")
	return w.say(f)
}

func (w *world) partStat(address string) calendar.PartStat {
	for _, g := range slices.Backward(w.h.Guests) {
		if g.Address == address {
			return g.PartStat
		}
	}
	return ""
}

// TestEachTurnHasAnEventOfItsOwn: the prospect's UID is for life; each turn, also of a rep who comes back, begins with
// one that nobody had, and the old rep's event is cancelled under its own.
func TestEachTurnHasAnEventOfItsOwn(t *testing.T) {
	w := in(t, Offered)
	seen := map[string]bool{w.h.UID: true}
	pats, turns := w.h.UID, 0
	for _, rep := range []PersonID{"", "ben", "rita", "rita"} {
		old := w.h.Last().UID
		w.sent = nil
		switch {
		case rep == "":
		case rep == w.h.Rep():
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"budget": "40k"}})
		default:
			w.say(&Assign{About: by("mara", w.now), Rep: rep})
		}
		turns++
		uid := w.h.Current().UID
		if seen[uid] || w.h.UID != pats {
			t.Fatalf("turn %d of %s has the UID %q, the prospect %q", turns, w.h.Rep(), uid, w.h.UID)
		}
		seen[uid] = true
		for _, a := range w.sent {
			switch {
			case a.Purpose == PurposeCancel && a.UID != old, a.Purpose == PurposeInvite && a.To.Person != "" && a.UID != uid,
				a.To.Person == "" && a.UID != "":
				t.Errorf("%s to %s is about %q", a.Purpose, a.To, a.UID)
			}
		}
		if rep != "" && !slices.ContainsFunc(w.sent, func(a Action) bool {
			return a.Purpose == PurposeCancel &&
				a.UID == old
		}) {
			t.Errorf("nothing cancels %s", old)
		}
		w.after(time.Hour)
	}
	if got := len(w.h.Events().UIDs()); got != 1+turns {
		t.Errorf("%d UIDs are known after %d turns", got, turns)
	}
}

// TestAnAnswerUnderTheOtherSidesUIDCountsForNobody: whoever sends it, proved or not.
func TestAnAnswerUnderTheOtherSidesUIDCountsForNobody(t *testing.T) {
	for _, x := range []struct {
		who, from string
		s         Strength
	}{{"rita", "rita@acme.example", Seen}, {"rita", "pat@globex.example", Weak}, {"rita", "x@evil.example", Seen}} {
		w := in(t, Offered)
		w.byMail(x.who, w.h.UID, x.from, x.s, calendar.Accepted)
		if len(w.h.Current().Evidence) != 0 || w.reason.Code != "other-side" ||
			w.partStat("rita@acme.example") != calendar.NeedsAction {
			t.Errorf("%+v counted: %v", x, w.reason)
		}
		w.byMail("pat@globex.example", w.h.Current().UID, "pat@globex.example", Seen, calendar.Accepted)
		if w.partStat("pat@globex.example") != calendar.NeedsAction {
			t.Errorf("the prospect answered the rep's invitation: %v", w.reason)
		}
	}
}

// TestSomebodyElseIsNeverBelieved: the other side, its company, a colleague whom nothing names, proved or not; any
// other address is, weakly.
func TestSomebodyElseIsNeverBelieved(t *testing.T) {
	for from, counts := range map[string]bool{"pat@globex.example": false, "lee@globex.example": false,
		"ben@acme.example": false,
		"rita@icloud.com":  true, "x@evil.example": true} {
		for _, s := range []Strength{Seen, Weak} {
			w := in(t, Offered)
			f := mailed(w, "rita", w.h.Current().UID, from, s)
			f.Strength = Weak // as the mail's reader has it, who knows none of them as hers
			w.say(f)
			if got := len(w.h.Current().Evidence) == 1; got != counts {
				t.Errorf("from %s, %s: counted %t, %v", from, s, got, w.reason)
			}
		}
	}
}

// TestUnderASharedUIDARepNeedsProof: as in handoffs of older installations, and under the event of a calendar server.
func TestUnderASharedUIDARepNeedsProof(t *testing.T) {
	w := newWorld(t)
	w.noUIDs = true
	w.say(fixtureBrief(w.now))
	w.byMail("rita", w.h.UID, "rita@acme.example", Weak, calendar.Accepted)
	w.byMail("rita", w.h.UID, "rita@icloud.com", Weak, calendar.Accepted)
	if len(w.h.Current().Evidence) != 0 || w.reason.Code != "not-proven" {
		t.Fatalf("without proof: %v", w.reason)
	}
	w.byMail("pat@globex.example", w.h.UID, "pat@globex.example", Weak, calendar.Accepted)
	if w.partStat("pat@globex.example") != calendar.Accepted {
		t.Errorf("the prospect's: %v", w.reason)
	}
	w.byMail("rita", w.h.UID, "rita@acme.example", Seen, calendar.Accepted)
	if len(w.h.Current().Evidence) != 1 {
		t.Errorf("with proof: %v", w.reason)
	}
}

// TestARepWhoComesBackStartsAfresh: what is said to the event of a turn that has ended never counts for a later one of
// the same rep.
func TestARepWhoComesBackStartsAfresh(t *testing.T) {
	w := in(t, Offered)
	old := w.h.Current().UID
	w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
	w.say(&Assign{About: by("mara", w.now), Rep: "rita"})
	for _, p := range []calendar.PartStat{calendar.Accepted, calendar.Declined} {
		w.after(time.Minute).byMail("rita", old, "rita@acme.example", Seen, p)
		if w.h.Rep() != "rita" || w.h.State != Offered || len(w.h.Current().Evidence) != 0 || w.reason.Code != "ended-turn" {
			t.Fatalf("%s to the first event: %s with %s, %v", p, w.h.State, w.h.Rep(), w.reason)
		}
	}
	w.after(time.Minute).byMail("rita", w.h.Current().UID, "rita@acme.example", Seen, calendar.Accepted)
	if len(w.h.Current().Evidence) != 1 {
		t.Errorf("to the present one: %v", w.reason)
	}
}

// TestAUIDThatBeginsAfterAMoveKnowsNoEarlierTime: whatever number an answer under it carries, it is to the present
// time.
func TestAUIDThatBeginsAfterAMoveKnowsNoEarlierTime(t *testing.T) {
	w := in(t, Offered)
	w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(24 * time.Hour)})
	w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
	if w.h.RevSeq == 0 {
		t.Fatal("the move raised nothing")
	}
	f := mailed(w, "ben", w.h.Current().UID, "ben@acme.example", Seen)
	f.Sequence = 0
	w.say(f)
	if len(w.h.Current().Evidence) != 1 {
		t.Fatalf("it does not count: %v", w.reason)
	}
	w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(48 * time.Hour)})
	f = mailed(w, "ben", w.h.Current().UID, "ben@acme.example", Seen)
	f.Sequence, f.MessageID = w.h.RevSeq-1, "later"
	w.after(time.Minute).say(f)
	if len(w.h.Current().Evidence) != 0 || w.reason.Code != "old-revision" {
		t.Errorf("an answer to the time before: %v", w.reason)
	}
}

// TestUnlistedAnswersAreAskedAboutOnce: an alias, a forward or a room counts for nobody.
func TestUnlistedAnswersAreAskedAboutOnce(t *testing.T) {
	w := in(t, Offered)
	w.sent = nil
	for range 3 {
		w.after(time.Minute).byMail("info@globex.example", w.h.UID, "info@globex.example", Seen, calendar.Accepted)
		w.byMail("home@icloud.com", w.h.Current().UID, "home@icloud.com", Seen, calendar.Accepted)
		room := mailed(w, "room5@globex.example", w.h.UID, "room5@globex.example", Seen)
		room.Room = true
		w.say(room)
	}
	var asked []string
	for _, a := range w.sent {
		asked = append(asked,
			string(a.Step)+" "+DetailOf[QuestionDetail](a).Address+" for "+DetailOf[QuestionDetail](a).Guest)
	}
	want := []string{"unlisted info@globex.example for pat@globex.example", "yours home@icloud.com for rita@acme.example"}
	if !slices.Equal(asked, want) || len(w.h.Current().Evidence) != 0 {
		t.Errorf("asked %q, want %q; evidence %+v", asked, want, w.h.Current().Evidence)
	}
	for i := range 50 {
		address := string(rune('a'+i%26)) + w.now.Format("05") + "x" + string(rune('a'+i/26)) + "@evil.example"
		w.byMail(address, w.h.UID, address, Seen, calendar.Accepted)
	}
	if len(w.h.Open) > maxQuestions || len(w.sent) > maxQuestions {
		t.Errorf("strangers had %d questions asked", len(w.sent))
	}
}

// TestWhatWasNotTheRepsIsTakenBack: `no` undoes an acceptance, a soft hold and a decline from an unknown address.
func TestWhatWasNotTheRepsIsTakenBack(t *testing.T) {
	for _, p := range []calendar.PartStat{calendar.Accepted, calendar.Tentative, calendar.Declined} {
		w := in(t, Offered)
		w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		w.byMail("rita", w.h.Current().UID, "x@evil.example", Weak, p)
		if w.partStat("rita@acme.example") != p {
			t.Fatalf("%s did not count: %v", p, w.reason)
		}
		w.after(time.Hour)
		w.say(&Refuse{About: by("rita", w.now)})
		a := w.h.Current()
		if w.h.State != Offered || a == nil || a.Rep != "rita" || a.Soft || a.has(RequireAccept) || !a.has(RequireReply) ||
			!w.h.Next.At.After(w.now) {
			t.Errorf("%s taken back: %s with %s, %+v: %v", p, w.h.State, w.h.Rep(), a, w.reason)
		}
		if len(w.h.OpenTo("rita", QuestionSender)) != 0 {
			t.Errorf("%s: the question stands", p)
		}
	}
}

// TestPlusTagsAreToldApartByTheEvent: the address without a tag is the rep's under the rep's UID.
func TestPlusTagsAreToldApartByTheEvent(t *testing.T) {
	w := in(t, Offered)
	p := w.c.People["rita"]
	p.Emails = []string{"me+rita@acme.example"}
	w.c.People["rita"] = p
	q := w.c.People["ben"]
	q.Emails = []string{"me+ben@acme.example"}
	w.c.People["ben"] = q
	if who := w.h.Events().Answerer(w.c, w.h.Current().UID, "me@acme.example"); who.Person != "rita" {
		t.Errorf("under the rep's UID it is %+v", who)
	}
	if who := w.h.Events().Answerer(w.c, "elsewhere@handoffd", "me@acme.example"); who.Person != "" {
		t.Errorf("under another it is %+v", who)
	}
}

// TestTheCopyIsWrittenOnceForAnAnswer: only where there is a copy, and only when the answer is another one.
func TestTheCopyIsWrittenOnceForAnAnswer(t *testing.T) {
	for events, want := range map[EventsIn]int{EventsMailed: 0, EventsCopied: 2, EventsHosted: 0} {
		w := newWorld(t)
		w.c.Events = events
		w.say(fixtureBrief(w.now))
		w.sent = nil
		for _, p := range []calendar.PartStat{calendar.Tentative, calendar.Tentative, calendar.Accepted, calendar.Accepted} {
			w.after(time.Minute)
			f := mailed(w, "rita", turnUID(w), "rita@acme.example", Seen)
			if events == EventsHosted {
				f.UID = ""
			}
			f.PartStat, f.MessageID = p, "m"+w.now.Format("150405")
			w.say(f)
		}
		n := 0
		for _, a := range w.sent {
			if a.Purpose == PurposeCopy {
				n++
			}
		}
		if n != want {
			t.Errorf("events %q: the copy was written %d times, want %d", events, n, want)
		}
	}
}
