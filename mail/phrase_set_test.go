package mail

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A set finds what a search for each phrase finds, wherever it stands.
func TestPhraseSet(t *testing.T) {
	lists := [][]string{bouncePhrases, disclaimerSentences, addressWords, replyAbove, {"a", "ab", "abc", "abcd", "bcde"}}
	random := rand.New(rand.NewPCG(5, 6))
	for _, list := range lists {
		set := phrasesOf(list)
		for range 3000 {
			phrase := list[random.IntN(len(list))]
			cut := phrase[:random.IntN(len(phrase)+1)]
			text := "x" + cut + strings.Repeat("y", random.IntN(3)) + list[random.IntN(len(list))][:1]
			if random.IntN(2) == 0 {
				text = phrase[len(phrase)-len(cut):] + phrase + cut
			}
			if got, want := set.in(text), containsAny(text, list); got != want {
				t.Fatalf("%q: %v, want %v", text, got, want)
			}
		}
	}
}
