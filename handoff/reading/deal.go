package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

func amountIn(s string) (handoff.Amount, bool) {
	amount, fault := handoff.AmountIn(s)
	return amount, fault == ""
}

// winning reads the sum of an order, if one is told. What is no sum is asked about where it stands for one: behind a
// colon, or short and with a number. "Won them over" is a sentence.
func winning(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() {
		return &handoff.DealWon{}, true
	}
	said := a.text
	for _, before := range []string{"won ", "for "} {
		if len(said) > len(before) && strings.EqualFold(said[:len(before)], before) {
			said = said[len(before):]
		}
	}
	if minus(a.rest) {
		said = "-" + said
	}
	amount, fault := handoff.AmountIn(said)
	if fault == "" {
		return &handoff.DealWon{Amount: amount}, true
	}
	digits := strings.ContainsFunc(said, unicode.IsDigit)
	if strings.HasPrefix(a.rest, ":") || digits && len(a.words) <= 5 && (a.apart || !unicode.IsLetter(firstRune(said)) ||
		fault != text.AmountWords) {
		return r.asking(handoff.AskAmount(said, fault)), true
	}
	return nil, false
}

// minus says whether the sign of a number stands before it, and not a dash between words: "won -5 EUR".
func minus(rest string) bool {
	rest = strings.TrimLeft(rest, " \t:")
	sign, size := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return strings.ContainsRune("-−–", sign) && (unicode.IsDigit(next) || unicode.Is(unicode.Sc, next))
}

// losing reads why nothing came of an opportunity. "Lost the number" is a sentence.
func losing(r *reading, a argument) (handoff.Fact, bool) {
	why, ok := r.reason(a)
	if !ok && len(a.words) > 1 && slices.Contains([]string{"to", "against", "on"}, a.words[0]) {
		why, ok = text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote), true
	}
	return &handoff.DealLost{Note: why}, ok
}
