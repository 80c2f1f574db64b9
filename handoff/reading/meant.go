package reading

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// confirming reads a plain yes to what was offered back, and does not take a no to it for one to anything else. What
// else is open and waits for a yes makes it ambiguous, and is asked about.
func (r *reading) confirming(line, note string) (handoff.Fact, bool) {
	m, open := r.h.MeantBy(r.about.By.Person)
	if !open || note != "" || questioned(line) {
		return nil, false
	}
	yes, no := Consent(line, r.c.Person(m.By).Name)
	switch {
	case !yes && !no:
		return nil, false
	case r.waitsForYes():
		return r.at(line).unclear("ask-two", handoff.WordsArg(m.Text)), true
	case no:
		return r.at(line).unclear("ask-what"), true
	}
	then := *r
	then.now = m.At
	if m.Lines {
		return then.amending(m.Text), true
	}
	if f, ok := then.command(m.Text, ""); ok {
		return f, true
	}
	return nil, false
}

// waitsForYes says whether the sender was asked something else that yes or no answers.
func (r *reading) waitsForYes() bool {
	by := r.about.By.Person
	open := len(r.h.OpenTo(by, handoff.QuestionSender)) + len(r.h.OpenTo(by, handoff.QuestionYours))
	return open > 0 || r.ownAsked() || r.asked("yes") || r.asked("no")
}

// offer makes of words that come near a command the question whether it is meant. Where a yes would answer something
// else, the command itself is asked for.
func (r *reading) offer(command string) handoff.Fact {
	command = strings.Join(strings.Fields(command), " ")
	u := &handoff.Unclear{Text: text.Cut(r.line, handoff.MaxNoted)}
	shown := handoff.WordsArg(strings.ReplaceAll(text.Cut(command, handoff.MaxNoted), "`", "'"))
	if r.waitsForYes() {
		u.Ask = handoff.Because("ask-meant/write", shown)
		return u
	}
	u.Ask, u.Meant = handoff.Because("ask-meant", shown), command
	return u
}
