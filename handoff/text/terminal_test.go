package text

import "testing"

func TestTextForATerminal(t *testing.T) {
	t.Parallel()
	const nasty = "a\x1b[2Jb\u202ec\r\nd\u2028e"
	if got := Bare(nasty); got != "a[2Jbcd\u2028e" {
		t.Errorf("bare: %q", got)
	}
	if got := Inline(nasty); got != "a [2Jb\u202ec  d e" {
		t.Errorf("inline: %q", got)
	}
}
