package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// saysCommands says whether a mail that words alone make an absence is a colleague's command, such as "nurture until
// 11 January".
func (l *inbound) saysCommands(id handoff.ID, found bool) (bool, error) {
	if a := l.m.Away; !l.known || a == nil || a.Marked {
		return false, nil
	}
	if !found {
		_, _, ok := reading.ReadAbsence(l.m.Text, l.ownTeam(), l.about(), l.c, l.now)
		return ok, nil
	}
	h, err := l.lead(id)
	if err != nil {
		return false, err
	}
	facts, ok := reading.ReadCommands(l.m.Text, h, l.about(), l.c, l.now)
	return ok && !slices.ContainsFunc(facts, func(f handoff.Fact) bool { return f.Kind() == handoff.KindUnclear }), nil
}

// takeAbsence takes an out-of-office answer: a colleague's concerns every open handoff of theirs. Other automatic mail
// (help desks, shared documents, notices) says nothing of its sender, and of a colleague only what a mail system marks
// as an absence is one: whatever else it says, nobody wrote it for this.
func (l *inbound) takeAbsence(id handoff.ID, found bool) error {
	if l.m.MaybeAutomatic && l.m.Gone == nil && found && !l.known {
		if err := l.takeDoubtful(id); err != nil {
			return err
		}
	}
	if g := l.m.Gone; g != nil && found && !l.known {
		return l.fact(id, &handoff.Gone{About: l.about(), Left: g.Left, Instead: g.NewAddress})
	}
	a := l.m.Away
	switch {
	case a == nil && len(l.t.Facts) > 0:
		return nil
	case a == nil:
		return l.silent(automatic, handoff.Because("automatic/no-absence", handoff.WordsArg(l.m.Why)))
	case l.known && !a.Marked:
		return l.silent(absenceUnmarked, handoff.Because("absence-unmarked", handoff.WordsArg(l.m.Why)))
	}
	f := handoff.OutOfOffice{About: l.about(), Until: l.u.Away, Cover: a.Cover}
	switch {
	case l.known && !l.verified:
		return l.silent(absenceUnproved, handoff.Because("absence-unproved", handoff.ReasonArg(l.doubt)))
	case l.known:
		ids, err := l.f.OpenOf(l.sender.ID)
		if err != nil {
			return err
		}
		for _, each := range ids {
			copied := f
			if err := l.fact(each, &copied); err != nil {
				return err
			}
		}
		if len(ids) == 0 {
			return l.silent(nothingOpen, handoff.Because("nothing-open", handoff.PersonArg(l.sender.ID)))
		}
		return nil
	case found:
		return l.fact(id, &f)
	}
	return l.silent(automatic, handoff.Because("automatic/answer", handoff.WordsArg(l.m.Why)))
}
