package handoff

import (
	"cmp"
	"slices"
	"strconv"
)

// A choice explains itself: the arithmetic of each rep who could have the lead, and of the one who has it what put them
// before the next one.

// presence is whether a rep is at work at the time of the meeting, and before somebody must have accepted.
type presence struct{ then, before bool }

// presences of the reps.
func (t *turn) presences(reps []Candidate) map[PersonID]presence {
	out := make(map[PersonID]presence, len(reps))
	for _, c := range reps {
		out[c.Rep] = presence{t.atWork(c.Rep), t.hasTime(c.Rep)}
	}
	return out
}

// precedes orders two reps who could have the lead, and names what decides: who was named, who has not enough meetings
// then, who is at work at the time of the meeting, who works before somebody must have accepted, the fewest turns, the
// longest ago. Nothing does where the order of the team is left.
func (t *turn) precedes(a, b Candidate, there map[PersonID]presence, ranks map[PersonID]int) (int, Code) {
	la, lb, wa, wb := t.e.Load[a.Rep], t.e.Load[b.Rep], there[a.Rep], there[b.Rep]
	for _, by := range []struct {
		n    int
		code Code
	}{
		{boolFirst(a.Wish, b.Wish), "chosen/named"},
		{boolFirst(!a.full(), !b.full()), "chosen/full"},
		{boolFirst(wa.then, wb.then), "chosen/at-work"},
		{boolFirst(wa.before, wb.before), "chosen/has-time"},
		{cmp.Compare(ranks[a.Rep], ranks[b.Rep]), "chosen/fewest"},
		{la.Last.Compare(lb.Last), "chosen/longest"},
	} {
		if by.n != 0 {
			return by.n, by.code
		}
	}
	return 0, "chosen/first"
}

// chosen notes of the first of those in order what put them before the second.
func (t *turn) chosen(all, order []Candidate) {
	i := slices.IndexFunc(all, func(c Candidate) bool { return c.Rep == order[0].Rep })
	if i < 0 || order[0].Wish { // who was named needs no other reason
		return
	}
	switch {
	case order[0].For != "":
		all[i].By = Because("chosen/cover", PersonArg(order[0].For))
		return
	case len(order) == 1:
		all[i].By = Because("chosen/only")
		return
	}
	a, b := order[0], order[1]
	if !a.unread() && b.unread() {
		all[i].By = Because("chosen/read", PersonArg(b.Rep))
		return
	}
	ranks := t.ranks()
	switch _, by := t.precedes(a, b, t.presences(order[:2]), ranks); {
	case by == "chosen/fewest":
		all[i].By = Because(by, PersonArg(b.Rep), WordsArg(turnsText(ranks[b.Rep])))
	case by == "chosen/longest" && t.e.Load[a.Rep].Last.IsZero():
		all[i].By = Because("chosen/never", PersonArg(b.Rep))
	case by == "chosen/longest":
		all[i].By = Because(by, PersonArg(b.Rep), t.whenFor(a.Rep, t.e.Load[a.Rep].Last))
	default:
		all[i].By = Because(by, PersonArg(b.Rep))
	}
}

// arithmetic says what a rep is ranked by: turns, of which silence is a part, beside the offers of the latest days at
// work.
func (t *turn) arithmetic(id PersonID, rank int, rule Reason) Reason {
	l, rate := t.e.Load[id], t.person(id).WeightOn(t.now)
	offers := []Arg{NumberArg(l.Had), NumberArg(t.present(id))}
	turns := WordsArg(turnsText(rank))
	if rule.Empty() && rank > l.counted() {
		return Because("candidate/level", append(offers, NumberArg(rank/whole), turns)...)
	}
	if rule.Empty() && rank < l.counted() {
		return Because("candidate/spared", append(offers, NumberArg(l.Cost), turns)...)
	}
	code := Code("candidate")
	if !rule.Empty() {
		code, offers = "candidate/by-rule", append(offers, ReasonArg(rule))
	}
	offers = append(offers, turns)
	if l.Cost > 0 {
		offers = append(offers, WordsArg(strconv.Itoa(l.Cost)))
	}
	if rate != 100 {
		offers = append(offers, NumberArg(rate))
	}
	return Because(code, offers...)
}

// turnsText writes hundredths of turns as short as they can be: "3", "0.5".
func turnsText(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/whole, 'f', -1, 64)
}
