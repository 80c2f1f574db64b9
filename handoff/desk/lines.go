package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/text"
)

// lineAnswer is the one answer to a mail of several lines, each about a lead: what came of each. Where all were done it
// stays away, as the effect is plain.
type lineAnswer struct {
	t       *intake.Taken
	refused bool // the line at hand was not done
	asks    bool // a line was not done
	lines   []handoff.Reason
}

// newLineAnswer is that of a mail; of one that has a single line it says nothing.
func newLineAnswer(t *intake.Taken) *lineAnswer { return &lineAnswer{t: t} }

// joint says whether the mail has several lines.
func (a *lineAnswer) joint() bool {
	return len(a.t.Lines) == len(a.t.Facts) && len(a.t.Lines)+len(a.t.Strange)+len(a.t.Unsaid) > 1
}

// instead says whether an action only tells the writer that a line was not done: the answer does.
func (a *lineAnswer) instead(x handoff.Action) bool {
	if !a.joint() || x.Purpose != handoff.PurposeEcho || x.To.Person != a.t.Person ||
		!x.Refused && x.Step != "unclear" {
		return false
	}
	a.refused = true
	return true
}

// add takes up what came of line i.
func (a *lineAnswer) add(i int, reason handoff.Reason, first bool) {
	if !a.joint() {
		return
	}
	f := a.t.Facts[i]
	id, said := handoff.WordsArg(string(f.Handoff)), handoff.WordsArg(text.OneLine(a.t.Lines[i], text.ValueLimit))
	u, unclear := f.Fact.(*handoff.Unclear)
	line := handoff.Because("line/done", id, handoff.ReasonArg(reason))
	switch {
	case !first:
		line, a.refused = handoff.Because("line/again", id, said), true
	case unclear && u.Ask.Code != "":
		line, a.refused = handoff.Because("line/asked", id, said, handoff.ReasonArg(u.Ask)), true
	case unclear && u.Meant != "":
		line, a.refused = handoff.Because("line/meant", id, said, handoff.WordsArg(u.Meant)), true
	case unclear:
		line, a.refused = handoff.Because("line/unclear", id, said), true
	case a.refused:
		line = handoff.Because("line/refused", id, said, handoff.ReasonArg(reason))
	}
	a.asks, a.refused = a.asks || a.refused, false
	a.lines = append(a.lines, line)
}

// answerLines sends the answer, unless the mail is a copy of one that was answered.
func (d *Decider) answerLines(tx telling, t *intake.Taken, a *lineAnswer, became bool) error {
	for _, id := range t.Strange {
		a.lines = append(a.lines, handoff.Because("lead-unseen", handoff.WordsArg(string(id))))
	}
	if len(t.Lines) > 0 {
		for _, line := range t.Unsaid {
			a.lines = append(a.lines, unsaidLine(line))
		}
	}
	if t.Cut > 0 {
		a.lines = append(a.lines, handoff.Because("line/more", handoff.NumberArg(t.Cut)))
	}
	if !became || !a.asks && len(t.Strange)+len(t.Unsaid)+t.Cut == 0 {
		return nil
	}
	return d.answer(tx, t, "lines:", "lines", a.lines, handoff.Yes)
}
