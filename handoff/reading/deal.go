package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// amountIn reads a sum, in the currency that is known where it names none.
func (r *reading) amountIn(s string) (handoff.Amount, text.AmountFault) {
	return handoff.AmountIn(s, r.c.CurrencyOf(&r.h))
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
	amount, fault := r.amountIn(said)
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

// summed reads an opportunity with what stands for its sum. What of that is not understood is asked about; the
// opportunity holds.
func (r *reading) summed(fields []string) (handoff.Fact, bool) {
	at := slices.IndexFunc(fields, func(s string) bool { return strings.Contains(s, "://") })
	isLink := at >= 0 && at <= 1
	at = max(at, 0)
	if at+1 >= len(fields) {
		return nil, false
	}
	link, ok := text.Reference(fields[at])
	said := strings.Join(fields[at+1:], " ")
	amount, fault := r.amountIn(said)
	f := &handoff.OpportunityMade{Link: link, Amount: amount}
	switch like := sumLike(said); {
	case !ok || fault != "" && !like:
		return nil, false
	case fault == "":
		return f, true
	case isLink && len(fields) <= mostSummed || fault != text.AmountWords:
		f.Ask = handoff.NoAmount(said, fault)
		return f, true
	}
	return nil, false
}

// mostSummed is how many words a link may stand among for what follows it to be its sum, and not a sentence.
const mostSummed = 8

// sumLike says whether words may stand for a sum: they have a number, or name a currency.
func sumLike(s string) bool {
	return strings.ContainsFunc(s, unicode.IsDigit) || text.NamesMoney(s)
}

// maxOpportunity is the length of the name of one.
const maxOpportunity = 120

// opportunityNamed splits a name from the sum that may follow it with its currency. A name may end with a number of its
// own.
func (r *reading) opportunityNamed(fields []string) (*handoff.OpportunityMade, bool) {
	f := &handoff.OpportunityMade{}
	for i := max(1, len(fields)-3); i < len(fields); i++ {
		said := strings.Join(fields[i:], " ")
		amount, fault := r.amountIn(said)
		if !text.NamesMoney(said) || fault == text.AmountNone || fault == text.AmountWords {
			continue
		}
		if f.Amount = amount; fault != "" {
			f.Ask = handoff.NoAmount(said, fault)
		}
		fields = fields[:i]
		break
	}
	f.Link = strings.Join(fields, " ")
	known := strings.ContainsFunc(f.Link, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
	return f, known && len(f.Link) <= maxOpportunity && !strings.ContainsAny(f.Link, "?<>") &&
		!strings.Contains(f.Link, "://")
}
