package handoff

import "testing"

// TestSilenceIsForItsReaders: who answers for a rep reads which silences count, all others a reason without them.
func TestSilenceIsForItsReaders(t *testing.T) {
	t.Parallel()
	c := &Config{Admin: "root", Teams: []Team{{Name: "a", Qualifiers: []PersonID{"q"}, Reps: []PersonID{"r1", "r2"},
		Managers: []PersonID{"m"}, Advocates: []PersonID{"v"}}, {Name: "b", Managers: []PersonID{"m2"}}}}
	for id, want := range map[PersonID]bool{"r1": true, "m": true, "root": true, "": true, "r2": false, "q": false,
		"v": false, "m2": false} {
		if got := ReadsSilence(c, id, "r1"); got != want {
			t.Errorf("%q: %t", id, got)
		}
	}
	c.Names = NamesTeam
	if !ReadsSilence(c, "q", "r1") || ReadsSilence(c, "m2", "r1") {
		t.Error("names = team is not heeded")
	}
	parts := ReasonArg(Because("sum/weight", WordsArg("2")), Because("sum/silence", WordsArg("1")))
	sum := Because("candidate/sum", NumberArg(3), NumberArg(30), WordsArg("4"), parts)
	rule := Because("candidate/by-rule/sum", NumberArg(3), NumberArg(30), ReasonArg(Because("rule")), WordsArg("4"), parts)
	old := Because("candidate", WordsArg("4"), WordsArg("1"), NumberArg(3), NumberArg(30), NumberArg(0))
	offers := []Arg{NumberArg(3), NumberArg(30)}
	plain, told := Because("candidate", NumberArg(3), NumberArg(30), WordsArg("4")), Because("candidate", offers...)
	level := Because("candidate/level/behind", NumberArg(3), NumberArg(30), NumberArg(5), WordsArg("5"))
	free := Because("candidate/sum", NumberArg(3), NumberArg(30), WordsArg("4"), ReasonArg(Because("sum/before", WordsArg("1"))))
	for _, r := range [][2]Reason{{sum, told}, {free, told}, {plain, told}, {level, told},
		{Because("chosen/fewest", PersonArg("r2"), WordsArg("6")), {}}, {Because("candidate/away"), Because("candidate/away")},
		{rule, Because("candidate/by-rule", NumberArg(3), NumberArg(30), ReasonArg(Because("rule")))},
		{old, Because("candidate", NumberArg(3), NumberArg(30), NumberArg(0))},
		{Because("candidate/silent", NumberArg(3), PersonArg("m")), Because("candidate/unsaid", PersonArg("m"))}} {
		if got := r[0].WithoutSilence(); !got.Same(r[1]) {
			t.Errorf("%v becomes %v", r[0], got)
		}
	}
	if !TellsSilence(Because("silence-recorded")) || TellsSilence(Because("window-closed/silent")) {
		t.Error("a lead's own history is no silence that counts")
	}
}

// TestATieIsSaidOfOffers: who does not read which silences count reads what decided between two with as many offers, and
// nothing of turns where the offers differ.
func TestATieIsSaidOfOffers(t *testing.T) {
	had := func(rep PersonID, offers int) Candidate {
		return Candidate{Rep: rep, Fit: true, Why: Because("candidate", NumberArg(offers), NumberArg(30))}
	}
	silent := Candidate{Rep: "ben", Fit: true, Why: Because("candidate/sum", WordsArg("2"), NumberArg(1), NumberArg(30),
		ReasonArg(Because("candidate")))}
	for _, row := range []struct {
		next Candidate
		by   Code
		want Code
	}{
		{had("ben", 2), "chosen/longest", "chosen/longest/offers"}, {had("ben", 2), "chosen/first", "chosen/first/offers"},
		{had("ben", 2), "chosen/never", "chosen/never/offers"}, {silent, "chosen/longest", ""},
		{had("ben", 3), "chosen/fewest", ""}, {had("ben", 2), "chosen/only", "chosen/only"},
	} {
		leo := had("leo", 2)
		got := Because(row.by, PersonArg("ben")).WithoutTurns([]Candidate{leo, row.next}, leo)
		if got.Sentence() != row.want {
			t.Errorf("%s, before %s: %q, want %q", row.by, row.next.Why, got.Sentence(), row.want)
		}
	}
}
