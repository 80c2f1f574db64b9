package reading

import (
	"testing"

	"handoffd/handoff"
)

// TestSaysRead: the word that rules were read, alone or with a greeting; nothing that says more, or less.
func TestSaysRead(t *testing.T) {
	t.Parallel()
	c := &handoff.Config{}
	for s, want := range map[string][2]bool{"read": {true, false}, "Hi,\n\nRead.\n\nThanks": {true, false},
		"I have read it": {true, false}, "gelesen": {true, false}, "ok": {false, true}, "Noted, thanks": {false, false},
		"read the brief first": {false, false}, "ok, Tuesday then": {false, false}, "": {false, false}} {
		if sure, maybe := SaysRead(s, c); sure != want[0] || maybe != want[1] {
			t.Errorf("%q: %v %v", s, sure, maybe)
		}
	}
	if rest, said := WithoutRead("1 held\nread\n2 no-show"); !said || rest != "1 held\n2 no-show" {
		t.Errorf("%q %v", rest, said)
	}
	for s, want := range map[string]bool{"practice": true, "Practice lead, please": false, "practice lead": true,
		"Practice: a dental one in Munich": false} {
		if got := AsksForPractice(s, c); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
