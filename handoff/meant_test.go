package handoff

import (
	"testing"

	"handoffd/calendar"
)

// TestMeantIsOnesOwn: what was offered back to one person is not another's, nor nobody's.
func TestMeantIsOnesOwn(t *testing.T) {
	h := Handoff{Meant: []Meant{{By: "rita", Text: "accept"}}}
	for id, want := range map[PersonID]string{"rita": "accept", "quinn": "", "": ""} {
		if m, ok := h.MeantBy(id); m.Text != want || ok != (want != "") {
			t.Errorf("of %q: %q", id, m.Text)
		}
	}
}

// TestMeantGoesWithTheNextFact: whatever its person does next takes the offer away; others leave it.
func TestMeantGoesWithTheNextFact(t *testing.T) {
	w := in(t, Offered)
	rep := w.h.Rep()
	w.say(&Unclear{About: by(rep, w.now), Text: "acept", Meant: "accept"})
	if m, ok := w.h.MeantBy(rep); !ok || m.Text != "accept" {
		t.Fatalf("offered back is %+v", w.h.Meant)
	}
	w.say(&Status{About: by("mara", w.now)})
	if w.h.Meant == nil {
		t.Error("another person's fact takes it away")
	}
	w.say(&Status{About: by(rep, w.now)})
	if w.h.Meant != nil {
		t.Error("it outlives a later fact")
	}
}

// TestWhoWroteWasNotSilent: a window that closes on words that were offered back is no silence, and the words are kept.
func TestWhoWroteWasNotSilent(t *testing.T) {
	w := in(t, Offered)
	rep := w.h.Rep()
	w.say(&Unclear{About: by(rep, w.now), Text: "cnat", Meant: "decline: travelling"})
	for w.h.State == Offered && w.h.Rep() == rep {
		w.due()
	}
	if a := w.h.Assignments[0]; a.End != EndUnclear || a.End.Fault() || a.Said != "decline: travelling" {
		t.Errorf("the turn ended %s, said %q", a.End, a.Said)
	}
}

// TestReasonsAreKept: the words of a decline stay with the turn, whichever way it came.
func TestReasonsAreKept(t *testing.T) {
	for name, f := range map[string]Fact{"command": &Decline{Note: "travelling"},
		"calendar": &Answered{Attendee: "rita@acme.example", PartStat: calendar.Declined, Comment: "travelling"}} {
		w := in(t, Offered)
		*f.about() = by(w.h.Rep(), w.now)
		w.say(f)
		if a := w.h.Assignments[0]; a.End != EndDeclined || a.Said != "travelling" {
			t.Errorf("%s: the turn ended %s, said %q", name, a.End, a.Said)
		}
	}
}
