package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

func amountIn(s string) (handoff.Amount, bool) {
	cents, money, ok := text.Amount(s)
	return handoff.Amount{Cents: cents, Currency: money}, ok
}

// winning reads the sum of an order, if one is told.
func winning(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() {
		return &handoff.DealWon{}, true
	}
	amount, ok := amountIn(strings.TrimPrefix(a.text, "for "))
	if !ok && a.apart && strings.ContainsFunc(a.text, unicode.IsDigit) && len(a.words) <= 4 {
		return r.unclear("ask-amount"), true
	}
	return &handoff.DealWon{Amount: amount}, ok
}

// losing reads why nothing came of an opportunity. "Lost the number" is a sentence.
func losing(r *reading, a argument) (handoff.Fact, bool) {
	why, ok := r.reason(a)
	if !ok && len(a.words) > 1 && slices.Contains([]string{"to", "against", "on"}, a.words[0]) {
		why, ok = text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote), true
	}
	return &handoff.DealLost{Note: why}, ok
}
