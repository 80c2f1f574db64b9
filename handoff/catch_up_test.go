package handoff

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// TestNobodyIsLeftWithWhatWasSo are lives in which somebody once was: a random life found each.
func TestNobodyIsLeftWithWhatWasSo(t *testing.T) {
	const pat = "pat@globex.example"
	alone := func(w *world) *world { w.c.Teams[0].Reps = []PersonID{"rita"}; return w }
	for _, c := range []struct {
		name string
		life func(w *world) Decision
		want []string // what goes out after the last fact
	}{
		{"a rep who left the team accepts after all, and gets the event again", func(w *world) Decision {
			alone(w).say(&RosterChanged{About: About{At: w.now}, Person: "rita", Left: true})
			w.after(time.Minute).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
			return w.answered("rita", calendar.Accepted)
		}, []string{"invite → rita"}},
		{"a time that changed while nobody could be asked", func(w *world) Decision {
			w.say(&Take{About: by("mara", w.now)})
			w.say(&Reject{About: by("mara", w.now), Criteria: []string{"budget"}})
			return w.say(&Amended{About: by("quinn", w.now), Start: w.now.Add(time.Hour)})
		}, []string{"update.moved → pat@globex.example", "update.moved → mara"}},
		{"the swap fails for want of a prospect", func(w *world) Decision {
			w.h.Prospects[0].Stopped = true
			return w.say(&NameRep{About: by("mara", w.now), Rep: "ben"})
		}, []string{"notice.passed-on → rita"}},
		{"the meeting is over and somebody else answers for the lead", func(w *world) Decision {
			w.now = meeting.Add(2 * time.Hour)
			w.h.State = Past
			return w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
		}, []string{"notice.passed-on → rita"}},
		{"another place is told to whoever holds the event, and to nobody twice", func(w *world) Decision {
			return w.say(&Amended{About: by("quinn", w.now), Place: "room 2"})
		}, []string{"update.place → rita", "update.place → " + pat}},
		{"another place with a time that cannot be", func(w *world) Decision {
			return w.say(&Amended{About: by("quinn", w.now), Place: "room 2", Start: w.now.Add(-time.Hour)})
		}, []string{"update.place → rita", "update.place → " + pat}},
		{"another place by somebody else", func(w *world) Decision {
			return w.say(&Amended{About: by("mara", w.now), Place: "room 2"})
		}, []string{"notice.place → quinn (today)"}},
		{"another place of a manager who had the lead before", func(w *world) Decision {
			w.say(&Take{About: by("mara", w.now)})
			w.say(&Reject{About: by("mara", w.now), Criteria: []string{"budget"}})
			return w.say(&Take{About: by("mara", w.now), Place: "room 2"})
		}, []string{"update.place → " + pat}},
		{"another link of the rep", func(w *world) Decision {
			was := w.c.People["rita"].Link
			setLink(w, "rita", "https://meet.example/new")
			return w.say(&RosterChanged{About: About{At: w.now}, Person: "rita",
				Changes: []RosterChange{{What: RosterLink, Was: was, Now: "https://meet.example/new"}}})
		}, []string{"update.place → rita", "update.place → " + pat, "notice.place → quinn (today)"}},
		{"a draft that a manager gives out", func(w *world) Decision {
			*w = *in(t, Draft)
			return w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
		}, []string{"receipt.offered → quinn"}},
		{"an invitation that was called off before the lead woke up again", func(w *world) Decision {
			alone(w).say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			w.say(&NurtureUntil{About: by("rita", w.now), Until: w.now.Add(day)})
			w.c.Teams[0].Policy.Lead = 40 * day
			w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(day)})
			return w.say(&Accept{About: by("rita", w.now)})
		}, []string{"invite → rita", "invite → " + pat}},
		{"nobody knows whether an event gone from the calendar was meant", func(w *world) Decision {
			alone(w).say(&Removed{About: About{At: w.now}, Person: "rita"})
			for w.h.State == Offered {
				w.due()
			}
			return w.say(&Reject{About: by("mara", w.now), Criteria: []string{"budget"}})
		}, []string{"notice.passed-on → rita"}},
		{"somebody else settles what a manager was asked to decide", func(w *world) Decision {
			for w.h.State == Offered {
				w.due()
			}
			return w.say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
		}, []string{"notice.settled → mara"}},
		{"the same, when the meeting had begun without anybody", func(w *world) Decision {
			w.escalatedUnsent()
			w.begunWithoutAnybody()
			return w.say(&Move{About: by("quinn", w.now), Start: w.now.Add(3 * day)})
		}, []string{"notice.settled → mara"}},
		{"the same, by a verdict", func(w *world) Decision {
			w.escalatedUnsent()
			w.begunWithoutAnybody()
			return w.say(&Judge{About: by("quinn", w.now), Outcome: OutcomeCancelled})
		}, []string{"notice.settled → mara"}},
		{"a returned lead that a manager was asked about", func(w *world) Decision {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			w.due()
			return w.after(day).say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"budget": "20k"}})
		}, []string{"notice.settled → mara"}},
		{"a returned lead that the rep puts to sleep", func(w *world) Decision {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			return w.say(&NurtureUntil{About: by("rita", w.now), Until: w.now.AddDate(0, 1, 0)})
		}, []string{"notice.settled → quinn"}},
		{"an absence that the meeting gets out of the way of", func(w *world) Decision {
			*w = *in(t, Accepted)
			w.say(awayNote(w))
			return w.say(&Move{About: by("quinn", w.now), Start: w.now.AddDate(0, 1, 0)})
		}, []string{"notice.settled → mara"}},
		{"a manager who had the lead and is asked who has it next", func(w *world) Decision {
			w.hold, w.c.Teams[0].Policy.Require = true, []Requirement{RequireAccept}
			w.say(&Take{About: by("mara", w.now)})
			w.say(&Judge{About: by("mara", w.now), Outcome: OutcomeCancelled})
			w.say(&Amended{About: by("quinn", w.now), Start: w.now.Add(time.Hour)})
			return w.say(&Bounced{About: About{At: w.now}, Address: pat, Permanent: true, Status: "5.1.1"})
		}, []string{"notice.settled → mara"}},
		{"a returned lead that a manager moves", func(w *world) Decision {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			return w.say(&Move{About: by("mara", w.now), Start: meeting.Add(day)})
		}, []string{"echo.reoffered → mara"}},
		{"a returned lead to which a manager adds", func(w *world) Decision {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			return w.say(&Amended{About: by("mara", w.now), Fields: map[string]string{"budget": "20k"}})
		}, []string{"echo.reoffered → mara"}},
		{"the lead goes back before the meeting, which the rep says is to move", func(w *world) Decision {
			*w = *in(t, Accepted)
			w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeMoved})
			return w.say(&Reject{About: by("mara", w.now), Criteria: []string{"budget"}})
		}, []string{"notice.passed-on → rita"}},
		{"the lead goes back when the meeting should have begun", func(w *world) Decision {
			w.h.Guests = nil // no invitation was out
			w.h.State, w.h.Assignments[0].Ended, w.h.Assignments[0].End = Escalated, w.now, EndSilence
			w.now = meeting
			return w.say(&Bounced{About: About{At: w.now}, Address: pat, Permanent: true, Status: "5.1.1"})
		}, []string{"notice.passed-on → rita"}},
		{"the update was too late for the meeting", func(w *world) Decision {
			w.hold = true
			w.say(&Amended{About: by("quinn", w.now), Start: w.now.Add(time.Hour)})
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			return w.after(2 * time.Hour).say(&Cancel{About: by("quinn", w.now)})
		}, []string{"cancel.off → rita", "cancel.off → " + pat}},
		{"whoever declined still holds the event when a lead that slept is closed", func(w *world) Decision {
			w.say(&Answered{About: outside(pat, w.now), Attendee: pat, PartStat: calendar.Declined, Sequence: w.h.Sequence})
			w.say(&NurtureUntil{About: by("quinn", w.now), Until: w.now.AddDate(0, 1, 0)})
			return w.say(&Cancel{About: by("quinn", w.now)})
		}, []string{"cancel.off → " + pat}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := c.life(in(t, Offered))
			got := strings.Split(actionsText(d.Actions), ", ")
			for _, want := range c.want {
				if !slices.Contains(got, want) {
					t.Errorf("%s: no %s, but %s (%s)", d.Handoff.State, want, got, d.Reason)
				}
			}
		})
	}
}

// escalatedUnsent puts the lead to the manager because the invitation could not go out.
func (w *world) escalatedUnsent() {
	w.h.Assignments[0].Opened = time.Time{}
	w.say(&Status{About: by("quinn", w.now)})
	w.due()
	w.mustBe(Escalated, "invite-not-out")
}

// TestWhatWasNotAskedYetIsNotSettled: what waits for somebody's Today is dropped when it is settled before, and nobody
// hears of it.
func TestWhatWasNotAskedYetIsNotSettled(t *testing.T) {
	w := in(t, Offered)
	w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
	asked := w.due()
	if got := actionsText(asked.Actions); !strings.Contains(got, "question.returned-waits → mara") {
		t.Fatalf("the manager is not asked: %s", got)
	}
	d := w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"budget": "20k"}})
	if got := actionsText(d.Actions); strings.Contains(got, "settled") {
		t.Errorf("told what was never asked: %s", got)
	}
	for _, a := range asked.Actions {
		if ok, _ := Wanted(w.h, a, w.now.Add(day)); ok && a.To.Person == "mara" {
			t.Errorf("still asked: %s", actionsText([]Action{a}))
		}
	}
}

// TestWhoDecidesHearsOnce: what was settled is not told again by what follows.
func TestWhoDecidesHearsOnce(t *testing.T) {
	w := in(t, Offered)
	w.escalatedUnsent()
	settled := 0
	for _, f := range []Fact{&Move{Start: w.now.Add(3 * day)}, &NameRep{Rep: "ben"}, &Move{Start: w.now.Add(4 * day)}} {
		SetHeader(f, by("quinn", w.now))
		settled += strings.Count(actionsText(w.say(f).Actions), "notice.settled → mara")
	}
	if settled != 1 || len(w.h.Deciders) > 0 {
		t.Errorf("told %d times; still to decide: %v", settled, w.h.Deciders)
	}
}

// TestOlderLeadsOfManagers: a lead that was put to a manager before it was kept who was asked.
func TestOlderLeadsOfManagers(t *testing.T) {
	w := in(t, Escalated)
	w.h.Deciders = nil
	if got := actionsText(w.say(&NameRep{About: by("quinn", w.now), Rep: "ben"}).Actions); !strings.Contains(got,
		"notice.settled → mara") {
		t.Error(got)
	}
}

// TestWhatIsNotSoAnyMoreStaysHere are mails that were right when they were decided.
func TestWhatIsNotSoAnyMoreStaysHere(t *testing.T) {
	for _, c := range []struct {
		name string
		said string // the action
		life func(w *world) Decision
		then Fact
	}{
		{"the new time, to a rep whose turn is over", "notice.moved → rita", func(w *world) Decision {
			w.c.Events = EventsHosted
			return w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(day)})
		}, &NameRep{About: by("quinn", monday), Rep: "ben"}},
		{"the invitation, to a prospect who declined", "update.moved → pat@globex.example", func(w *world) Decision {
			return w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(day)})
		}, &Answered{About: outside("pat@globex.example", monday), Attendee: "pat@globex.example",
			PartStat: calendar.Declined, Sequence: -1,
			Start: meeting.Add(day)}},
		{"that a returned lead waits", "question.returned-waits → mara (today)", func(w *world) Decision {
			w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}})
			return w.due()
		}, &Amended{About: by("quinn", monday), Fields: map[string]string{"budget": "20k"}}},
		{"that two answers differ", "question.disputed → mara (today)", func(w *world) Decision {
			*w = *in(t, Past)
			w.hold = true
			w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeNoShow})
			return w.say(&Judge{About: by("quinn", w.now), Outcome: OutcomeHeld})
		}, &Judge{About: by("rita", monday), Outcome: OutcomeHeld}},
		{"that nobody knows whether it was held", "question.unconfirmed → mara (today)", func(w *world) Decision {
			*w = *in(t, Past)
			w.hold = true
			w.due()
			return w.due()
		}, &Judge{About: by("rita", monday), Outcome: OutcomeHeld}},
		{"that it is settled, to whom it is put again", "notice.settled → mara", func(w *world) Decision {
			w.escalatedUnsent()
			return w.say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
		}, &RosterChanged{About: About{At: monday}, Person: "ben", Left: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := in(t, Offered)
			w.hold = true
			d := c.life(w)
			i := slices.IndexFunc(d.Actions, func(a Action) bool { return actionsText([]Action{a}) == c.said })
			if i < 0 {
				t.Fatalf("no %s among %s", c.said, actionsText(d.Actions))
			}
			if ok, why := Wanted(w.h, d.Actions[i], w.now); !ok {
				t.Fatalf("not wanted at first: %s", why)
			}
			w.say(c.then)
			if ok, _ := Wanted(w.h, d.Actions[i], w.now); ok {
				t.Errorf("still goes out in %s with %s", w.h.State, w.h.Rep())
			}
		})
	}
}

// TestWhoeverAnswersForAMeetingIsAskedAnew: a rep who was named after the meeting has never accepted one; a reply alone
// does not accept its new time.
func TestWhoeverAnswersForAMeetingIsAskedAnew(t *testing.T) {
	w := in(t, Past)
	w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
	w.say(&Move{About: by("quinn", w.now), Start: w.now.Add(3 * day)})
	if w.h.State != Offered || w.h.Rep() != "ben" {
		t.Fatalf("%s with %s: %s", w.h.State, w.h.Rep(), w.h.Why)
	}
	w.after(time.Hour).say(&Replied{About: by("ben", w.now), Reach: ReachProspect})
	if w.h.State != Offered {
		t.Errorf("%s by a reply alone: %s", w.h.State, w.h.Why)
	}
	if w.answered("ben", calendar.Accepted); w.h.State != Accepted {
		t.Errorf("%s after the acceptance: %s", w.h.State, w.h.Why)
	}
}

// begunWithoutAnybody lets the meeting begin of which the prospect could not be told that nobody comes.
func (w *world) begunWithoutAnybody() {
	w.h = w.h.clone()
	w.h.Prospects[0].Stopped = true
	w.say(&Status{About: by("quinn", w.now)})
	for w.h.State != Past {
		w.due()
	}
	w.h.Prospects[0].Stopped = false
}
