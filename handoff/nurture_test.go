package handoff

import (
	"strings"
	"testing"
	"time"
)

var spring = time.Date(2027, time.March, 1, 9, 0, 0, 0, berlin)

// asleep has the fixture lead sleep until spring.
func asleep(t testing.TB, change ...func(*world)) *world {
	w := in(t, Held)
	for _, c := range change {
		c(w)
	}
	w.say(&NurtureUntil{About: by("quinn", w.now), Until: spring, Why: "budget comes in Q1"})
	w.sent = nil
	return w
}

// told are the actions of the next due time.
func (w *world) told() string { return actionsText(w.due().Actions) }

func automatic(w *world) { w.c.Teams[0].Policy.Touches = TouchesAuto }

func consents(w *world) {
	w.say(&Consented{About: by("quinn", w.now), Who: "Pat Kim", On: w.now, Words: "yes, keep me posted"})
}

func TestTheQualifierConfirmsThatALeadSleeps(t *testing.T) {
	for _, s := range []State{Offered, Escalated, Accepted, Past, Held} {
		w := in(t, s)
		d := w.say(&NurtureUntil{About: by(w.h.Rep(), w.now), Until: spring, Why: "budget comes in Q1"})
		if w.h.State != Returned || w.h.Return.Note != "budget comes in Q1" || w.h.Return.Code != nurtureCode {
			t.Fatalf("%s: %s %+v", s, w.h.State, w.h.Return)
		}
		if got := actionsText(d.Actions); !strings.Contains(got, "returned.nurture → quinn") {
			t.Errorf("%s: %s", s, got)
		}
		rep := w.h.Rep()
		w.say(&NurtureUntil{About: by(rep, w.now), Until: spring}) // saying it twice is no confirmation
		if w.h.State != Returned {
			t.Errorf("%s: the rep alone puts it to sleep", s)
		}
		w.say(&NurtureUntil{About: by("quinn", w.now), Until: spring})
		if w.h.State != Nurture || w.h.Sleep.By != rep || !w.h.Wake.Equal(spring) {
			t.Errorf("%s: %s %+v", s, w.h.State, w.h.Sleep)
		}
	}
	for _, s := range []State{Draft, Returned, Past, Held} { // the qualifier's own word needs no second one
		w := in(t, s)
		if w.say(&NurtureUntil{About: by("quinn", w.now), Until: spring}); w.h.State != Nurture {
			t.Errorf("%s: %s: %s", s, w.h.State, w.reason)
		}
	}
}

func TestATouchIsADraftThatOneTapSends(t *testing.T) {
	w := asleep(t)
	w.hold = true
	if n := w.h.Next; n.What != DueTouch || n.Owner != "quinn" || n.At.Before(w.h.Sleep.Since.Add(30*day)) {
		t.Fatalf("next %+v", n)
	}
	draft := w.due().Actions
	if got := actionsText(draft); got != "question.touch → quinn (today)" || !TouchWaits(&w.h) {
		t.Fatalf("%s, waits %t", got, TouchWaits(&w.h))
	}
	if w.say(&Send{About: by("rita", w.now)}); len(w.h.Sleep.Sent) > 0 {
		t.Fatal("anybody sends it")
	}
	d := w.say(&Send{About: by("quinn", w.now)})
	if got := actionsText(d.Actions); got != "proposal.touch → pat@globex.example" {
		t.Fatal(got)
	}
	if ok, _ := Wanted(w.h, draft[0], w.now); ok || TouchWaits(&w.h) || len(w.h.Sleep.Sent) != 1 {
		t.Errorf("the draft waits still: %+v", w.h.Sleep)
	}
	if ok, why := Wanted(w.h, d.Actions[0], w.now); !ok {
		t.Errorf("not sent: %s", why)
	}
	w.due()
	if w.h.Sleep.Fallen != 2 || w.h.Next.What != DueWake || !w.h.Next.At.Equal(spring) {
		t.Errorf("%d touches, next %+v", w.h.Sleep.Fallen, w.h.Next)
	}
}

func TestTouchesGoByThemselvesOnlyWithConsent(t *testing.T) {
	for _, c := range []struct {
		name   string
		change []func(*world)
		want   string
		why    Code
	}{
		{"drafts", []func(*world){consents}, "question.touch → quinn (today)", "touch-drafted"},
		{"no consent", []func(*world){automatic}, "question.touch → quinn (today)", "touch-drafted/no-consent"},
		{"consent", []func(*world){automatic, consents}, "proposal.touch → pat@globex.example, notice.touch → quinn (today)",
			"touch-sent/auto"},
	} {
		w := asleep(t, c.change...)
		w.hold = true
		if got := w.told(); got != c.want || w.reason.Sentence() != c.why {
			t.Errorf("%s: %s: %s", c.name, got, w.reason)
		}
	}
	w := in(t, Offered)
	for _, f := range []*Consented{{Who: "Pat Kim", On: monday}, {Who: "Pat Kim", Words: "yes"}, {On: monday, Words: "yes"},
		{Who: "Pat Kim", On: spring, Words: "yes"}} {
		f.About = by("quinn", w.now)
		if w.say(f); w.h.Consent != nil {
			t.Errorf("recorded without who, when and words: %+v", f)
		}
	}
	consents(w)
	if c := w.h.Consent; c == nil || c.By != "quinn" || !c.At.Equal(w.now) || c.Words == "" {
		t.Errorf("consent %+v", c)
	}
}

func TestAnAnswerOrAStopEndsTheTouches(t *testing.T) {
	pat := seen("pat@globex.example", monday)
	for name, f := range map[string]Fact{
		"an answer":    &Replied{About: pat, Reach: ReachOnlyHere},
		"another time": &Proposed{About: pat, Start: spring},
		"maybe":        &Replied{About: pat, Reach: ReachOnlyHere, Maybe: true},
		"stop":         &Complained{About: pat, Address: "pat@globex.example", Words: "Stop."},
		"bounced":      &Bounced{About: pat, Address: "pat@globex.example", Permanent: true, Status: "5.1.1"},
	} {
		w := asleep(t)
		w.due()
		w.hold = true
		sent := w.say(&Send{About: by("quinn", w.now)}).Actions
		f.about().At = w.now
		d := w.say(f)
		if ok, _ := Wanted(w.h, sent[0], w.now); ok {
			t.Errorf("%s: the touch goes out all the same", name)
		}
		if w.h.Next.What != DueWake || TouchWaits(&w.h) {
			t.Errorf("%s: next %+v", name, w.h.Next)
		}
		told := false
		for _, a := range d.Actions {
			told = told || a.To.Person == "quinn" && a.When == Live
		}
		if !told && name != "another time" { // whose words are passed on as every mail that only we got
			t.Errorf("%s: quinn hears nothing at once: %s", name, actionsText(d.Actions))
		}
		if early := w.h.Wake.Before(spring); early != (f.Kind() == KindReplied || f.Kind() == KindProposed) {
			t.Errorf("%s: wakes on %s", name, w.h.Wake)
		}
	}
}

func TestALeadThatWokeIsNeverClosedInSilence(t *testing.T) {
	w := asleep(t)
	for w.h.Next.What != DueWake {
		w.due()
	}
	w.hold = true
	if got := w.told(); got != "question.woke → quinn" || w.h.State != Draft || !w.now.Equal(spring) {
		t.Fatalf("%s on %s: %s", w.h.State, w.now, got)
	}
	for i, want := range []string{"question.woke → alma", "question.woke → mara", "question.woke → mara"} {
		if got := w.told(); got != want {
			t.Fatalf("reminder %d: %s, want %s", i+1, got, want)
		}
	}
	if w.h.Next.Owner != "mara" {
		t.Errorf("next %+v", w.h.Next)
	}
	for range 60 {
		w.due()
	}
	if w.h.State != Draft {
		t.Errorf("after a year: %s: %s", w.h.State, w.reason)
	}
	w.say(&NurtureUntil{About: by("mara", w.now), Until: w.now.AddDate(0, 2, 0)})
	if w.h.State != Nurture || !w.h.Sleep.Woke.IsZero() {
		t.Errorf("%s: %+v", w.h.State, w.h.Sleep)
	}
	alone := asleep(t, func(w *world) { w.c.Teams[0].Advocates = nil })
	for alone.h.State != Draft {
		alone.due()
	}
	alone.hold = true
	if got := alone.told(); got != "question.woke → mara" {
		t.Errorf("without an advocate: %s", got)
	}
}

func TestASaidStepHoldsTheQuestionsOfAWokenLeadBack(t *testing.T) {
	w := asleep(t)
	for w.h.State != Draft {
		w.due()
	}
	w.say(&NameStep{About: by("quinn", w.now), What: "call", On: spring.AddDate(0, 0, 14)})
	if n := w.h.Next; n.At.Before(spring.AddDate(0, 0, 14)) {
		t.Errorf("asked before the step that was named: %+v", n)
	}
}

func TestAnIdleRepsLeadIsPutToTheManager(t *testing.T) {
	for name, steps := range map[string]func(w *world){
		"a past step is not answered": func(w *world) {
			w.say(&NameStep{About: by("rita", w.now), What: "send proposal", On: w.now.AddDate(0, 0, 2)})
			w.stepDue() // asked about
			w.hold = true
		},
		"nobody says what is next": func(w *world) {
			w.stepDue() // call again
			w.stepDue() // asked about
			w.hold = true
		},
	} {
		w := in(t, Held)
		steps(w)
		w.sent = nil
		d := w.stepDue()
		if got := actionsText(d.Actions); !strings.Contains(got, "question.idle → mara (today)") {
			t.Fatalf("%s: %s (%s)", name, got, d.Reason)
		}
		idle := d.Actions[0]
		for range 3 {
			if got := actionsText(w.stepDue().Actions); strings.Contains(got, "idle") {
				t.Errorf("%s: asked again: %s", name, got)
			}
		}
		if ok, _ := Wanted(w.h, idle, w.now); !ok {
			t.Errorf("%s: not wanted", name)
		}
		was := *w.h.Step
		said := w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
		if got := actionsText(said.Actions); !strings.Contains(got, "question.step-past → ben (today)") {
			t.Errorf("%s: who has it now is not asked what is next: %s", name, got)
		}
		if w.h.Rep() != "ben" || w.h.Step == nil || w.h.Step.Owner != "ben" || !w.h.Step.On.Equal(was.On) ||
			!w.h.Idle.IsZero() || w.h.State != Held {
			t.Errorf("%s: %s with %s, step %+v", name, w.h.State, w.h.Rep(), w.h.Step)
		}
		if ok, _ := Wanted(w.h, idle, w.now); ok {
			t.Errorf("%s: asked of after somebody else has it", name)
		}
	}
	w := in(t, Held)
	w.stepDue()
	w.sent = nil
	w.stepDue()
	w.want(Held, "step-past")
	if got := actionsText(w.sent); got != "question.step-past → rita (today)" || !w.h.Idle.IsZero() {
		t.Errorf("a call is past that nobody was asked about: %s", got)
	}
	w.stepDue()
	if w.h.Idle.IsZero() {
		t.Error("the manager does not hear that the rep says nothing")
	}
	idle := w.h
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	if !w.h.Idle.IsZero() {
		t.Error("a rep who writes to the prospect is idle still")
	}
	w.h = idle
	w.say(&NameStep{About: by("rita", w.now), What: "call", On: w.now.AddDate(0, 0, 3)})
	if !w.h.Idle.IsZero() {
		t.Error("a rep who says what is next is idle still")
	}
}
