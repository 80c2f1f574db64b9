package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// windowOver lets the rep's window close.
func windowOver(w *world) {
	for due := w.h.Current().Due; w.h.State == Offered && !w.now.After(due) && w.h.Current().Due.Equal(due); {
		w.due()
	}
}

// Who accepted in time keeps the lead: a reply that was not seen is asked about once, and the manager hears only if the
// prospect has written and waits for four working hours.
func TestWhoAcceptedKeepsTheLead(t *testing.T) {
	for name, say := range map[string]func(w *world){
		"replied":   func(w *world) { w.say(&ReplyReported{About: by("rita", w.now)}) },
		"seen":      func(w *world) { w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect}) },
		"no answer": func(*world) {},
	} {
		w := newWorld(t)
		b := fixtureBrief(w.now)
		b.Start, b.End = meeting.AddDate(0, 0, 7), meeting.AddDate(0, 0, 7).Add(30*time.Minute)
		w.say(b)
		w.answered("rita", calendar.Accepted)
		windowOver(w)
		w.want(Accepted, "")
		if w.h.Rep() != "rita" || w.h.Current().Owes.IsZero() || !slices.Contains(w.questions("rita"), owedStep) ||
			w.load["rita"].Cost > 0 {
			t.Fatalf("%s has it; asked %v", w.h.Rep(), w.questions("rita"))
		}
		if w.h.Next.What == DueReply {
			t.Fatal("the manager is to hear although nobody waits")
		}
		w.after(time.Hour).say(&Replied{About: outside("pat@globex.example", w.now), Reach: ReachProspect})
		say(w)
		waits := name == "no answer"
		if got := w.h.Next.What == DueReply; got != waits {
			t.Fatalf("%s: next is %s", name, w.h.Next.What)
		}
		if waits {
			w.due()
			if n := w.questions("mara"); !slices.Contains(n, waitsStep) {
				t.Errorf("the manager was asked %v: %s, %s", n, w.reason, actionsText(w.sent))
			}
			if w.h.Next.What == DueReply {
				t.Error("the manager hears twice")
			}
		}
	}
}

// Who replied and did not accept is asked once; the manager decides while there is time left to decide.
func TestWhoRepliedIsAskedToAccept(t *testing.T) {
	w := newWorld(t)
	b := fixtureBrief(w.now)
	b.Start, b.End = meeting.AddDate(0, 0, 7), meeting.AddDate(0, 0, 7).Add(30*time.Minute)
	w.say(b)
	w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	windowOver(w)
	w.want(Offered, "replied-not-accepted")
	if w.h.Rep() != "rita" || !slices.Contains(w.questions("rita"), acceptOwedStep) {
		t.Fatalf("%s has it; asked %v", w.h.Rep(), w.questions("rita"))
	}
	left := w.c.Clock("mara").Between(w.h.Next.At, w.h.Start.Add(-w.c.Teams[0].Policy.Lead))
	if left < w.c.Teams[0].Policy.Manager || left > w.c.Teams[0].Policy.Manager+2*time.Minute {
		t.Errorf("the manager has %v of working time", left)
	}
	accepts := *w
	accepts.answered("rita", calendar.Accepted)
	accepts.want(Accepted, "")
	w.due()
	w.want(Escalated, "")
	near := newWorld(t)
	near.say(fixtureBrief(near.now)) // on Wednesday at 15:00
	near.now = near.h.Start.Add(-3 * time.Hour)
	h := &near.h
	h.Current().Due = near.now
	h.Next.At = near.now
	near.say(&Replied{About: by("rita", near.now.Add(-time.Minute)), Reach: ReachProspect})
	near.h.Next = Next{"rita", near.now, DueWindow}
	near.h.Current().Due = near.now
	near.say(&Deadline{About: About{At: near.now}, What: DueWindow, Due: near.now})
	near.want(Escalated, "replied-not-accepted")
}
