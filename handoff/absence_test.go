package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// awayNote is an automatic mail of the rep that covers the start of the meeting.
func awayNote(w *world) *OutOfOffice {
	return &OutOfOffice{About: by("rita", w.now), Until: meeting.AddDate(0, 0, 5)}
}

// TestAnAbsenceOverAnAcceptedMeetingIsAskedAbout: rep and manager, once; the prospect hears nothing, and the question
// has an end.
func TestAnAbsenceOverAnAcceptedMeetingIsAskedAbout(t *testing.T) {
	w := in(t, Accepted)
	d := w.say(awayNote(w))
	w.want(Accepted, "away-asked")
	if got := toldIn(d, PurposeQuestion); !slices.Equal(got, []string{"mara rep-away", "rita rep-away"}) ||
		len(d.Actions) != 2 {
		t.Errorf("asked %q; %s", got, actionsText(d.Actions))
	}
	due := Next{"mara", w.c.Clock("mara").Add(w.now, 8*time.Hour), DueAway}
	if w.h.Next != due || !w.h.AbsenceAsked() {
		t.Errorf("next %+v, want %+v", w.h.Next, due)
	}
	if d = w.after(time.Hour).say(awayNote(w)); len(d.Actions) != 0 || w.h.Next != due {
		t.Errorf("a second note: %s, next %+v", actionsText(d.Actions), w.h.Next)
	}
	w.look.Away = map[PersonID][]calendar.Span{"rita": {{Start: monday, End: meeting.AddDate(0, 0, 5)}}}
	if d = w.say(&CalendarChanged{About: About{At: w.now}, Person: "rita"}); len(d.Actions) != 0 || w.h.Clash != nil {
		t.Errorf("asked about the same in another mail: %s", actionsText(d.Actions))
	}
	w.due()
	w.want(Offered, "away-unanswered")
	if w.h.Rep() == "rita" || w.h.Assignments[0].End != EndAway || w.load["rita"].Turns != 0 {
		t.Errorf("with %s, ended %s, rita has %d turns", w.h.Rep(), w.h.Assignments[0].End, w.load["rita"].Turns)
	}
	for who, p := range map[string]Purpose{"quinn": PurposeNotice, "mara": PurposeNotice, "rita": PurposeCancel,
		"pat@globex.example": PurposeUpdate} {
		if w.got(p, who) != 1 {
			t.Errorf("%s got %d of %s", who, w.got(p, who), p)
		}
	}
}

// TestTheAbsenceIsAnsweredInTime: at half the time to the start, if the manager's eight hours are longer.
func TestTheAbsenceIsAnsweredInTime(t *testing.T) {
	w := in(t, Accepted).attending()
	w.now = meeting.Add(-4 * time.Hour)
	w.say(awayNote(w))
	if want := meeting.Add(-2 * time.Hour); !w.h.Next.At.Equal(want) || w.h.Next.What != DueAway {
		t.Errorf("next %+v, want %s", w.h.Next, want)
	}
	w.due()
	w.want(Escalated, "") // nobody can be asked any more
	w = in(t, Accepted).attending()
	w.now = meeting.Add(time.Minute)
	if d := w.say(awayNote(w)); w.h.AbsenceAsked() || len(d.Actions) > 0 {
		t.Errorf("asked after the start: %s", actionsText(d.Actions))
	}
}

// TestTheAbsenceIsSettled by a word of rep or manager; the other hears of it, and it is not asked again.
func TestTheAbsenceIsSettled(t *testing.T) {
	for _, c := range []struct {
		who    PersonID
		say    Fact
		state  State
		code   Code
		others []string // notices
	}{
		{"rita", &Keep{}, Accepted, "away-kept", []string{"mara away-kept"}},
		{"mara", &Keep{}, Accepted, "away-kept", []string{"rita away-kept"}},
		{"vera", &Keep{}, Accepted, "away-kept", []string{"mara away-kept", "rita away-kept"}},
		{"rita", &Reassign{}, Offered, "passed-on", []string{"mara reassigned", "quinn reassigned"}},
		{"mara", &Reassign{}, Offered, "passed-on", []string{"quinn reassigned"}},
		{"mara", &Assign{Rep: "yuki"}, Offered, "assigned", []string{"quinn assigned"}},
		{"rita", &Decline{}, Offered, "withdrew", []string{"mara settled", "quinn reassigned"}},
		{"quinn", &Keep{}, Accepted, "managers", nil},
		{"quinn", &Reassign{}, Accepted, "not-yours", nil},
	} {
		w := in(t, Accepted).attending()
		w.say(awayNote(w))
		w.after(time.Hour)
		SetHeader(c.say, by(c.who, w.now))
		d := w.say(c.say)
		if w.h.State != c.state || d.Reason.Code != c.code || w.h.AbsenceAsked() != (c.state == Accepted && c.others == nil) {
			t.Errorf("%s of %s: %s, %s (%s)", c.say.Kind(), c.who, w.h.State, d.Reason.Code, d.Reason)
		}
		if got := toldIn(d, PurposeNotice); !slices.Equal(got, c.others) {
			t.Errorf("%s of %s tells %q, want %q", c.say.Kind(), c.who, got, c.others)
		}
		if c.code == "away-kept" {
			if d = w.say(awayNote(w)); len(d.Actions) > 0 || w.h.Next.What != DueOver {
				t.Errorf("asked again after keep: %s", actionsText(d.Actions))
			}
		}
	}
}

// TestARepWhoSaysSoIsAway: what an automatic mail leaves open, the rep's own word settles.
func TestARepWhoSaysSoIsAway(t *testing.T) {
	w := in(t, Accepted).attending()
	w.say(&AwayUntil{About: by("rita", w.now), Until: meeting.AddDate(0, 0, 5)})
	w.want(Offered, "rep-away")
}

// TestTheQuestionIsNotSentOnceItIsSettled: it may have waited.
func TestTheQuestionIsNotSentOnceItIsSettled(t *testing.T) {
	w := in(t, Accepted).attending()
	w.hold = true
	d := w.say(awayNote(w))
	for _, a := range d.Actions {
		if ok, _ := Wanted(w.h, a, w.now); !ok {
			t.Errorf("%s to %s is not wanted", a.Step, a.To)
		}
	}
	w.say(&Keep{About: by("mara", w.now)})
	for _, a := range d.Actions {
		if ok, _ := Wanted(w.h, a, w.now); ok {
			t.Errorf("%s to %s is still wanted", a.Step, a.To)
		}
	}
}

// TestAnAbsenceToComeTakesOnlyWhatLiesInIt: a lead of before it stays; one of a day in it goes to the cover, whoever's
// turn it is.
func TestAnAbsenceToComeTakesOnlyWhatLiesInIt(t *testing.T) {
	for _, state := range []State{Offered, Accepted} {
		w := in(t, state)
		rep := w.h.Rep()
		away := &AwayUntil{About: by(rep, w.now), From: meeting.AddDate(0, 0, 1), Until: meeting.AddDate(0, 0, 5),
			Cover: "yuki"}
		if d := w.say(away); w.h.State != state || w.h.Rep() != rep || len(d.Away) != 1 || !d.Away[0].Start.Equal(away.From) {
			t.Errorf("%s: %s with %s, away %v", state, w.h.State, w.h.Rep(), d.Away)
		}
		w = in(t, state)
		w.load = map[PersonID]Load{"yuki": {Turns: 9}}
		w.say(&AwayUntil{About: by(w.h.Rep(), w.now), From: meeting.Add(-3 * time.Hour), Until: meeting.AddDate(0, 0, 5),
			Cover: "yuki"})
		if w.h.State != Offered || w.h.Rep() != "yuki" {
			t.Errorf("%s: %s with %s, want the cover", state, w.h.State, w.h.Rep())
		}
	}
}

// TestTheCoverOfWhoWasNamed: a named rep who is away as planned has the lead given to whoever stands in, and so on.
func TestTheCoverOfWhoWasNamed(t *testing.T) {
	c := pool(4)
	for id, cover := range map[PersonID]PersonID{"r1": "r2", "r2": "r4"} {
		p := c.People[id]
		p.Away = []DayOff{{First: DayOf(meeting), Leave: true, Cover: cover}}
		c.People[id] = p
	}
	got, why := routed(c, map[PersonID]Load{"r4": {Turns: 9}}, Lookups{}, func(h *Handoff) { h.Wish = "r1" })
	if got != "r4" || why["r4"] != Because("candidate/cover", PersonArg("r1")).String() {
		t.Errorf("%s has it: %q", got, why)
	}
}
