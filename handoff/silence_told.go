package handoff

import (
	"reflect"
	"slices"
	"strings"
)

// Which silences count against a rep is read by the rep and by whoever answers for them. All others read of a lead only
// what happened on it.

// WithoutSilence is why a rep could have a lead, or not, for whoever does not read which silences count against them:
// of the rotation their offers, and no turns, which are offers and what silence costs.
func (r Reason) WithoutSilence() Reason {
	switch code := r.Sentence(); code {
	case "candidate/silent":
		return Because("candidate/unsaid", r.ofKind(ArgPerson)...)
	case "candidate/level", "candidate/level/behind": // the numbers are offers, days, and what they are counted as
		numbers := r.ofKind(ArgNumber)
		return Because("candidate", numbers[:min(2, len(numbers))]...)
	case "candidate", "candidate/sum", "candidate/by-rule", "candidate/by-rule/sum":
		out := r.ofKind(ArgNumber)
		if rule := r.ofKind(ArgReason); len(rule) > 0 && strings.HasPrefix(string(code), "candidate/by-rule") {
			out = append(out, rule[0])
		}
		return Because(Code(strings.TrimSuffix(string(code), "/sum")), out...)
	case "chosen/fewest", "chosen/longest", "chosen/never", "chosen/first": // they compare turns
		return Reason{}
	}
	return r
}

// WithoutTurns is what put the rep c before the next one, for whoever does not read which silences count: where as many
// turns decided nothing, and both had as many offers, that is said of offers. all are those who were looked at.
func (r Reason) WithoutTurns(all []Candidate, c Candidate) Reason {
	next := PersonID("")
	for _, a := range r.Args {
		if a.Kind == ArgPerson {
			next = PersonID(a.Text)
		}
	}
	i := slices.IndexFunc(all, func(o Candidate) bool { return o.Rep == next })
	says, tie := inOffers[r.Sentence()]
	same := func(a, b Arg) bool { return reflect.DeepEqual(a, b) }
	if i < 0 || !tie || !slices.EqualFunc(offersOf(c), offersOf(all[i]), same) {
		return r.WithoutSilence()
	}
	return Because(says, r.Args...)
}

// inOffers are the words for what decided between two with as many turns, said of offers.
var inOffers = map[Code]Code{
	"chosen/first":   "chosen/first/offers",
	"chosen/longest": "chosen/longest/offers",
	"chosen/never":   "chosen/never/offers",
}

// offersOf are the offers of a rep, as whoever does not read of silences reads them.
func offersOf(c Candidate) []Arg { return c.Why.WithoutSilence().ofKind(ArgNumber) }

// ofKind are the arguments of a kind.
func (r Reason) ofKind(k ArgKind) (out []Arg) {
	for _, a := range r.Args {
		if a.Kind == k {
			out = append(out, a)
		}
	}
	return out
}

// TellsSilence says whether a reason is about a silence that counts, or may count, against a rep.
func TellsSilence(r Reason) bool {
	code := string(r.Sentence())
	return slices.ContainsFunc([]string{"silence-", "claim-", "not-my-fault", "talks"}, func(begins string) bool {
		return strings.HasPrefix(code, begins)
	})
}

// ReadsSilenceOn says whether the colleague may read so of all who have, or had, the handoff.
func ReadsSilenceOn(h *Handoff, c *Config, id PersonID) bool {
	return !slices.ContainsFunc(Turns(h), func(a Assignment) bool { return !ReadsSilence(c, id, a.Rep) })
}
