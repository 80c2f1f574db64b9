package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestAnAnswerInTimeIsNotCalledLate: a lead is with the manager when the rep's acceptance is read. It is called late
// only if it came after the window.
func TestAnAnswerInTimeIsNotCalledLate(t *testing.T) {
	for _, c := range []struct {
		after time.Duration // of the end of the window
		step  Code
	}{{-time.Minute, "accepted-in-time"}, {0, "accepted-in-time"}, {time.Minute, "accepted-late"}} {
		w := in(t, Escalated)
		a := w.h.Last()
		if a.Due.IsZero() {
			t.Fatal("no window")
		}
		f := &Answered{About: by(a.Rep, a.Due.Add(c.after)), Attendee: string(a.Rep) + "@acme.example",
			PartStat: calendar.Accepted,
			Sequence: w.h.Sequence}
		w.now = later(w.now, f.At)
		w.say(f)
		manager := w.h.Why
		if w.h.State != Accepted || !w.sentTo(PurposeNotice, c.step, "mara") {
			t.Errorf("%s: %s, %s: %s", c.after, w.h.State, w.reason, actionsText(w.sent))
		}
		if manager.Code != c.step {
			t.Errorf("%s: the record says %q", c.after, manager)
		}
	}
}

// TestNobodyIsLateBeforeTheirTimeBegan: an answer of a rep whose time to answer never began, because the invitation was
// not out or because no working time was in the window, is not called late, nor is a former rep told that it was.
func TestNobodyIsLateBeforeTheirTimeBegan(t *testing.T) {
	for name, begun := range map[string]func(w *world, a *Assignment){
		"the invitation was not out": func(_ *world, a *Assignment) { a.Opened, a.Due, a.End = zeroTime, zeroTime, EndWithdrawn },
		"it went out later":          func(w *world, a *Assignment) { a.Opened = w.now.Add(time.Hour) },
		"without working time": func(_ *world, a *Assignment) {
			a.Opened, a.Due, a.End = monday.AddDate(0, 0, -2), monday.AddDate(0, 0, -1), EndNoTime
		},
	} {
		w := in(t, Escalated)
		a := w.h.Last()
		begun(w, a)
		w.say(&Answered{About: by(a.Rep, w.now), Attendee: string(a.Rep) + "@acme.example", PartStat: calendar.Accepted,
			Sequence: w.h.Sequence})
		if w.h.State != Accepted || w.h.Why.Sentence() != "accepted-in-time/early" ||
			!w.sentTo(PurposeNotice, "accepted-in-time", "mara") {
			t.Errorf("%s: %s, %s: %s", name, w.h.State, w.h.Why, actionsText(w.sent))
		}
		w = in(t, Offered)
		for w.h.Rep() == "rita" {
			w.due()
		}
		w.after(time.Minute)
		begun(w, &w.h.Assignments[0])
		if w.answered("rita", calendar.Accepted); w.reason.Sentence() != "passed-on" {
			t.Errorf("%s, and the lead has gone on: %s", name, w.reason)
		}
		if d, _ := w.sent[len(w.sent)-1].Detail.(NoticeDetail); d.When != LateGone {
			t.Errorf("%s, and the former rep reads %q: %s", name, d.When, actionsText(w.sent))
		}
	}
	w := in(t, Offered)
	for w.h.Rep() == "rita" {
		w.due()
	}
	if w.after(time.Minute).answered("rita", calendar.Accepted); w.reason.Sentence() != "passed-on/late" {
		t.Errorf("late: %s", w.reason)
	}
}
