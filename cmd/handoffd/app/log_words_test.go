package app

import (
	"testing"

	"handoffd/handoff"
	"handoffd/templates"
)

// TestLogWords: a reason stands in the log in words; where addresses are hidden, without names and what came by mail.
func TestLogWords(t *testing.T) {
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance"}}}
	why := handoff.Because("still-lacking", handoff.ReasonArg(handoff.Because("reply-noted", handoff.PersonArg("rita"))),
		handoff.ReasonArg(handoff.Because("absence-unmarked", handoff.WordsArg("I am ill\nuntil Monday"))))
	for hidden, want := range map[bool]string{
		false: "Rita Vance has replied to the prospect; what is still missing is words of absence that no mail system marks " +
			"as an absence note: I am ill until Monday",
		true: "rita has replied to the prospect; what is still missing is words of absence that no mail system marks as an " +
			"absence note: …",
	} {
		if got := logWords(set, hidden)(c, why); got != want {
			t.Errorf("hidden %t: %q", hidden, got)
		}
	}
	if why.Args[1].Reasons[0].Args[0].Text == "…" || c.People["rita"].Name != "Rita Vance" {
		t.Error("what is kept has changed")
	}
}
