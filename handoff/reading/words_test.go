package reading

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// proseBrief is a brief in a sentence, with nothing certain but the address.
func proseBrief(w *world) *handoff.Briefed {
	f := worldBrief()
	f.Fields, f.Start, f.End = nil, time.Time{}, time.Time{}
	f.Prospects = []handoff.Contact{{Address: f.Prospects[0].Address}}
	f.Words = "Demo with Jane Doe from Globex (" + f.Prospects[0].Address + ") tomorrow at 15:00, budget about 20k."
	f.Said = w.saidWith(f.Words)
	return f
}

// saidWith is what the lead's sentences seem to say with one mail more of the qualifier's.
func (w *world) saidWith(text string) *handoff.Prose {
	return Said(w.c, w.h, w.c.Teams[0], handoff.Words{By: "quinn", At: w.now, Text: text})
}

// stored writes the handoff as the store does, and reads it again.
func (w *world) stored() {
	data, err := json.Marshal(w.h)
	if err != nil {
		w.t.Fatal(err)
	}
	w.h = handoff.Handoff{}
	if err := json.Unmarshal(data, &w.h); err != nil {
		w.t.Fatal(err)
	}
}

// TestProseIsOnlyProposed: sentences change nothing before the qualifier says yes to them, and the offer lives through
// a question for the status.
func TestProseIsOnlyProposed(t *testing.T) {
	w := newWorld(t)
	w.say(proseBrief(w))
	m, ok := w.h.MeantBy("quinn")
	if !ok || !m.Lines || len(w.h.Words) != 1 {
		t.Fatalf("nothing is proposed: %+v, %+v", w.h.Meant, w.h.Words)
	}
	if !w.h.Start.IsZero() || w.h.Brief["budget"] != "" || w.h.State != handoff.Draft {
		t.Errorf("guessed: %s, %v", w.h.Start, w.h.Brief)
	}
	w.say(&handoff.Status{About: byPerson("quinn", w.now)})
	w.say(&handoff.Unclear{About: byPerson("rita", w.now), Text: "acept", Meant: "accept"})
	f, ok := ReadCommand("yes", w.h, byPerson("quinn", w.now), w.c, w.now)
	if a, is := f.(*handoff.Amended); !ok || !is || a.Fields["budget"] != "about 20k" || a.Start.IsZero() {
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
	b.Ask = []handoff.Reason{handoff.Because("ask-rep/take")}
	w.say(b)
	before, _ := w.h.MeantBy("quinn")
	w.stored()
	const more = "They need quotes in hours."
	w.say(&handoff.Amended{About: byPerson("quinn", w.now), Words: more, Said: w.saidWith(more)})
	m, _ := w.h.MeantBy("quinn")
	if want := strings.Replace(before.Text, "Budget", "Need: quotes in hours\nBudget", 1); m.Text != want {
		t.Errorf("proposed %q, want %q", m.Text, want)
	}
	if len(w.h.Questions) != 1 || len(w.h.Words) != 2 || m.Text == "" || w.h.State != handoff.Draft {
		t.Errorf("questions %q, words %+v, proposed %q", w.h.Questions, w.h.Words, m.Text)
	}
	for range 10 {
		w.say(&handoff.Amended{About: byPerson("quinn", w.now), Words: "And one more thing about them."})
	}
	if len(w.h.Words) != 5 {
		t.Errorf("%d mails are kept", len(w.h.Words))
	}
}

// TestSaidIsReadOnce: nothing new gives nothing to keep; another team reads all sentences anew, and so does a lead
// whose sentences were kept before what they say was.
func TestSaidIsReadOnce(t *testing.T) {
	w := newWorld(t)
	w.say(proseBrief(w))
	if got := w.saidWith(""); got != nil {
		t.Errorf("read again: %+v", got)
	}
	other := w.c.Teams[0]
	other.Name = "other"
	if got := Said(w.c, w.h, other, handoff.Words{}); got == nil || got.Name != "Jane Doe" {
		t.Errorf("for another team: %+v", got)
	}
	w.h.Said = nil
	if got := w.saidWith(""); got == nil || got.Fields["budget"] != "about 20k" {
		t.Errorf("of an older lead: %+v", got)
	}
}
