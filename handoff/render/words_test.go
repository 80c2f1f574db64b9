package render

import "testing"

// A plain yes stands in no brief as the words of whoever said it.
func TestBareWords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{"yes": true, "Ja.": true, "yes, all of it": false, "They have 40 users.": false,
		"予算は承認済みです": false} {
		if got := bare(words); got != want {
			t.Errorf("bare(%q) is %t", words, got)
		}
	}
}
