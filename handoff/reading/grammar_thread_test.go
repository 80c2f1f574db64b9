package reading

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"

	"pgregory.net/rapid"
)

// threadHandoff is accepted by rita, who asked for Thursday 26 November, 16:00.
func threadHandoff() handoff.Handoff {
	h := grammarHandoff()
	h.State = handoff.Accepted
	h.Moving = &handoff.Proposal{By: handoff.RoleRep, Asked: handoff.RoleProspect, Start: inBerlin(11, 26, 16, 0),
		End: inBerlin(11, 26, 16, 30)}
	return h
}

func TestWordsOfTheProspect(t *testing.T) {
	about := handoff.About{At: grammarNow, By: handoff.Who{Address: pat.Address}, Via: "imap", MessageID: "m1",
		Strength: handoff.Seen}
	thursday := inBerlin(11, 26, 14, 0)
	for text, want := range map[string]any{
		"Yes": "agree", "yes!": "agree", "Yes, that works for me.\n\nBest,\nPat": "agree", "Works": "agree",
		"Hi Rita,\n\nperfect, see you then.\n\nPat": "agree", "Sounds good, thank you!": "agree",
		"No problem": "agree", "Ja, passt.": "agree", "D'accord, merci": "agree",
		"No": "refuse", "Unfortunately not.": "refuse", "Sorry, no.": "refuse", "No, works for me": nil,
		"That doesn't work.": "refuse", "Leider nicht.": "refuse",
		"Yes, but only if Sam can join": nil, "Yes?": nil, "Yes, at 17:00": nil, "Yes, unless it rains": nil,
		"I am not sure, yes perhaps": nil, "Yesterday I wrote to you": nil,
		"Okay, I will check with my boss and come back to you": nil, "No, rather later": nil, "": nil,
		"Thanks for your mail":   nil,
		"Could we do Thu 14:00?": thursday, "Could we do Thursday 14:00 instead?": thursday,
		"Hi,\nsorry, something came up. Can we move it to Thu 26 Nov 14:00? Thanks": thursday,
		"How about Thursday at 14:00?":                                              thursday,
		"Would Thursday 14:00 work for you?":                                        thursday,
		"Is Thursday 14:00 possible?":                                               thursday, "Thanks. I'd prefer Thursday 14:00.": thursday,
		"No, could we do Thu 14:00?": thursday, "Können wir Donnerstag 14:00 Uhr machen?": thursday,
		"Could we do a demo?": nil, "Could we do Thu 14:00 or Fri 10:00?": nil,
		"How about Thu 14:00? Or would Fri 10:00 work?": nil, "We did Thursday 14:00 last time": nil,
		"See you Thursday 14:00": nil, "Could we do a prep call Thu 14:00?": nil, "Is the price 14:00?": nil,
	} {
		got, ok := ReadWords(text, threadHandoff(), about, grammarConfig(), grammarNow)
		switch want := want.(type) {
		case nil:
			if ok {
				t.Errorf("%q is %s %+v, want nothing", text, got.Kind(), got)
			}
		case string:
			if !ok || string(got.Kind()) != want {
				t.Errorf("%q is %v, want %s", text, got, want)
			}
		case time.Time:
			p, is := got.(*handoff.Proposed)
			if !is || !p.Start.Equal(want) {
				t.Errorf("%q is %+v, want a proposal of %s", text, got, want)
			}
		}
	}
}

// TestWordsAreNobodyElses: a yes counts for nobody but the prospect who was asked.
func TestWordsAreNobodyElses(t *testing.T) {
	by := func(w handoff.Who) handoff.About { return handoff.About{At: grammarNow, By: w, Strength: handoff.Seen} }
	notAsked := threadHandoff()
	notAsked.Moving.Asked = handoff.RoleRep
	for name, row := range map[string]struct {
		h handoff.Handoff
		a handoff.About
	}{"a stranger": {threadHandoff(), by(handoff.Who{Address: "mallory@evil.example"})},
		"the qualifier":                 {threadHandoff(), by(handoff.Who{Person: "quinn"})},
		"a rep":                         {threadHandoff(), by(handoff.Who{Person: "rita"})},
		"a prospect who was not asked":  {notAsked, by(handoff.Who{Address: pat.Address})},
		"a prospect without a proposal": {grammarHandoff(), by(handoff.Who{Address: pat.Address})}} {
		if f, ok := ReadWords("Yes", row.h, row.a, grammarConfig(), grammarNow); ok {
			t.Errorf("%s says yes: %+v", name, f)
		}
	}
	if f, ok := ReadWords("Could we do Thu 14:00?", grammarHandoff(), by(handoff.Who{Person: "rita"}), grammarConfig(),
		grammarNow); !ok || f.Kind() != handoff.KindProposed {
		t.Errorf("the rep asks: %v", f)
	}
}

// TestAYesHasNoDoubtInIt: whatever is added to a yes, a doubt or a question takes it away.
func TestAYesHasNoDoubtInIt(t *testing.T) {
	about := handoff.About{At: grammarNow, By: handoff.Who{Address: pat.Address}, Strength: handoff.Seen}
	rapid.Check(t, func(r *rapid.T) {
		words := []string{rapid.SampledFrom(yesWords).Draw(r, "yes")}
		for range rapid.IntRange(0, 6).Draw(r, "more") {
			words = append(words, rapid.SampledFrom([]string{"thanks", "see", "you", "then", "that", "great"}).Draw(r, "word"))
		}
		at := rapid.IntRange(1, len(words)).Draw(r, "at")
		words = append(words[:at:at], append([]string{rapid.SampledFrom(append(doubts, "16:00?", "?")).Draw(r, "doubt")},
			words[at:]...)...)
		if f, ok := ReadWords(strings.Join(words, " "), threadHandoff(), about, grammarConfig(), grammarNow); ok &&
			f.Kind() == handoff.KindAgree {
			r.Fatalf("%q is a yes", words)
		}
	})
}

func FuzzReadWords(f *testing.F) {
	for _, s := range []string{"Yes", "Could we do Thu 14:00?", "no", "how about 24.11. 3 p.m.? Or ...",
		"would would would 1 ? ? ?", "is is is 1 1 1 1", strings.Repeat("could we do ", 60) + "1?"} {
		f.Add(s)
	}
	about := handoff.About{At: grammarNow, By: handoff.Who{Address: pat.Address}, Strength: handoff.Seen}
	h, c := threadHandoff(), grammarConfig()
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := ReadWords(text, h, about, c, grammarNow)
		if p, is := got.(*handoff.Proposed); ok && is && !p.Start.After(grammarNow) {
			t.Errorf("%q proposes %s", text, p.Start)
		}
	})
}
