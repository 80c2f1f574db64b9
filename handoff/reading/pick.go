package reading

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// pick reads which of the times that were offered somebody takes: its number, "2", "the second one, please", or the
// time itself. Whatever else is said leaves it open.
func pick(r *reading, s string, offered *handoff.Times, now time.Time, zone *time.Location) (*handoff.Picked, bool) {
	line, note := r.split(s)
	if line == "" || len(line) > maxTime || strings.ContainsAny(line+note, "?？%€$£") || !thanks(note) {
		return nil, false
	}
	said := line
	if before, rest, ok := strings.Cut(line, ","); ok && isGreeting(before+",") && len(text.Words(rest)) > 0 {
		said = rest
	}
	words, end := politely(said, text.Words(said))
	if n, ok := numberOf(text.Plain(words)); ok {
		return &handoff.Picked{N: n}, n <= len(offered.Slots)
	}
	for k := suffixOf(text.Plain(words), timeEnds); k > 0 && k < len(words); k = suffixOf(text.Plain(words), timeEnds) {
		words = words[:len(words)-k]
		end = words[len(words)-1].To
	}
	if len(words) == 0 {
		return nil, false
	}
	u := dates.Parse(said[words[0].From:end], now, zone)
	for i, s := range offered.Slots {
		if s.Start.Equal(u.Start) {
			return &handoff.Picked{N: i + 1}, true
		}
	}
	return nil, false
}

// Words that may stand around the number of a time.
var (
	pickBefore = []string{"number", "no", "nr", "option", "slot", "time", "the", "i take", "ill take", "i will take",
		"we take", "lets take", "lets do", "take", "yes", "ok", "okay", "sure", "nummer", "option nummer", "ja", "die", "le",
		"numero", "lets go with", "go with", "lets go for", "i choose", "i pick", "id take"}
	pickAfter = []string{"works", "works for me", "works for us", "works well", "works best", "is fine", "is good",
		"is great", "is perfect", "is ok", "suits me", "suits us", "fits", "fits me", "would be great", "would be good",
		"would be perfect", "would work", "please", "option", "one", "slot", "time", "it is", "then", "passt", "passt mir",
		"bitte", "ist gut", "me convient", "sounds good", "is best", "would suit me"}
	ranks = map[string]int{"first": 1, "second": 2, "third": 3, "1st": 1, "2nd": 2, "3rd": 3, "erste": 1, "zweite": 2,
		"dritte": 3, "premier": 1, "premiere": 1, "deuxieme": 2, "troisieme": 3}
)

// numberOf is the one number of words that only choose it.
func numberOf(words []string) (int, bool) {
	for k := prefixOf(words, pickBefore); k > 0 && k < len(words); k = prefixOf(words, pickBefore) {
		words = words[k:]
	}
	if len(words) == 0 {
		return 0, false
	}
	n, ok := smallNumber(words[0])
	if o := ranks[words[0]]; o > 0 {
		n, ok = o, true
	}
	for words = words[1:]; len(words) > 0; {
		k := max(prefixOf(words, pickAfter), prefixOf(words, courtesies))
		if k == 0 {
			return 0, false
		}
		words = words[k:]
	}
	return n, ok
}

// thanks says whether lines below an answer only end a mail.
func thanks(note string) bool {
	for l := range strings.Lines(note) {
		words := text.Plain(text.Words(l))
		for k := prefixOf(words, courtesies); k > 0; k = prefixOf(words, courtesies) {
			words = words[k:]
		}
		if len(words) > 0 {
			return false
		}
	}
	return true
}
