package intake

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// takeToday takes the answer to a Today: what is said to each number is said to the lead of that line, or to the entry
// of the writer's calendar. What no number stands before is for the only line, or the only one that asks. It reports
// false if the mail answers no Today, or names its leads by their ids.
func (l *inbound) takeToday() (bool, error) {
	lines, err := l.todayLines()
	if err != nil || len(lines) == 0 {
		return false, err
	}
	if l.takeEntries(lines) {
		return true, l.took(handoff.Because("entries-judged", handoff.WordsArg(l.sender.ID)))
	}
	said := reading.Numbered(l.m.Text, len(lines))
	if len(said) == 0 {
		if done, err := l.takeLines(); done || err != nil {
			return done, err
		}
		if l.named {
			return false, nil
		}
		leads := slices.DeleteFunc(lines, func(t handoff.TodayLine) bool { return t.Handoff == "" })
		if len(leads) == 0 {
			l.t.Said = &Said{}
			return true, l.took(handoff.Because("entries-judged", handoff.WordsArg(l.sender.ID)))
		}
		return l.takeUnnumbered(leads)
	}
	for _, s := range said {
		if id := lines[s.N-1].Handoff; id != "" {
			if err := l.takeLine(id, s.Text); err != nil {
				return true, err
			}
		}
	}
	_, err = l.takeLines() // beside numbers, lines may name their leads
	l.t.Unsaid = nil       // and what stands under a number is said to that
	return true, err
}

// todayLines are what the numbers stand for of the Today that the mail answers: it is sent to the reply address of
// that, or names it. None: it answers none.
func (l *inbound) todayLines() ([]handoff.TodayLine, error) {
	ids := slices.Concat(l.m.InReplyTo, l.m.References)
	if l.token.Message != "" && l.token.Person == l.sender.ID {
		ids = append([]string{l.token.Message}, ids...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return l.f.Lines(l.sender.ID, ids)
}

// takeUnnumbered takes an answer to a Today in which no number is.
func (l *inbound) takeUnnumbered(lines []handoff.TodayLine) (bool, error) {
	if strings.TrimSpace(l.m.Text) == "" {
		return false, nil
	}
	meant := lines
	if len(lines) > 1 {
		meant = slices.DeleteFunc(slices.Clone(lines), func(t handoff.TodayLine) bool { return !t.Asks })
	}
	other := func(t handoff.TodayLine) bool { return t.Handoff != lines[0].Handoff }
	if !slices.ContainsFunc(lines, other) {
		meant = lines[:1]
	}
	if len(meant) == 1 {
		return true, l.takeLine(meant[0].Handoff, l.m.Text)
	}
	h, there, err := l.f.Handoff(lines[0].Handoff)
	if err != nil {
		return true, err
	}
	cmds, ok := reading.ReadCommands(l.m.Text, h, l.about(), l.c, l.now)
	if there && ok && len(cmds) == 1 && cmds[0].Kind() == handoff.KindAwayUntil { // it concerns all leads alike
		return true, l.commands(h.ID, cmds)
	}
	return true, l.whichLine()
}

// whichLine asks which line of a Today an answer is to.
func (l *inbound) whichLine() error {
	why := handoff.Because("which-line", handoff.PersonArg(l.sender.ID))
	if !l.c.MayWriteTo(l.sender.Email()) {
		return l.silent(trialOnly, why)
	}
	team, _ := l.c.BoxTeam(l.in.Box)
	l.t.Tell = &Tell{Person: l.sender.ID, Thread: l.t.MessageID, Why: handoff.NoLeadWhich, Team: team,
		Subject: l.m.Subject, Answers: l.m.MessageID, reason: why}
	return l.told(why)
}

// takeLine takes what was said to one line of a Today, as if it had been said about that lead alone.
func (l *inbound) takeLine(id handoff.ID, words string) error {
	h, err := l.lead(id)
	if err != nil {
		return err
	}
	verdict, rest, _ := strings.Cut(reading.ApartVerdict(words), "\n")
	if h.State == handoff.Past && reading.WentWell(verdict) {
		if err := l.fact(id, &handoff.Judge{About: l.about(), Outcome: handoff.OutcomeHeld}); err != nil || rest == "" {
			return err
		}
		words = rest
	}
	one, m := *l, *l.m
	m.Text = words
	one.m = &m
	return one.takeColleague(id)
}
