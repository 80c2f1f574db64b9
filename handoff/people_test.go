package handoff

import (
	"strings"
	"testing"
	"time"
)

func TestAChoreIsDoneOnOneTapOfEither(t *testing.T) {
	for _, who := range []PersonID{"rita", "quinn", "mara"} {
		w := in(t, Accepted)
		w.hold = true
		d := w.say(&AskChore{About: by("rita", w.now), What: ChoreRemind, Words: "Can you remind Pat?"})
		if got := actionsText(d.Actions); got != "echo.chore → rita, question.chore → quinn (today)" {
			t.Fatal(got)
		}
		asked := d.Actions[1]
		if ok, _ := Wanted(w.h, asked, w.now); !ok {
			t.Error("the other side is not asked")
		}
		d = w.after(time.Minute).say(&DoChore{About: by(who, w.now)})
		if got := actionsText(d.Actions); !strings.HasPrefix(got, "proposal.remind → pat@globex.example") {
			t.Fatalf("%s: %s: %s", who, got, d.Reason)
		}
		if ok, _ := Wanted(w.h, asked, w.now); ok {
			t.Errorf("%s did it, and the other is asked still", who)
		}
		if c := w.h.Chores[0]; c.Who != who || c.By != "rita" || c.Of != "quinn" {
			t.Errorf("%+v", c)
		}
		if w.say(&DoChore{About: by("rita", w.now)}); w.reason.Code != "chore-none" {
			t.Errorf("done twice: %s", w.reason)
		}
		w.say(AcceptedInWords(seen("pat@globex.example", w.now)))
		if ok, _ := Wanted(w.h, d.Actions[0], w.now); !ok {
			t.Error("a reminder is not sent to a prospect who accepted")
		}
	}
	w := in(t, Accepted)
	w.say(&AskChore{About: by("ben", w.now), What: ChoreRemind})
	w.want(Accepted, "not-yours")
	other := in(t, Accepted)
	d := other.say(&AskChore{About: by("quinn", other.now), What: ChoreRemind, Words: "Can you chase Pat?"})
	if got := actionsText(d.Actions); got != "echo.chore → quinn, question.chore → rita (today)" {
		t.Errorf("the other way round: %s", got)
	}
}

func TestAnotherTimeIsFoundWithoutAnybodysWork(t *testing.T) {
	w := in(t, Accepted)
	w.withCalendars("rita", "ben", "yuki")
	w.say(&AskChore{About: by("rita", w.now), What: ChoreReschedule, Words: "Can you reschedule with Pat?"})
	start := w.h.Start
	d := w.after(time.Minute).say(&DoChore{About: by("rita", w.now)})
	if got := actionsText(d.Actions); !strings.HasPrefix(got, "proposal.reschedule → pat@globex.example") ||
		w.h.Times == nil || len(w.h.Times.Slots) != 3 {
		t.Fatalf("%s: %s, times %+v", got, d.Reason, w.h.Times)
	}
	if w.h.State != Accepted || !w.h.Start.Equal(start) {
		t.Fatalf("%s at %s: the old time stands until another is taken", w.h.State, w.h.Start)
	}
	late := *w
	slot := w.h.Times.Slots[1]
	w.say(&Picked{About: seen("pat@globex.example", w.now), N: 2})
	if !w.h.Start.Equal(slot.Start) || w.h.State != Offered || w.h.Rep() != "rita" {
		t.Errorf("%s with %s at %s: %s", w.h.State, w.h.Rep(), w.h.Start, w.reason)
	}
	late.now = late.h.Times.Until.Add(time.Minute)
	if late.say(&Picked{About: seen("pat@globex.example", late.now), N: 2}); late.reason.Code != "picked-nothing" {
		t.Errorf("taken after the end: %s", late.reason)
	}
	busy := in(t, Accepted)
	busy.withCalendars("rita")
	busy.busyAt("rita", monday.AddDate(0, 0, -1), monday.AddDate(0, 0, 30), "leave")
	busy.say(&AskChore{About: by("rita", busy.now), What: ChoreReschedule})
	if busy.say(&DoChore{About: by("rita", busy.now)}); busy.reason.Code != "chore-no-times" || busy.h.Times != nil {
		t.Errorf("without a free time: %s", busy.reason)
	}
}

func TestWhatNobodyCanDoIsNoChore(t *testing.T) {
	for _, s := range []State{Draft, Escalated, Returned, Held, Nurture, Converted, Closed} {
		w := in(t, s)
		who := PersonID("quinn")
		if w.say(&AskChore{About: by(who, w.now), What: ChoreReschedule}); w.reason.Code != "chore-cannot" {
			t.Errorf("%s: %s", s, w.reason)
		}
	}
}

func TestWordsForAColleagueArePassedOnPrivately(t *testing.T) {
	w := in(t, Accepted)
	w.hold = true
	d := w.say(&WordsFor{About: by("rita", w.now), To: "quinn", Words: "Is the budget signed?"})
	for _, a := range d.Actions {
		if a.To.Person == "" || a.Purpose.Channel() != ChannelInternal {
			t.Fatalf("somebody outside sees it: %s", actionsText(d.Actions))
		}
	}
	if got := actionsText(d.Actions); got != "question.colleague → quinn, echo.words-passed → rita" {
		t.Fatal(got)
	}
	if AskedBy(&w.h, "quinn", w.now) != "rita" || AskedBy(&w.h, "quinn", w.now.Add(6*day)) != "" {
		t.Error("the question does not stand")
	}
	d = w.say(&WordsFor{About: by("quinn", w.now), To: "rita", Words: "It is."})
	if got := actionsText(d.Actions); got != "question.colleague-said → rita, echo.words-passed → quinn" {
		t.Fatal(got)
	}
	if DetailOf[QuestionDetail](d.Actions[0]).Comment != "It is." || AskedBy(&w.h, "quinn", w.now) != "" {
		t.Error("not answered")
	}
	for who, to := range map[PersonID]PersonID{"ben": "quinn", "rita": "olga", "quinn": "quinn"} {
		v := in(t, Accepted)
		if d := v.say(&WordsFor{About: by(who, v.now), To: to, Words: "hm"}); strings.Contains(actionsText(d.Actions),
			"colleague") {
			t.Errorf("%s to %s: %s", who, to, actionsText(d.Actions))
		}
	}
}
