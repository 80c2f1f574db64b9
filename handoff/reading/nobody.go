package reading

import (
	"strings"

	"handoffd/handoff/text"
)

// nobodyWords are what a prospect writes who sits in a meeting alone, or did.
var nobodyWords = []string{"nobody came", "no one came", "noone came", "nobody joined", "no one joined",
	"nobody showed up",
	"no one showed up", "nobody is here", "no one is here", "nobody was there", "no one was there", "nobody was here",
	"nobody has joined", "no one has joined", "nobody is there", "i am alone in the meeting", "im alone in the meeting",
	"i was alone in the meeting", "you did not show up", "you didnt show up", "you did not join", "you didnt join",
	"nobody appeared", "nobody turned up", "no one turned up", "nobody called", "no one called", "i am still waiting",
	"im still waiting", "niemand war da", "es war niemand da", "niemand ist gekommen", "es ist niemand da",
	"personne n est venu", "personne n etait la", "il n y a personne", "no vino nadie", "nadie vino", "nessuno e venuto"}

// longestNobody bounds the words of the sentence.
const longestNobody = 16

// saysNobodyCame says whether a mail complains that nobody was at the meeting. It may be about others: "nobody came up
// with a better idea" is none.
func saysNobodyCame(s string) bool {
	for i, sentence := range sentences(s) {
		words := text.Plain(text.Words(sentence))
		if i == maxSentences || len(words) > longestNobody {
			continue
		}
		said := pad(strings.Join(words, " "))
		for _, p := range nobodyWords {
			if _, rest, ok := strings.Cut(said, pad(p)); ok && !strings.HasPrefix(rest, "up with") &&
				!strings.HasPrefix(rest, "for the offer") && !strings.HasPrefix(rest, "for your") {
				return true
			}
		}
	}
	return false
}
