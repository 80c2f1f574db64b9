package reading

import (
	"testing"

	"handoffd/handoff"
)

func TestWhatIsAskedOfAColleagueIsRead(t *testing.T) {
	type asked struct {
		who  handoff.PersonID
		text string
	}
	for _, c := range []struct {
		asked
		what handoff.ChoreKind
		to   handoff.PersonID
	}{
		{asked{"rita", "Can you remind Pat?"}, handoff.ChoreRemind, ""},
		{asked{"rita", "Hi Quinn,\n\ncould you please remind Pat Kim of Wednesday?\n\nThanks\nRita"}, handoff.ChoreRemind, ""},
		{asked{"rita", "Quinn, can you chase them"}, handoff.ChoreRemind, ""},
		{asked{"rita", "please follow up with the prospect"}, handoff.ChoreRemind, ""},
		{asked{"rita", "Can you reschedule with Pat?"}, handoff.ChoreReschedule, ""},
		{asked{"rita", "Could you find another time with Pat please?"}, handoff.ChoreReschedule, ""},
		{asked{"quinn", "Can you remind Pat?"}, handoff.ChoreRemind, ""},
		{asked{"rita", "Can you ask Quinn whether the budget is signed?"}, "", "quinn"},
		{asked{"rita", "Ask Quinn: who decides at Globex?\nAnd is the CFO in?"}, "", "quinn"},
		{asked{"rita", "please tell the qualifier that they moved offices"}, "", "quinn"},
		{asked{"quinn", "Can you ask Rita if she sent the deck?"}, "", "rita"},
		{asked{"quinn", "tell the rep that Pat prefers the phone"}, "", "rita"},
		{asked{"rita", "Can you ask Mara for a discount?"}, "", "mara"},

		{asked{"quinn", "remind them"}, "", ""}, // the rep: a nudge
		{asked{"rita", "Can you remind me?"}, "", ""},
		{asked{"rita", "Remind Pat that the CFO has to be there, and ask whether the contract can be sent by then"}, "", ""},
		{asked{"rita", "Can you tell what happened?"}, "", ""},
		{asked{"rita", "Pat asked Quinn for a discount."}, "", ""},
		{asked{"ben", "Can you remind Pat?"}, "", ""},
	} {
		f, ok := ReadColleague(c.text, grammarHandoff(), fromPerson(c.who), grammarConfig(), grammarNow)
		var what handoff.ChoreKind
		var to handoff.PersonID
		switch f := f.(type) {
		case *handoff.AskChore:
			what = f.What
		case *handoff.WordsFor:
			to = f.To
		}
		if what != c.what || to != c.to || ok != (c.what != "" || c.to != "") {
			t.Errorf("%s: %q is %q for %q (%v)", c.who, c.text, what, to, ok)
		}
		if cmd, ok := ReadCommand(c.text, grammarHandoff(), fromPerson(c.who), grammarConfig(), grammarNow); ok && c.what != "" {
			t.Errorf("%q is the command %s before", c.text, cmd.Kind())
		}
	}
}

// FuzzColleague: whatever is asked, it is of somebody else on the lead.
func FuzzColleague(f *testing.F) {
	for _, s := range []string{"Can you remind Pat?", "ask Quinn: x", "please tell the rep y", "ask", "remind"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ReadColleague(s, grammarHandoff(), fromPerson("rita"), grammarConfig(), grammarNow)
		if w, is := got.(*handoff.WordsFor); ok && is && (w.To == "" || w.To == "rita" || w.Words == "" ||
			len(w.Words) > handoff.MaxNote) {
			t.Errorf("%q is %+v", s, w)
		}
	})
}
