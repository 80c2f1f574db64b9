package text

import "testing"

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"window", "lead", "require", "require_cc", "MX", "us"}
	for word, want := range map[string]string{"windw": "window", "WINDOW": "window", "required": "require",
		"laed": "lead", "led": "lead", "foo": "", "colour": "", "": "", "XX": "", "ab": "", "usa": "us", "a": ""} {
		if got := Nearest(word, words); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
