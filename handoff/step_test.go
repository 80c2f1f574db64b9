package handoff

import (
	"testing"
	"time"
)

// stepIs holds the next step against what it should be.
func (w *world) stepIs(what string, on time.Time, owner PersonID, chosen bool) {
	w.t.Helper()
	got := FollowUpOf(&w.h)
	if got.What != what || got.Due != DueNextStep || !got.On.Equal(on) || got.Owner != owner || got.Chosen != chosen {
		w.t.Fatalf("next step %+v, want %q on %s by %s, chosen %t", got, what, on, owner, chosen)
	}
}

// stepDue lets the clock run to where the next step is looked at.
func (w *world) stepDue() Decision {
	w.now = later(w.now, w.h.StepDue)
	return w.say(&Deadline{About: About{At: w.now, Via: "clock"}, What: DueNextStep, Due: w.h.StepDue})
}

func TestAStepIsNamedInEveryState(t *testing.T) {
	friday := inBerlin(time.December, 4, 9, 0)
	for _, s := range States[1:] {
		for _, who := range []PersonID{"rita", "quinn", "mara"} {
			w := in(t, s)
			if w.h.Rep() == "" && who == "rita" {
				continue
			}
			owner := who
			if who == "mara" {
				owner = w.h.Rep()
			}
			if owner == "" {
				owner = "quinn"
			}
			if who == "rita" {
				who, owner = w.h.Rep(), w.h.Rep()
			}
			w.say(&NameStep{About: by(who, w.now), What: "send proposal", On: friday})
			if s == Closed {
				if w.want(s, "finished"); w.h.Step != nil || MayCommand("next: WHAT DATE", RoleManager, s) {
					t.Errorf("a closed lead takes a step: %+v", w.h.Step)
				}
				continue
			}
			w.want(s, "step-named")
			w.stepIs("send proposal", friday, owner, true)
		}
	}
	w := in(t, Held)
	w.say(&NameStep{About: by("yuki", w.now), What: "call", On: friday})
	w.want(Held, "not-yours")
	w.say(&NameStep{About: by("rita", w.now), What: "call", On: w.now.AddDate(0, 0, -2)})
	w.want(Held, "past")
}

// TestTheStepOfTheRepGoesWithTheLead to the next one, who reads of it on its day; the qualifier's stays.
func TestTheStepOfTheRepGoesWithTheLead(t *testing.T) {
	friday := inBerlin(time.December, 4, 9, 0)
	for _, who := range []PersonID{"mara", "rita", "quinn"} {
		for _, s := range []State{Offered, Accepted} {
			w := in(t, s)
			was := w.h.Rep()
			if who == "rita" {
				who = was
			}
			w.say(&NameStep{About: by(who, w.now), What: "send proposal", On: friday})
			w.say(&Decline{About: by(was, w.now)})
			if w.h.Rep() == was || w.h.Current() == nil {
				t.Fatalf("%s: it is %s, with %s", s, w.h.State, w.h.Rep())
			}
			owner := w.h.Rep()
			if who == "quinn" {
				owner = "quinn"
			}
			w.stepIs("send proposal", friday, owner, true)
		}
	}
}

func TestTheStepStandsInTheTodayOfItsDay(t *testing.T) {
	w := in(t, Held) // Wednesday 25 November
	w.hold = true
	friday := inBerlin(time.November, 27, 9, 0)
	d := w.say(&NameStep{About: by("rita", w.now), What: "send proposal", On: friday})
	if len(d.Actions) != 1 {
		t.Fatalf("actions %s", actionsText(d.Actions))
	}
	a := d.Actions[0]
	if at := w.now.Add(a.Delay); a.When != Today || a.To.Person != "rita" || !at.Equal(inBerlin(time.November, 27, 10, 0)) {
		t.Fatalf("%+v at %s", a, at.In(berlin))
	}
	if ok, why := Wanted(w.h, a, friday); !ok {
		t.Fatalf("not wanted: %s", why)
	}
	w.say(&NameStep{About: by("rita", w.now), What: "send proposal", On: friday.AddDate(0, 0, 7)})
	if ok, _ := Wanted(w.h, a, friday); ok {
		t.Error("a step that was put off stands in the Today of the old day")
	}
}

func TestAPastStepIsAskedAboutOnce(t *testing.T) {
	w := in(t, Held)
	friday := inBerlin(time.November, 27, 9, 0)
	w.say(&NameStep{About: by("rita", w.now), What: "send proposal", On: friday})
	w.sent = nil
	w.stepDue()
	w.want(Held, "step-past")
	if at := w.now.In(berlin); !at.Equal(inBerlin(time.November, 28, 1, 0)) || w.got(PurposeQuestion, "rita") != 1 {
		t.Fatalf("asked on %s: %s", at, actionsText(w.sent))
	}
	w.stepDue()
	w.want(Held, "step-not-chosen")
	w.stepIs("", inBerlin(time.December, 7, 10, 0), "rita", false)
	if w.got(PurposeQuestion, "rita") != 2 { // the line of that day
		t.Fatalf("sent %s", actionsText(w.sent))
	}
}

func TestAStepThatNobodyChose(t *testing.T) {
	for name, judged := range map[string]Fact{"held": &Judge{Outcome: OutcomeHeld}, "moved": &Judge{Outcome: OutcomeMoved}} {
		w := in(t, Past)
		*judged.about() = by("rita", w.now)
		w.say(judged)
		if at := w.h.StepDue.In(berlin); !at.Equal(inBerlin(time.November, 26, 18, 0)) {
			t.Errorf("%s: a step is put down on %s", name, at)
		}
		w.stepDue()
		w.stepIs("", inBerlin(time.December, 3, 10, 0), "rita", false)
		w.say(&NameStep{About: by("quinn", w.now), What: "call Pat", On: inBerlin(time.December, 1, 9, 0)})
		w.stepIs("call Pat", inBerlin(time.December, 1, 9, 0), "quinn", true)
	}
	named := in(t, Past)
	named.say(&Judge{About: by("rita", named.now), Outcome: OutcomeHeld})
	named.say(&NameStep{About: by("rita", named.now), What: "call", On: inBerlin(time.December, 9, 9, 0)})
	if at := named.h.StepDue.In(berlin); at.Before(inBerlin(time.December, 9, 18, 0)) {
		t.Errorf("a named step is looked at on %s", at)
	}
}

func TestAnAbsentProspectParksTheStep(t *testing.T) {
	w := in(t, Held)
	w.say(&NameStep{About: by("rita", w.now), What: "call", On: inBerlin(time.December, 1, 9, 0)})
	back := inBerlin(time.December, 14, 0, 0)
	w.say(&OutOfOffice{About: seen("pat@globex.example", w.now), Until: back})
	w.stepIs("call", back, "rita", true)
	w.say(&OutOfOffice{About: seen("pat@globex.example", w.now), Until: back.AddDate(0, 0, -3)})
	w.stepIs("call", back, "rita", true)

	none := in(t, Held)
	none.say(&OutOfOffice{About: seen("pat@globex.example", none.now), Until: back})
	none.stepIs("", back, "rita", false)
}

func TestAFinishedLeadHasHadItsLastStep(t *testing.T) {
	w := in(t, Held)
	w.say(&NameStep{About: by("rita", w.now), What: "call", On: inBerlin(time.December, 1, 9, 0)})
	w.say(&OpportunityMade{About: by("rita", w.now), Link: "https://crm.example/1"})
	w.stepIs("call", inBerlin(time.December, 1, 9, 0), "rita", true)
	w.stepDue()
	if f := FollowUpOf(&w.h); f.Due != DueNothing || !f.On.Equal(w.h.Since) {
		t.Errorf("next step %+v", f)
	}
	if _, _, wakes := Wakes(&w.h); wakes {
		t.Error("a finished lead without a step wakes up")
	}
	closed := missed(t)
	closed.say(&NameStep{About: by("rita", closed.now), What: "call", On: inBerlin(time.December, 9, 9, 0)})
	closed.due()
	closed.want(Closed, "no-show")
	if closed.h.Step != nil {
		t.Errorf("a closed lead has the step %+v", closed.h.Step)
	}
}

// TestTheStepOfTheRepEndsWithTheirLead: once it is the qualifier's again, or sleeps, nobody waits for the rep; what the
// qualifier does stays.
func TestTheStepOfTheRepEndsWithTheirLead(t *testing.T) {
	for name, tt := range map[string]struct {
		state State
		f     Fact
		by    PersonID
		want  State
	}{
		"goes back": {Accepted, &Reject{Criteria: []string{"budget"}}, "rita", Returned},
		"sleeps":    {Held, &NurtureUntil{Until: inBerlin(time.March, 1, 9, 0).AddDate(1, 0, 0)}, "quinn", Nurture},
	} {
		for _, owner := range []PersonID{"rita", "quinn"} {
			w := in(t, tt.state)
			w.say(&NameStep{About: by(owner, w.now), What: "send proposal", On: inBerlin(time.December, 4, 9, 0)})
			*tt.f.about() = by(tt.by, w.now)
			w.say(tt.f)
			if w.h.State != tt.want || (w.h.Step == nil) != (owner == "rita") {
				t.Errorf("%s: %s, step of %s is %+v", name, w.h.State, owner, w.h.Step)
			}
		}
	}
}

// TestWhoeverOwesFirstIsNamed: the step is what is next only where nothing falls due before it.
func TestWhoeverOwesFirstIsNamed(t *testing.T) {
	step := &NextStep{On: monday, Owner: "quinn"}
	for name, tt := range map[string]struct {
		h    Handoff
		want bool
	}{
		"due before":    {Handoff{Step: step, Next: Next{"rita", monday.Add(-time.Hour), DueReturned}}, false},
		"due after":     {Handoff{Step: step, Next: Next{"rita", monday.Add(time.Hour), DueReturned}}, true},
		"nothing due":   {Handoff{Step: step}, true},
		"offered":       {Handoff{State: Offered, Step: step, Next: Next{"rita", monday.Add(time.Hour), DueWindow}}, false},
		"sent back":     {Handoff{State: Returned, Step: step, Next: Next{"quinn", monday.AddDate(0, 0, 9), DueReturned}}, false},
		"accepted":      {Handoff{State: Accepted, Step: step, Next: Next{"rita", monday.Add(time.Hour), DueOver}}, true},
		"no step named": {Handoff{Next: Next{"rita", monday, DueReturned}}, false},
	} {
		if got := StepFirst(&tt.h) != nil; got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
		if beside := StepBeside(&tt.h) != nil; beside != (!tt.want && tt.h.Step != nil) {
			t.Errorf("%s: beside %v", name, beside)
		}
	}
}
