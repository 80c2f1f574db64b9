package handoff

import (
	"testing"
	"time"
)

// proseBrief is a brief in a sentence, with nothing certain but the address.
func proseBrief(w *world) *Briefed {
	f := fixtureBrief(w.now)
	f.Fields, f.Start, f.End = nil, time.Time{}, time.Time{}
	f.Prospects = []Contact{{Address: f.Prospects[0].Address}}
	f.Words = "Demo with Jane Doe from Globex (" + f.Prospects[0].Address + ") tomorrow at 15:00, budget about 20k."
	return f
}

// TestProseIsOnlyProposed: sentences change nothing before the qualifier says yes to them, and the offer lives through a question for the status.
func TestProseIsOnlyProposed(t *testing.T) {
	w := newWorld(t)
	w.say(proseBrief(w))
	m, ok := w.h.MeantBy("quinn")
	if !ok || !m.Lines || len(w.h.Words) != 1 {
		t.Fatalf("nothing is proposed: %+v, %+v", w.h.Meant, w.h.Words)
	}
	if !w.h.Start.IsZero() || w.h.Brief["budget"] != "" || w.h.State != Draft {
		t.Errorf("guessed: %s, %v", w.h.Start, w.h.Brief)
	}
	w.say(&Status{About: by("quinn", w.now)})
	w.say(&Unclear{About: by("rita", w.now), Text: "acept", Meant: "accept"})
	f, ok := ReadCommand("yes", w.h, by("quinn", w.now), w.c, w.now)
	if a, is := f.(*Amended); !ok || !is || a.Fields["budget"] != "about 20k" || a.Start.IsZero() {
		t.Fatalf("a yes gives %+v", f)
	}
	w.say(f)
	if w.h.Brief["budget"] != "about 20k" || w.h.Start.IsZero() || w.h.Prospect().Name != "Jane Doe" {
		t.Errorf("after the yes: %v, %s, %+v", w.h.Brief, w.h.Start, w.h.Prospects)
	}
	if _, open := w.h.MeantBy("quinn"); open {
		t.Errorf("it is still proposed: %+v", w.h.Meant)
	}
}

// TestWordsAloneSettleNothing: more sentences are kept and read, and leave the questions as they are.
func TestWordsAloneSettleNothing(t *testing.T) {
	w := newWorld(t)
	b := proseBrief(w)
	b.Ask = []string{"Which rep?"}
	w.say(b)
	w.say(&Amended{About: by("quinn", w.now), Words: "They need quotes in hours."})
	m, _ := w.h.MeantBy("quinn")
	if len(w.h.Questions) != 1 || len(w.h.Words) != 2 || m.Text == "" || w.h.State != Draft {
		t.Errorf("questions %q, words %+v, proposed %q", w.h.Questions, w.h.Words, m.Text)
	}
	for range 10 {
		w.say(&Amended{About: by("quinn", w.now), Words: "And one more thing about them."})
	}
	if len(w.h.Words) != mostOfWords {
		t.Errorf("%d mails are kept", len(w.h.Words))
	}
}
