package render

import "testing"

// TestFirstAnswer: the example of a Today is an answer that somebody can give.
func TestFirstAnswer(t *testing.T) {
	for answers, want := range map[string]string{
		"`accept`, `decline`": "accept", "`reject: budget` or `accept`": "reject: budget", "held, no-show": "held",
		"`When (date, time and zone):`, `cancel`": "", "`Budget:`": "", "": "",
	} {
		if got := firstAnswer(answers); got != want {
			t.Errorf("%s: %q, want %q", answers, got, want)
		}
	}
}
