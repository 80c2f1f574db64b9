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

// arithmetic says what a rep is ranked by: turns, as the sum of what they are made of.
func (t *turn) arithmetic(id PersonID, rank int, rule Reason) Reason {
	l, days := t.e.Load[id], t.present(id)
	offers := []Arg{NumberArg(l.Had), NumberArg(days)}
	turns := WordsArg(turnsText(rank))
	if rule.Empty() && rank > l.counted() {
		code := Code("candidate/level") // was away, or is new
		if days >= loadDays {
			code = "candidate/level/behind"
		}
		return Because(code, append(offers, NumberArg(rank/whole), turns)...)
	}
	plain, sum := Code("candidate"), Code("candidate/sum")
	if !rule.Empty() {
		plain, sum, offers = "candidate/by-rule", "candidate/by-rule/sum", append(offers, ReasonArg(rule))
	}
	parts := t.partsOf(id, rank)
	if len(parts) == 0 {
		return Because(plain, append(offers, turns)...)
	}
	return Because(sum, append(offers, turns, ReasonArg(parts...))...)
}

// partsOf is what makes a rank, beside the offers of the latest days: what each counts for whoever has another weight,
// silence, and what is older. Together they are the rank.
func (t *turn) partsOf(id PersonID, rank int) (parts []Reason) {
	l, each, rate := t.e.Load[id], t.costs(id), t.person(id).WeightOn(t.now)
	if rate != 100 {
		parts = append(parts, Because("sum/weight", WordsArg(turnsText(each)), NumberArg(rate)))
	}
	silence := l.Cost * whole
	switch {
	case silence > 0 && rank < l.counted():
		silence = 0
		parts = append(parts, Because("sum/spared", WordsArg(turnsText(l.Cost*whole))))
	case silence > 0:
		parts = append(parts, Because("sum/silence", WordsArg(turnsText(silence))))
	}
	switch before := rank - l.Had*each - silence; {
	case before > 0:
		parts = append(parts, Because("sum/before", WordsArg(turnsText(before))))
	case before < 0:
		parts = append(parts, Because("sum/less", WordsArg(turnsText(-before))))
	}
	return parts
}

// turnsText writes hundredths of turns as short as they can be: "3", "0.5".
func turnsText(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/whole, 'f', -1, 64)
}
