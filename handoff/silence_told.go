package handoff

import (
	"slices"
	"strings"
)

// Which silences count against a rep is read by the rep and by whoever answers for them. All others read of a lead only
// what happened on it.

// WithoutSilence is why a rep could have a lead, or not, for whoever does not read which silences count against them.
func (r Reason) WithoutSilence() Reason {
	switch code := r.Sentence(); code {
	case "candidate/silent":
		return Because("candidate/unsaid", r.ofKind(ArgPerson)...)
	case "candidate/sum", "candidate/by-rule/sum":
		last := len(r.Args) - 1
		silent := func(part Reason) bool { return part.Sentence() == "sum/silence" || part.Sentence() == "sum/spared" }
		if last < 0 || !slices.ContainsFunc(r.Args[last].Reasons, silent) {
			return r
		}
		return Because(Code(strings.TrimSuffix(string(code), "/sum")), slices.Clone(r.Args[:last])...)
	case "candidate", "candidate/by-rule": // of an older version: the second words are what silence counts
		words := 0
		return Because(code, slices.DeleteFunc(slices.Clone(r.Args), func(a Arg) bool {
			if a.Kind == ArgWords {
				words++
			}
			return a.Kind == ArgWords && words == 2
		})...)
	}
	return r
}

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
