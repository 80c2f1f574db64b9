package reading

import (
	"testing"

	"handoffd/handoff"
)

// Words about the prospect are told from words for them, and what they judge is offered back.
func TestSpeaksOf(t *testing.T) {
	h, c, about := grammarHandoff(), grammarConfig(), fromPerson("rita")
	for said, want := range map[string]bool{
		"Sorry, this one is not qualified, no budget at all.":  true,
		"Pat is an idiot but I will meet him":                  true,
		"They have no money":                                   true,
		"Pat wants a demo":                                     true,
		"Hi Pat,\nlooking forward to it.":                      false,
		"Pat, could you bring your figures?":                   false,
		"Looking forward to it!":                               false,
		"Please have your colleagues join, they will like it.": false,
	} {
		if got := SpeaksOf(said, h, about, c, grammarNow); got != want {
			t.Errorf("%q speaks of the prospect: %v", said, got)
		}
	}
	for said, want := range map[string]string{
		"Sorry, this one is not qualified, no budget at all.": "reject: budget",
		"They told me there is no budget.":                    "reject: budget",
	} {
		u, ok := Near(said, h, about, c, grammarNow).(*handoff.Unclear)
		if !ok || u.Meant != want {
			t.Errorf("%q is offered back as %+v, want %q", said, u, want)
		}
	}
}
