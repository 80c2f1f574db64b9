package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Limits on words that are read as a refusal.
const (
	maxRefusal = 400 // bytes
	maxClauses = 12
)

// clauseKind is what a clause says of a meeting that its writer was asked to.
type clauseKind int

const (
	clauseOther  clauseKind = iota
	clauseSoft              // "sorry", "thanks for asking"
	clauseCannot            // "I can't make it"
	clauseUnfit             // "that does not work for me": perhaps only the time
	clauseAbsent            // "I'm on holiday that week"
	clausePlea              // "please let Erik take it"
	clauseDoubt             // it hangs on something, or another time is meant
)

// refusing reads words of the assigned rep that decline the meeting without the command: "Sorry, I can't make it."
// What hangs on a condition or asks for another time declines nothing.
func (r *reading) refusing(line, note string) (handoff.Fact, bool) {
	s := strings.TrimSpace(line + "\n" + note)
	if !r.mayDecline() || r.greetsProspect() || refuses(s) != refusalCertain {
		return nil, false
	}
	return unlessAsked(func(r *reading, _ argument) (handoff.Fact, bool) {
		if m := r.h.Moving; m != nil && m.Asked == handoff.RoleRep { // it may be about the other time
			return &handoff.Decline{}, true
		}
		return &handoff.Decline{Note: text.Cut(s, handoff.MaxNote)}, true
	})(r.at(line), argument{})
}

// greetsProspect says whether the words are for the prospect: then they may speak of another matter.
func (r *reading) greetsProspect() bool {
	names := r.prospectNames()
	return slices.ContainsFunc(text.Plain(text.Words(r.greet)), func(w string) bool { return slices.Contains(names, w) })
}

// at is the reading with another line in question.
func (r *reading) at(line string) *reading {
	other := *r
	other.line = line
	return &other
}

// mayDecline says whether the sender is the assigned rep of a meeting that can still be declined.
func (r *reading) mayDecline() bool {
	s := r.h.State
	return r.about.By.Person != "" && r.about.By.Person == r.h.Rep() && (s == handoff.Offered || s == handoff.Escalated ||
		s == handoff.Accepted)
}

// refusal is how sure it is that a text declines.
type refusal int

const (
	refusalNone refusal = iota
	refusalNear
	refusalCertain
)

// refuses says how sure it is that the whole of a short text declines a meeting.
func refuses(text string) refusal {
	all := clauses(text)
	if len(text) > maxRefusal || len(all) > maxClauses {
		return refusalNone
	}
	count := kindsOf(all)
	switch cannot := count[clauseCannot] + count[clauseUnfit]; {
	case cannot+count[clauseAbsent]+count[clausePlea] == 0:
		return refusalNone
	case count[clauseDoubt] > 0:
		return refusalNone
	case cannot > 0, count[clauseOther] == 0 && count[clauseAbsent] > 0:
		return refusalCertain
	}
	return refusalNear
}

func kindsOf(all []string) map[clauseKind]int {
	count := map[clauseKind]int{}
	for _, c := range all {
		count[kindOf(c)]++
	}
	return count
}

// outright says whether a text may refuse more than a time.
func outright(text string) bool {
	count := kindsOf(clauses(text))
	return count[clauseCannot]+count[clauseAbsent]+count[clausePlea] > 0
}

// clauseEnds are the words at which a new clause begins.
var clauseEnds = []string{"and", "because", "since", "as", "so", "but", "und", "weil", "denn", "aber", "et", "car",
	"parce", "mais", "y", "porque", "pero", "e", "perche", "ma"}

// clauses cuts a text at its marks and at the words that join two clauses; a question keeps its mark.
func clauses(s string) []string {
	var out []string
	from := 0
	add := func(to int) {
		if c := strings.TrimSpace(s[from:to]); len(text.Words(c)) > 0 {
			out = append(out, c)
		}
		from = to
	}
	words := text.Words(s)
	for i, w := range words {
		between := ""
		if i > 0 {
			between = s[words[i-1].To:w.From]
		}
		switch {
		case i == 0:
		case strings.ContainsAny(between, ".,;!?:()\n–—") || strings.Contains(between, " - "):
			if at := strings.LastIndexAny(between, "?？"); at >= 0 {
				add(words[i-1].To + at + 1)
			} else {
				add(w.From)
			}
		case slices.Contains(clauseEnds, w.Text) && i+1 < len(words):
			add(w.From)
		}
	}
	add(len(s))
	return out
}

// kindOf reads one clause. Every word of a refusal must be accounted for, so that "can't make it any clearer" is none.
func kindOf(clause string) clauseKind {
	words := text.Plain(text.Words(clause))
	for len(words) > 1 && slices.Contains(clauseEnds, words[0]) {
		words = words[1:]
	}
	switch {
	case consists(words, softWords):
		return clauseSoft
	case begins(words, pleas), lets(words):
		return clausePlea
	case questioned(clause):
		return clauseDoubt
	case framed(words, unfits):
		return clauseUnfit
	case framed(words, cannots):
		return clauseCannot
	case framed(words, absences):
		return clauseAbsent
	case slices.ContainsFunc(words, func(w string) bool { return slices.Contains(otherTimes, w) }),
		strings.ContainsFunc(clause, unicode.IsDigit):
		return clauseDoubt
	}
	return clauseOther
}

// consists says whether all words are in phrases of the list.
func consists(words, phrases []string) bool {
	for len(words) > 0 {
		n := prefixOf(words, phrases)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}

// begins says whether a phrase of the list stands at the beginning, courtesies aside.
func begins(words, phrases []string) bool {
	for len(words) > 0 && prefixOf(words, phrases) == 0 {
		n := prefixOf(words, softWords)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return len(words) > 0
}

// lets says whether somebody else is to have the lead: "please let Erik take it".
func lets(words []string) bool {
	i := slices.Index(words, "let")
	if i < 0 || i+2 >= len(words) || !consists(words[:i], softWords) || words[i+1] == "me" || words[i+1] == "us" {
		return false
	}
	return slices.ContainsFunc(words[i+2:], func(w string) bool {
		return slices.Contains([]string{"take", "have", "do",
			"handle", "go"}, w)
	})
}

// framed says whether a clause is who, one of the phrases, and when: nothing else.
func framed(words, phrases []string) bool {
	for i := range words {
		n := prefixOf(words[i:], phrases)
		if n > 0 && consists(words[:i], beforeWords) && consists(words[i+n:], whenWords) {
			return true
		}
	}
	return false
}
